//! What every test here needs: the engine, and an image of the host's own tools in a store of the tests' own.

use std::fs;
use std::path::{Path, PathBuf};

use tutorbox::run::Limits;
use tutorbox::sandbox::embedded::{EmbeddedEngine, connect, connect_in};
use tutorbox::sandbox::{Boot, Container, Engine, Policy, Wanted};

use crate::behaviour::{bash_in, printed_on_stdout};
use crate::tools::{digest, lay_out_tools};

/// The built program: here, `current_exe` is the test.
pub const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// Where the image is looked for, and who keeps containers.
pub fn wanted() -> Wanted {
    Wanted {
        images: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("embedded"),
        program: Some(TUTORBOX.into()),
        ..Wanted::default()
    }
}

/// The engine.
pub async fn engine() -> EmbeddedEngine {
    connect(&wanted()).await.unwrap()
}

/// The engine with its containers' folders below this one, where no other program's sweep clears up after it.
pub async fn engine_in(place: &Path) -> EmbeddedEngine {
    connect_in(&wanted(), place.to_owned()).await.unwrap()
}

/// The folder of the image; it is made where it is not there.
pub fn image_folder() -> PathBuf {
    let folder = wanted().images.join(format!("images/tools-{}", digest()));
    let root = folder.join("root");
    if !root.is_dir() {
        fs::create_dir_all(&folder).unwrap();
        let unfinished = tempfile::tempdir_in(&folder).unwrap();
        let made = unfinished.path().join("root");
        fs::create_dir(&made).unwrap();
        lay_out_tools(&made);
        // Another test may have been faster.
        let renamed = fs::rename(&made, &root);
        assert!(root.is_dir(), "{renamed:?}");
    }
    folder
}

/// What to boot for this bash script.
pub fn boot(script: &str) -> Boot {
    image_folder();
    bash_in(format!("tutorbox/tools:{}", digest()), script)
}

/// A container that runs this bash script, under the usual policy.
pub async fn bash(engine: &EmbeddedEngine, script: &str) -> Container {
    bash_under(engine, script, &usual()).await
}

/// A container that runs this bash script.
pub async fn bash_under(engine: &EmbeddedEngine, script: &str, policy: &Policy) -> Container {
    engine.boot(&boot(script), policy).await.unwrap()
}

/// The policy for the default limits.
pub fn usual() -> Policy {
    Policy::new(Limits::default())
}

/// What a script prints on stdout, run to its end.
pub async fn output(script: &str) -> String {
    output_under(script, &usual()).await
}

/// The same under another policy.
pub async fn output_under(script: &str, policy: &Policy) -> String {
    printed_on_stdout(bash_under(&engine().await, script, policy).await).await
}
