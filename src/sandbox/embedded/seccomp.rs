//! Docker's seccomp profile as programs for the kernel: the same allow-list, from the same file.
//!
//! A filter has one answer for what it names, so that two are stacked. The first answers ENOSYS where the profile does
//! and lets all else pass; the last lets pass what the profile allows, and what the first has answered, and answers
//! EPERM to the rest: the call that loads filters is among it. Calls of another architecture end the process.
//!
//! What a filter names without a condition comes first, as ranges of numbers: seccompiler would ask for each number in
//! turn, and the kernel, which tries each call when a filter is loaded, would take longer for that than for all mounts.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, sock_filter,
};
use serde::Deserialize;
use syscalls::Sysno;

/// What libc takes for "this kernel does not have it", and for "it must not be".
const ENOSYS: u32 = 38;
const EPERM: u32 = 1;

/// How many system calls after the newest of the profile are taken for such that nobody knew when it was written.
/// `runc` answers them ENOSYS, so that a libc that tries them falls back.
const UNKNOWN_YET: i64 = 64;

/// Why a profile cannot be made a filter.
#[derive(Debug, thiserror::Error)]
pub enum FilterError {
    /// It is not what Docker takes.
    #[error("docker/seccomp.json: {0}")]
    Json(#[from] serde_json::Error),
    /// It asks for what only Docker does.
    #[error("docker/seccomp.json: {0} is not understood here")]
    Unknown(String),
    /// The compiler refuses it.
    #[error("docker/seccomp.json: {0}")]
    Compile(#[from] BackendError),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    default_action: String,
    default_errno_ret: Option<u32>,
    syscalls: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Entry {
    names: Vec<String>,
    action: String,
    errno_ret: Option<u32>,
    #[serde(default)]
    args: Vec<Argument>,
    #[serde(rename = "comment")]
    _comment: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Argument {
    index: u8,
    value: u64,
    #[serde(default)]
    value_two: u64,
    op: String,
}

/// What a filter names: a call, and the rules of which one must hold. No rule is no condition.
type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// A filter before it is compiled.
struct Filter {
    rules: Rules,
    /// The answer to what is named.
    named: SeccompAction,
    /// The answer to all else.
    other: SeccompAction,
}

/// The filters of a profile for this machine, in the order in which they are to be loaded.
///
/// # Errors
/// The profile is not understood: none is loaded in part.
pub fn filters(profile: &str) -> Result<Vec<BpfProgram>, FilterError> {
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
    let filters = of_profile(profile)?.into_iter();
    filters.map(|filter| Ok(compile(filter, arch)?)).collect()
}

fn of_profile(profile: &str) -> Result<Vec<Filter>, FilterError> {
    let profile: Profile = serde_json::from_str(profile)?;
    if profile.default_action != "SCMP_ACT_ERRNO" {
        return Err(FilterError::Unknown(profile.default_action));
    }
    let mut allowed = Rules::new();
    let mut answered: BTreeMap<u32, Rules> = BTreeMap::new();
    for entry in &profile.syscalls {
        match entry.action.as_str() {
            "SCMP_ACT_ALLOW" => {}
            "SCMP_ACT_ERRNO" => {
                let errno = entry.errno_ret.unwrap_or(EPERM);
                add(answered.entry(errno).or_default(), entry)?;
            }
            other => return Err(FilterError::Unknown(other.to_owned())),
        }
        // What has been answered already passes the last filter: of two that refuse, the last would be heard.
        add(&mut allowed, entry)?;
    }
    let newest = named(&profile).last().copied().unwrap_or(0);
    for number in newest + 1..=newest + UNKNOWN_YET {
        answered.entry(ENOSYS).or_default().insert(number, vec![]);
        allowed.insert(number, vec![]);
    }
    let answering = answered.into_iter().map(|(errno, rules)| Filter {
        rules,
        named: SeccompAction::Errno(errno),
        other: SeccompAction::Allow,
    });
    let allowing = Filter {
        rules: allowed,
        named: SeccompAction::Allow,
        other: SeccompAction::Errno(profile.default_errno_ret.unwrap_or(EPERM)),
    };
    Ok(answering.chain([allowing]).collect())
}

/// What has no condition is answered first; all else is left to what seccompiler makes of the rest.
fn compile(filter: Filter, arch: TargetArch) -> Result<BpfProgram, BackendError> {
    let (always, rest): (Rules, Rules) = filter
        .rules
        .into_iter()
        .partition(|(_, rules)| rules.is_empty());
    let numbers = always.into_keys().filter_map(|n| u32::try_from(n).ok());
    let mut program = at_once(&ranges(numbers), u32::from(filter.named.clone()), arch);
    let rest = SeccompFilter::new(rest, filter.other, filter.named, arch)?;
    program.extend(BpfProgram::try_from(rest)?);
    Ok(program)
}

/// The first and the last of each run of consecutive numbers, given in ascending order.
fn ranges(numbers: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    ranges
}

/// Gives this answer to calls with numbers in these ranges, and goes on behind its end for all others, those of another
/// architecture too. The codes are those of the kernel's `linux/bpf_common.h`, the places and architectures those of
/// `linux/seccomp.h` and `linux/audit.h`.
fn at_once(ranges: &[(u32, u32)], answer: u32, arch: TargetArch) -> BpfProgram {
    const LOAD: u16 = 0x20;
    const JUMP: u16 = 0x05;
    const JUMP_IF_EQUAL: u16 = 0x15;
    const JUMP_IF_ABOVE: u16 = 0x25;
    const JUMP_UNLESS_BELOW: u16 = 0x35;
    const RETURN: u16 = 0x06;
    const NUMBER: u32 = 0;
    const ARCHITECTURE: u32 = 4;
    let architecture = match arch {
        TargetArch::x86_64 => 0xC000_003E,
        TargetArch::aarch64 => 0xC000_00B7,
        TargetArch::riscv64 => 0xC000_00F3,
    };
    let code = |code, k, jt, jf| sock_filter { code, jt, jf, k };
    let each = ranges.iter().map(|(first, last)| {
        [
            code(JUMP_UNLESS_BELOW, *first, 0, 2),
            code(JUMP_IF_ABOVE, *last, 1, 0),
            code(RETURN, answer, 0, 0),
        ]
    });
    let each: BpfProgram = each.flatten().collect();
    // It is far below the 4096 instructions that the kernel takes.
    let behind = each.len() as u32 + 1;
    let mut program = vec![
        code(LOAD, ARCHITECTURE, 0, 0),
        code(JUMP_IF_EQUAL, architecture, 1, 0),
        code(JUMP, behind, 0, 0),
        code(LOAD, NUMBER, 0, 0),
    ];
    program.extend(each);
    program
}

/// The numbers of all that a profile names and this architecture has.
fn named(profile: &Profile) -> BTreeSet<i64> {
    let names = profile.syscalls.iter().flat_map(|entry| &entry.names);
    names.filter_map(|name| number(name)).collect()
}

/// A call's number here; `None` where this architecture does not have it, as `access` on ARM.
fn number(name: &str) -> Option<i64> {
    Sysno::from_str(name).ok().map(|call| i64::from(call.id()))
}

/// Adds what one entry of the profile names. A call that is named without a condition anywhere has none.
fn add(rules: &mut Rules, entry: &Entry) -> Result<(), FilterError> {
    for number in entry.names.iter().filter_map(|name| number(name)) {
        if entry.args.is_empty() {
            rules.insert(number, Vec::new());
            continue;
        }
        let conditions = entry.args.iter().map(condition);
        let rule = SeccompRule::new(conditions.collect::<Result<_, _>>()?)?;
        match rules.get_mut(&number) {
            Some(unconditional) if unconditional.is_empty() => {}
            Some(others) => others.push(rule),
            None => {
                rules.insert(number, vec![rule]);
            }
        }
    }
    Ok(())
}

/// Of all 64 bits: what the kernel would cut off is no way around it.
fn condition(argument: &Argument) -> Result<SeccompCondition, FilterError> {
    let (op, value) = match argument.op.as_str() {
        "SCMP_CMP_EQ" => (SeccompCmpOp::Eq, argument.value),
        "SCMP_CMP_MASKED_EQ" => (SeccompCmpOp::MaskedEq(argument.value), argument.value_two),
        other => return Err(FilterError::Unknown(other.to_owned())),
    };
    let whole = SeccompCmpArgLen::Qword;
    Ok(SeccompCondition::new(argument.index, whole, op, value)?)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sandbox::policy::SECCOMP;

    /// A profile of one entry.
    fn profile(entry: &str) -> String {
        format!(r#"{{"defaultAction": "SCMP_ACT_ERRNO", "syscalls": [{entry}]}}"#)
    }

    fn refused(entry: &str) -> String {
        filters(&profile(entry)).unwrap_err().to_string()
    }

    /// What a program answers to a call, as the kernel runs it.
    fn answer(program: &[sock_filter], arch: u32, number: u32, arg: u64) -> u32 {
        let (mut at, mut a) = (0, 0);
        loop {
            let now = &program[at];
            at += 1;
            let mut jump = |so: bool| at += usize::from(if so { now.jt } else { now.jf });
            match now.code {
                0x20 => {
                    a = match now.k {
                        0 => number,
                        4 => arch,
                        // The halves of the arguments, which are all alike.
                        k if k % 8 == 0 => arg as u32,
                        _ => (arg >> 32) as u32,
                    }
                }
                0x54 => a &= now.k,
                0x05 => at += now.k as usize,
                0x15 => jump(a == now.k),
                0x25 => jump(a > now.k),
                0x35 => jump(a >= now.k),
                0x06 => return now.k,
                other => panic!("{other:#x} is not understood"),
            }
        }
    }

    /// Arguments that a condition of our profile can tell from others.
    fn arguments() -> BTreeSet<u64> {
        let profile: Profile = serde_json::from_str(SECCOMP).unwrap();
        let args = profile.syscalls.iter().flat_map(|entry| &entry.args);
        let values = args.flat_map(|arg| [arg.value, arg.value_two]);
        values
            .chain([0, u64::MAX])
            .flat_map(|v| [v, !v, v ^ 1, v.wrapping_add(1), v | 1 << 32])
            .collect()
    }

    #[test]
    fn a_compiled_filter_answers_every_call_as_seccompilers_own_does() {
        const X32: u32 = 0x4000_0000;
        let arguments = arguments();
        for (name, audit) in [("x86_64", 0xC000_003E), ("aarch64", 0xC000_00B7)] {
            let arch = TargetArch::try_from(name).unwrap();
            for filter in of_profile(SECCOMP).unwrap() {
                let (rules, named, other) = (
                    filter.rules.clone(),
                    filter.named.clone(),
                    filter.other.clone(),
                );
                let whole = SeccompFilter::new(rules, other, named, arch).unwrap();
                let whole = BpfProgram::try_from(whole).unwrap();
                let ours = compile(filter, arch).unwrap();
                assert!(ours.len() * 2 < whole.len());
                for number in (0..1024).chain(X32..X32 + 1024).chain([u32::MAX]) {
                    for (audit, arg) in arguments.iter().flat_map(|arg| [(audit, *arg), (3, *arg)])
                    {
                        let theirs = answer(&whole, audit, number, arg);
                        let same = answer(&ours, audit, number, arg) == theirs;
                        assert!(same, "{name} {audit:#x} {number} {arg:#x}");
                    }
                }
            }
        }
    }

    #[test]
    fn our_profile_is_understood_whole() {
        assert_eq!(filters(SECCOMP).unwrap().len(), 2);
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_call_that_it_names_is_known() {
        let profile: Profile = serde_json::from_str(SECCOMP).unwrap();
        let names = profile.syscalls.iter().flat_map(|entry| &entry.names);
        let unknown: Vec<_> = names.filter(|name| number(name).is_none()).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for (entry, said) in [
            (
                r#"{"names": ["read"], "action": "SCMP_ACT_TRACE"}"#,
                "SCMP_ACT_TRACE",
            ),
            (
                r#"{"names": ["read"], "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "value": 1, "op": "SCMP_CMP_GT"}]}"#,
                "SCMP_CMP_GT",
            ),
            (
                r#"{"names": ["read"], "action": "SCMP_ACT_ALLOW", "includes": {"caps": ["CAP_BPF"]}}"#,
                "includes",
            ),
        ] {
            assert!(refused(entry).contains(said), "{}", refused(entry));
        }
        let allows = profile("").replace("ERRNO", "ALLOW");
        assert!(filters(&allows).is_err(), "an allow-list or nothing");
    }

    #[test]
    fn a_call_without_a_condition_has_none_whatever_else_is_said_of_it() {
        let always = r#"{"names": ["read"], "action": "SCMP_ACT_ALLOW"}"#;
        let sometimes = r#"{"names": ["read"], "action": "SCMP_ACT_ALLOW", "args": [{"index": 0, "value": 1, "op": "SCMP_CMP_EQ"}]}"#;
        let compiled = |entries: &[&str]| filters(&profile(&entries.join(","))).unwrap();
        let expected = compiled(&[always]);
        assert_eq!(compiled(&[always, sometimes]), expected);
        assert_eq!(compiled(&[sometimes, always]), expected);
        assert_ne!(compiled(&[sometimes]), expected);
    }
}
