//! What a container costs by itself: one of `true`.

use std::process::Command;
use std::time::Instant;

use futures_util::StreamExt as _;
use tutorbox::sandbox::{Boot, Engine};

use super::figure::{Sample, Sheet, timed};
use super::peers::{self, Root};
use super::rig;

const TIMES: usize = 25;
const TRUE: &str = "/usr/bin/true";

pub async fn measure(sheet: &mut Sheet) {
    let rigs = rig::rigs(sheet).await;
    for rig in &rigs {
        let boot = Boot {
            command: vec![TRUE.into()],
            ..rig::boot(rig.engine.as_ref(), "sh").await
        };
        let mut times = Sample::default();
        for _ in 0..TIMES {
            let began = Instant::now();
            whole_life(rig.engine.as_ref(), &boot).await;
            times.push(began.elapsed());
        }
        sheet.times(format!("true, {}", rig.name), times);
        if rig.name == "docker" {
            let mut times = Sample::default();
            for _ in 0..TIMES {
                let command = peers::docker_run(&rig::policy(), &boot.image, &[TRUE]);
                times.push(timed(|| peers::finish(command, "")).1);
            }
            sheet.times("true, docker run", times);
        }
    }
    bwrap(sheet);
}

async fn whole_life(engine: &dyn Engine, boot: &Boot) {
    let mut container = engine.boot(boot, &rig::policy()).await.unwrap();
    while container.output.next().await.is_some() {}
    assert_eq!(container.control.wait().await.unwrap().code, 0);
    container.control.remove().await.unwrap();
}

fn bwrap(sheet: &mut Sheet) {
    if Command::new("bwrap").arg("--version").output().is_err() {
        sheet.missing("true, bwrap", "bubblewrap is not installed");
        return;
    }
    let root = Root::of("sh");
    let mut times = Sample::default();
    for _ in 0..TIMES {
        let mut command = Command::new("bwrap");
        command.arg("--ro-bind").arg(&root.path).arg("/");
        command.args([
            "--unshare-all",
            "--die-with-parent",
            "--proc",
            "/proc",
            TRUE,
        ]);
        times.push(timed(|| peers::finish(command, "")).1);
    }
    sheet.times("true, bwrap", times);
}
