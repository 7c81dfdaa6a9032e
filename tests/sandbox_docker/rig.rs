//! What every test here needs: the engine, an image of the host's own tools, and a look from outside.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use bollard::Docker;
use bollard::query_parameters::ListContainersOptions;
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use tutorbox::run::{Limits, Stream};
use tutorbox::sandbox::docker::{DockerEngine, Place, connect};
use tutorbox::sandbox::{Boot, Chunk, Container, Engine, Policy};

/// The built program: here, `current_exe` is the test.
pub const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// The host's tools that the image holds.
const TOOLS: [&str; 12] = [
    "bash", "cat", "chmod", "cp", "head", "id", "ls", "perl", "readlink", "sleep", "tail", "yes",
];

/// The engine; the tests need one.
pub async fn engine() -> DockerEngine {
    match connect().await {
        Ok(engine) => engine.with_keeper_program(TUTORBOX),
        Err(error) => panic!("these tests need a Docker engine: {error}"),
    }
}

/// The same engine, as its own client sees it.
pub fn client(engine: &DockerEngine) -> Docker {
    match engine.place() {
        Place::Unix(path) => {
            Docker::connect_with_unix(path.to_str().unwrap(), 60, bollard::API_DEFAULT_VERSION)
        }
        Place::Tcp(address) => Docker::connect_with_http(address, 60, bollard::API_DEFAULT_VERSION),
    }
    .unwrap()
}

/// A container that runs this bash script, under the usual policy.
pub async fn bash(engine: &DockerEngine, script: &str) -> Container {
    bash_under(engine, script, &Policy::new(Limits::default())).await
}

/// A container that runs this bash script.
pub async fn bash_under(engine: &DockerEngine, script: &str, policy: &Policy) -> Container {
    engine
        .boot(&boot(engine, script).await, policy)
        .await
        .unwrap()
}

/// What to boot for this bash script.
pub async fn boot(engine: &DockerEngine, script: &str) -> Boot {
    Boot {
        image: image(engine).await,
        command: ["/bin/bash", "-c", script].map(str::to_owned).into(),
        env: vec![
            ("PATH".to_owned(), "/bin".to_owned()),
            ("LC_ALL".to_owned(), "C".to_owned()),
        ],
        scratch_exec: false,
    }
}

/// Everything a container prints until it ends: stdout and stderr.
pub async fn printed(container: &mut Container) -> (String, String) {
    let mut printed = HashMap::<Stream, Vec<u8>>::new();
    while let Some(chunk) = container.output.next().await {
        let (stream, bytes) = Chunk::unwrap(chunk);
        printed.entry(stream).or_default().extend(bytes);
    }
    let mut text = |stream| String::from_utf8(printed.remove(&stream).unwrap_or_default()).unwrap();
    (text(Stream::Stdout), text(Stream::Stderr))
}

/// What a script prints on stdout, run to its end; nothing may be left.
pub async fn output(engine: &DockerEngine, script: &str) -> String {
    let mut container = bash(engine, script).await;
    let (stdout, stderr) = printed(&mut container).await;
    container.control.remove().await.unwrap();
    assert_eq!(stderr, "");
    stdout
}

/// How many containers bear this owner's label.
pub async fn containers_of(docker: &Docker, owner: &str) -> usize {
    let label = format!("tutorbox.owner={owner}");
    let options = ListContainersOptions {
        all: true,
        filters: Some(HashMap::from([("label".to_owned(), vec![label])])),
        ..Default::default()
    };
    docker.list_containers(Some(options)).await.unwrap().len()
}

/// Waits until the owner has this many containers, and says how long that took.
pub async fn until_containers(docker: &Docker, owner: &str, count: usize) -> Duration {
    let began = Instant::now();
    while containers_of(docker, owner).await != count {
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "there are still not {count} containers of {owner}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    began.elapsed()
}

/// The image's name; it is made where it is not there.
async fn image(engine: &DockerEngine) -> String {
    let files = tools();
    let name = format!("tutorbox/test-tools:{}", digest(&files));
    if !engine.has_image(&name).await.unwrap() {
        let root = tempfile::tempdir().unwrap();
        lay_out_tools(root.path());
        engine.import(&name, root.path(), &|_| ()).await.unwrap();
    }
    name
}

/// Tools and the libraries they need, as the host's loader finds them.
fn tools() -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    for tool in TOOLS {
        let path = PathBuf::from("/usr/bin").join(tool);
        let ldd = Command::new("ldd").arg(&path).output().unwrap();
        let text = String::from_utf8(ldd.stdout).unwrap();
        let words = text.split_ascii_whitespace();
        files.extend(
            words
                .filter(|word| word.starts_with('/'))
                .map(PathBuf::from),
        );
        files.insert(path);
    }
    files
}

/// Changes with the files, and not otherwise.
fn digest(files: &BTreeSet<PathBuf>) -> String {
    let mut hash = Sha256::new();
    for file in files {
        let facts = fs::metadata(file).unwrap();
        hash.update(format!(
            "{file:?} {} {:?}\n",
            facts.len(),
            facts.modified().unwrap()
        ));
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The image's root folder.
pub fn lay_out_tools(root: &Path) {
    for folder in ["bin", "box", "dev", "etc", "proc", "sys", "usr"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    std::os::unix::fs::symlink("../bin", root.join("usr/bin")).unwrap();
    for file in tools() {
        let to = match file.strip_prefix("/usr/bin") {
            Ok(tool) => root.join("bin").join(tool),
            Err(_) => root.join(file.strip_prefix("/").unwrap()),
        };
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(file, to).unwrap();
    }
}
