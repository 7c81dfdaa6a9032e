//! Docker's seccomp profile as programs for the kernel: the same allow-list, from the same file.
//!
//! A filter has one answer for what it names, so that two are stacked. The first answers ENOSYS where the profile does
//! and lets all else pass; the last lets pass what the profile allows, and what the first has answered, and answers
//! EPERM to the rest: the call that loads filters is among it. Calls of another architecture end the process.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch,
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

/// The filters of a profile for this machine, in the order in which they are to be loaded.
///
/// # Errors
/// The profile is not understood: none is loaded in part.
pub fn filters(profile: &str) -> Result<Vec<BpfProgram>, FilterError> {
    let profile: Profile = serde_json::from_str(profile)?;
    if profile.default_action != "SCMP_ACT_ERRNO" {
        return Err(FilterError::Unknown(profile.default_action));
    }
    let arch = TargetArch::try_from(std::env::consts::ARCH)?;
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
    let filter = |rules, named, other| SeccompFilter::new(rules, other, named, arch);
    let mut filters = Vec::new();
    for (errno, rules) in answered {
        filters.push(filter(
            rules,
            SeccompAction::Errno(errno),
            SeccompAction::Allow,
        )?);
    }
    let refused = SeccompAction::Errno(profile.default_errno_ret.unwrap_or(EPERM));
    filters.push(filter(allowed, SeccompAction::Allow, refused)?);
    let compiled = filters.into_iter().map(BpfProgram::try_from);
    Ok(compiled.collect::<Result<_, _>>()?)
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
