//! Every part of the policy: as the engine was told it, and as code inside meets it.

use bollard::query_parameters::InspectContainerOptions;
use serde_json::json;
use tutorbox::run::Limits;
use tutorbox::sandbox::{Engine, Policy};

use crate::behaviour::printed;
use crate::inside;
use crate::inspect::shows_the_policy;
use crate::rig::{boot, client, engine, output};

#[tokio::test]
async fn inspect_shows_every_part() {
    let engine = engine().await;
    let mut boot = boot(&engine, "read -r line").await;
    boot.env = vec![("LANG".to_owned(), "C.UTF-8".to_owned())];
    let policy = Policy::new(Limits::default());
    let container = engine.boot(&boot, &policy).await.unwrap();
    let seen = client(&engine)
        .inspect_container(&container.id, None::<InspectContainerOptions>)
        .await
        .unwrap();
    container.control.remove().await.unwrap();
    let seen = serde_json::to_value(seen).unwrap();
    shows_the_policy(&seen);
    assert_eq!(
        seen["Config"]["Labels"]["tutorbox.owner"],
        json!(engine.owner())
    );
    assert_eq!(seen["Config"]["Env"][0], json!("LANG=C.UTF-8"));
}

#[tokio::test]
async fn code_inside_meets_every_limit() {
    let engine = engine().await;
    assert_eq!(output(&engine, inside::LIMITS).await, inside::MET);
}

#[tokio::test]
async fn scratch_runs_what_a_language_needs_to_run() {
    let engine = engine().await;
    let mut boot = boot(&engine, "cp /bin/id /box/id && /box/id -u").await;
    boot.scratch_exec = true;
    let mut container = engine
        .boot(&boot, &Policy::new(Limits::default()))
        .await
        .unwrap();
    assert_eq!(printed(&mut container).await.0, "1000\n");
    container.control.remove().await.unwrap();
}

#[tokio::test]
async fn the_cgroup_namespace_is_its_own() {
    let engine = engine().await;
    // In a namespace of its own, a process finds itself at the root of every hierarchy.
    let said = output(
        &engine,
        "while IFS=: read -r _ _ path; do [ \"$path\" = / ] || echo $path; done < /proc/self/cgroup",
    )
    .await;
    assert_eq!(said, "");
}

#[tokio::test]
async fn a_fork_bomb_stays_inside() {
    let engine = engine().await;
    let count = "perl -e 'while (defined($pid = fork)) { $pid or sleep; $n++ } print $n, qq(\\n)'";
    // 64 in all: bash and perl are two.
    assert_eq!(output(&engine, &format!("{count}; exit 0")).await, "62\n");
}

#[tokio::test]
async fn the_kernel_is_asked_for_little() {
    let engine = engine().await;
    let (script, answers) = inside::calls();
    assert_eq!(output(&engine, &script).await, answers);
}
