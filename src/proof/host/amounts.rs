//! Free memory and disk, before and after. Both are everybody's on a machine: what others took is reckoned.

/// What may be gone.
const SLACK: u64 = 64 * MIB;
const MIB: u64 = 1024 * 1024;

/// Bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amounts {
    /// Memory that a program could still have.
    pub memory: u64,
    /// Memory that no program has for itself: files that are memory only, and the kernel's own.
    pub unowned: u64,
    /// Free on the file system where the engine, or else tutorbox, keeps its things.
    pub disk: u64,
}

impl Amounts {
    /// What became of each: within bounds, or not. `written` is what was written since in the places where a container
    /// could leave something, where that can be read.
    pub fn compare(&self, now: &Self, written: Option<u64>) -> Vec<Result<String, String>> {
        vec![self.memory(now), self.disk(now, written)]
    }

    fn memory(&self, now: &Self) -> Result<String, String> {
        let said = format!("free memory {}", change(self.memory, now.memory));
        let gone = self.memory.saturating_sub(now.memory);
        if gone <= SLACK {
            return Ok(said);
        }
        // What living programs took is theirs: whatever a container left would belong to none.
        let grown = now.unowned.saturating_sub(self.unowned);
        let owner = format!("what belongs to no program grew by {}", mib(grown));
        if grown <= SLACK {
            return Ok(format!("{said} (other programs took it; {owner})"));
        }
        Err(format!("{said}; {owner}"))
    }

    fn disk(&self, now: &Self, written: Option<u64>) -> Result<String, String> {
        let said = format!("free disk {}", change(self.disk, now.disk));
        if self.disk.saturating_sub(now.disk) <= SLACK {
            return Ok(said);
        }
        match written {
            Some(written) if written <= SLACK => Ok(format!(
                "{said} (other programs wrote; the engine's folders grew by {})",
                mib(written)
            )),
            Some(written) => Err(format!(
                "{said}; the engine's folders grew by {}",
                mib(written)
            )),
            None => Err(format!(
                "{said}; if another program wrote that, try again without it"
            )),
        }
    }
}

/// `+3 MiB`, `−70 MiB`.
fn change(was: u64, is: u64) -> String {
    match is >= was {
        true => format!("+{}", mib(is - was)),
        false => format!("−{}", mib(was - is)),
    }
}

fn mib(bytes: u64) -> String {
    format!("{} MiB", bytes / MIB)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: Amounts = Amounts {
        memory: 1000 * MIB,
        unowned: 300 * MIB,
        disk: 5000 * MIB,
    };

    fn after(change: impl Fn(&mut Amounts), written: Option<u64>) -> [Result<String, String>; 2] {
        let mut now = BEFORE;
        change(&mut now);
        let compared = BEFORE.compare(&now, written);
        [compared[0].clone(), compared[1].clone()]
    }

    #[test]
    fn a_little_is_nothing() {
        let [memory, disk] = after(
            |now| {
                now.memory -= 64 * MIB;
                now.disk += 2 * MIB;
            },
            None,
        );
        assert_eq!(memory, Ok("free memory −64 MiB".to_owned()));
        assert_eq!(disk, Ok("free disk +2 MiB".to_owned()));
    }

    #[test]
    fn memory_that_no_program_has_is_missed() {
        let [memory, _] = after(
            |now| {
                now.memory -= 200 * MIB;
                now.unowned += 10 * MIB;
            },
            None,
        );
        assert!(memory.is_ok(), "{memory:?}");
        let [memory, _] = after(
            |now| {
                now.memory -= 200 * MIB;
                now.unowned += 100 * MIB;
            },
            None,
        );
        assert!(memory.is_err());
    }

    #[test]
    fn disk_is_missed_unless_others_wrote_it() {
        let gone = |now: &mut Amounts| now.disk -= 65 * MIB;
        assert!(after(gone, None)[1].is_err());
        assert!(after(gone, Some(65 * MIB))[1].is_err());
        assert!(after(gone, Some(MIB))[1].is_ok());
    }
}
