//! The process that answers at Podman's socket, as far as it is seen from here.

use std::fs;
use std::os::unix::net::UnixStream;
use std::path::Path;

use rustix::net::sockopt::socket_peercred;

/// `CAP_SYS_RESOURCE`, by its number in capabilities(7).
const RESOURCE: u32 = 24;

/// Whether an OOM score that it gives to a container is one below which the container cannot go: that takes a capability
/// which root lacks inside of many containers (`proc_oom_score_adj(5)`). Where it cannot be seen, it is taken for granted.
pub fn sets_least_scores(socket: &Path) -> bool {
    effective(socket).is_none_or(|capabilities| capabilities >> RESOURCE & 1 == 1)
}

/// The capabilities of whoever listens there.
fn effective(socket: &Path) -> Option<u64> {
    let stream = UnixStream::connect(socket).ok()?;
    let pid = socket_peercred(&stream).ok()?.pid;
    let status = fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("CapEff:"))?;
    u64::from_str_radix(line.trim(), 16).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn whoever_listens_is_looked_up() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("s");
        assert!(sets_least_scores(&socket));
        let _listener = UnixListener::bind(&socket).unwrap();
        let own = fs::read_to_string("/proc/self/status").unwrap();
        let line = own.lines().find(|line| line.starts_with("CapEff:"));
        let own = u64::from_str_radix(line.unwrap()[7..].trim(), 16).unwrap();
        assert_eq!(effective(&socket), Some(own));
    }
}
