//! Whether a source does what it must and must not.

use super::{Found, Reason};
use crate::run::{FactKind, SourceFact};

/// The modules whose functions a program calls without naming them: Elixir's, Python's.
const PRELUDES: [&str; 2] = ["Kernel", "builtins"];

/// What is wrong with a source that does this, if anything.
pub(super) fn judge(require: &[String], forbid: &[String], facts: &[SourceFact]) -> Option<Reason> {
    let missing: Vec<String> = require
        .iter()
        .filter(|wanted| first(wanted, facts).is_none())
        .cloned()
        .collect();
    let found = found(forbid, facts);
    (!missing.is_empty() || !found.is_empty()).then_some(Reason::Source { missing, found })
}

/// What of `forbid` the source does.
fn found(forbid: &[String], facts: &[SourceFact]) -> Vec<Found> {
    forbid
        .iter()
        .filter_map(|wanted| first(wanted, facts))
        .map(|fact| Found {
            name: shown(&fact.name),
            location: fact.location.clone(),
        })
        .collect()
}

/// Where the source first does what is wanted; facts come in no order.
fn first<'a>(wanted: &str, facts: &'a [SourceFact]) -> Option<&'a SourceFact> {
    facts
        .iter()
        .filter(|fact| is(wanted, fact))
        .min_by_key(|fact| {
            let at = fact.location.as_ref();
            (at.is_none(), at.map(|at| (at.line, at.column)))
        })
}

/// Whether a fact is what an author means by `wanted`: a construct by its name; a call by module and
/// function, with or without arity, where the prelude's module may be left out.
fn is(wanted: &str, fact: &SourceFact) -> bool {
    match fact.kind {
        FactKind::Construct => fact.name == wanted,
        FactKind::Call => is_call(wanted, &fact.name) || is_call(wanted, local(&fact.name)),
    }
}

fn is_call(wanted: &str, call: &str) -> bool {
    call == wanted || without_arity(call) == wanted
}

/// A prelude's function as it is written; any other call as it is.
fn local(call: &str) -> &str {
    PRELUDES
        .iter()
        .find_map(|module| call.strip_prefix(module)?.strip_prefix('.'))
        .unwrap_or(call)
}

fn without_arity(call: &str) -> &str {
    match call.rsplit_once('/') {
        Some((name, arity)) if arity.parse::<u32>().is_ok() => name,
        _ => call,
    }
}

/// A call as the learner wrote it, more or less.
fn shown(name: &str) -> String {
    local(name).to_owned()
}
