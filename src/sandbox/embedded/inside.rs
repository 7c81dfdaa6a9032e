//! The last steps inside a container, between libcontainer's and the learner's program: what libcontainer leaves out.

use std::collections::HashMap;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use libcontainer::oci_spec::runtime::{Process, Spec};
use libcontainer::workload::{
    Executor, ExecutorError, ExecutorSetEnvsError, ExecutorValidationError,
};
use nix::sys::signal::SigSet;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, set_parent_process_death_signal};
use seccompiler::BpfProgram;

use super::order::{START, Told, ask, say};

/// Loads the filters and becomes the program.
#[derive(Clone)]
pub struct Inside {
    /// The filters, in the order in which they are loaded.
    pub filters: Vec<BpfProgram>,
    /// The keeper holds the other end. It is told why the program could not be started; closed where it could.
    pub keeper: Arc<UnixStream>,
}

impl Executor for Inside {
    /// Where a program cannot be run the boot fails, and not the run.
    fn validate(&self, spec: &Spec) -> Result<(), ExecutorValidationError> {
        // Whoever kills the keeper kills the container: the first net under the keeper.
        set_parent_process_death_signal(Some(Signal::KILL))
            .map_err(|error| ExecutorValidationError::ArgValidationError(error.to_string()))?;
        if gone(&self.keeper) {
            let why = "the keeper is gone".to_owned();
            return Err(ExecutorValidationError::ArgValidationError(why));
        }
        let process = process(spec).map_err(ExecutorValidationError::ArgValidationError)?;
        let args = process.args().as_deref().unwrap_or_default();
        let program = args.first().map_or("", String::as_str);
        if runnable(program, &environment(process)) {
            return Ok(());
        }
        Err(ExecutorValidationError::ArgValidationError(format!(
            "there is no program {program} in the image"
        )))
    }

    /// The environment is given with the program: nothing of ours is to be cleared away.
    fn setup_envs(&self, _envs: HashMap<String, String>) -> Result<(), ExecutorSetEnvsError> {
        Ok(())
    }

    fn exec(&self, spec: &Spec) -> Result<(), ExecutorError> {
        say(&self.keeper, &Told::Failed(self.become_program(spec)));
        // Not back through libcontainer, which has closed what it would close again.
        std::process::exit(3)
    }
}

impl Inside {
    /// Returns only where it cannot, and says why.
    fn become_program(&self, spec: &Spec) -> String {
        if let Err(error) = ask(&self.keeper, &Told::Ready, START) {
            return format!("its keeper: {error}");
        }
        let process = match process(spec) {
            Ok(process) => process,
            Err(why) => return why,
        };
        let [program, args @ ..] = process.args().as_deref().unwrap_or_default() else {
            return "no program is given".to_owned();
        };
        for filter in &self.filters {
            if let Err(error) = seccompiler::apply_filter(filter) {
                return format!("the system calls cannot be filtered: {error}");
            }
        }
        // The keeper is deaf to some signals; what a Rust program makes of SIGPIPE is undone below.
        if let Err(error) = SigSet::empty().thread_set_mask() {
            return format!("its signals: {error}");
        }
        let error = Command::new(program)
            .args(args)
            .env_clear()
            .envs(environment(process))
            .exec();
        format!("{program}: {error}")
    }
}

fn process(spec: &Spec) -> Result<&Process, String> {
    let process = spec.process().as_ref();
    process.ok_or_else(|| "no process is described".to_owned())
}

fn environment(process: &Process) -> Vec<(&str, &str)> {
    let written = process.env().as_deref().unwrap_or_default();
    written
        .iter()
        .filter_map(|pair| pair.split_once('='))
        .collect()
}

/// Whether the other end of a socket is closed.
fn gone(socket: &UnixStream) -> bool {
    let mut watched = [PollFd::new(socket, PollFlags::IN)];
    let now = Timespec::default();
    let polled = poll(&mut watched, Some(&now));
    polled.is_err()
        || watched
            .iter()
            .any(|fd| fd.revents().contains(PollFlags::HUP))
}

/// Whether a program is found as `execvp` finds it.
fn runnable(program: &str, env: &[(&str, &str)]) -> bool {
    let path = env.iter().find(|(name, _)| *name == "PATH");
    let candidates: Vec<PathBuf> = if program.contains('/') {
        vec![program.into()]
    } else {
        let folders = path.map_or("", |(_, folders)| folders).split(':');
        folders
            .map(|folder| Path::new(folder).join(program))
            .collect()
    };
    let executable = |path: &PathBuf| {
        std::fs::metadata(path)
            .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
    };
    candidates.iter().any(executable)
}
