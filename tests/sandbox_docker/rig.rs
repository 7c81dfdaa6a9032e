//! What every test here needs: the engine, an image of the host's own tools, and a look from outside.

use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use bollard::query_parameters::ListContainersOptions;
use bollard::{ClientVersion, Docker};
use tutorbox::run::Limits;
use tutorbox::sandbox::docker::{DockerEngine, Place, Surroundings, connect_to};
use tutorbox::sandbox::{Boot, Container, Engine, Kind, Policy, Wanted};

use crate::behaviour::{bash_in, printed_on_stdout};
use crate::podman;

use crate::tools;
pub use crate::tools::lay_out_tools;

/// The built program: here, `current_exe` is the test.
pub const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// Docker, with its own runtime; the tests need one.
pub async fn engine() -> DockerEngine {
    docker(&wanted()).await
}

/// Docker with gVisor.
pub async fn gvisor() -> DockerEngine {
    docker(&Wanted {
        runtime: Some("runsc".to_owned()),
        ..wanted()
    })
    .await
}

/// Podman, with runc.
pub async fn podman() -> DockerEngine {
    let place = Place::Unix(podman::socket().to_owned());
    // Root lacks what holds the OOM score inside of many a container, and so may the root that tests this.
    let wanted = Wanted {
        allow_weak: true,
        ..wanted()
    };
    connect_to(place, Kind::Podman, &wanted).await.unwrap()
}

/// Every engine that is reached by a socket. The last one named is the one that a test was about.
pub async fn engines() -> impl Iterator<Item = DockerEngine> {
    let engines = [engine().await, gvisor().await, podman().await];
    engines
        .into_iter()
        .inspect(|engine| println!("on {}", engine.name()))
}

/// Whether what runs there has a kernel of its own.
pub fn is_gvisor(engine: &DockerEngine) -> bool {
    engine.about().runtime.as_deref() == Some("runsc")
}

async fn docker(wanted: &Wanted) -> DockerEngine {
    let around = Surroundings::of_this_process();
    let place = match around.named().unwrap() {
        Some(place) => place,
        None => around.docker().swap_remove(0),
    };
    match connect_to(place, Kind::Docker, wanted).await {
        Ok(engine) => engine,
        Err(error) => panic!("these tests need a Docker engine (.ci/prepare): {error}"),
    }
}

/// Nothing in particular; the keeper is the built program.
pub fn wanted() -> Wanted {
    Wanted {
        images: env!("CARGO_TARGET_TMPDIR").into(),
        program: Some(TUTORBOX.into()),
        ..Wanted::default()
    }
}

/// The same engine, as its own client sees it.
pub fn client(engine: &DockerEngine) -> Docker {
    let Place::Unix(path) = engine.place() else {
        panic!(
            "{}: the tests look from outside by a socket",
            engine.place()
        );
    };
    client_at(path)
}

/// Podman speaks no newer API than this, and Docker no older one.
pub fn client_at(socket: &Path) -> Docker {
    let version = ClientVersion {
        major_version: 1,
        minor_version: 41,
    };
    Docker::connect_with_unix(socket.to_str().unwrap(), 60, &version).unwrap()
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
    bash_in(image(engine).await, script)
}

/// What a script prints on stdout, run to its end; nothing may be left.
pub async fn output(engine: &DockerEngine, script: &str) -> String {
    printed_on_stdout(bash(engine, script).await).await
}

/// How many containers bear this owner's label.
pub async fn containers_of(docker: &Docker, owner: &str) -> usize {
    ids_of(docker, owner).await.len()
}

/// The ids of the containers that bear this owner's label.
pub async fn ids_of(docker: &Docker, owner: &str) -> Vec<String> {
    let label = format!("tutorbox.owner={owner}");
    let options = ListContainersOptions {
        all: true,
        filters: Some(HashMap::from([("label".to_owned(), vec![label])])),
        ..Default::default()
    };
    match docker.list_containers(Some(options)).await {
        Ok(all) => all.into_iter().map(|one| one.id.unwrap()).collect(),
        // Podman's word for one that has just ended is none of Docker's.
        Err(error) if error.to_string().contains("`stopped`") => vec![String::new()],
        Err(error) => panic!("{error}"),
    }
}

/// Waits until the owner has this many containers, and says how long that took.
pub async fn until_containers(docker: &Docker, owner: &str, count: usize) -> Duration {
    let began = Instant::now();
    while containers_of(docker, owner).await != count {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "there are still not {count} containers of {owner}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    began.elapsed()
}

/// The image's name; it is made where it is not there.
async fn image(engine: &DockerEngine) -> String {
    let name = format!("tutorbox/test-tools:{}", tools::digest());
    if !engine.has_image(&name).await.unwrap() {
        let root = tempfile::tempdir().unwrap();
        lay_out_tools(root.path());
        engine.import(&name, root.path(), &|_| ()).await.unwrap();
    }
    name
}
