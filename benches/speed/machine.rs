//! What the figures were measured on.

use std::process::Command;

pub fn describe() -> Vec<(&'static str, String)> {
    let cpus = std::thread::available_parallelism().map_or(0, usize::from);
    vec![
        (
            "processor",
            format!("{cpus} × {}", field("/proc/cpuinfo", "model name")),
        ),
        ("memory", field("/proc/meminfo", "MemTotal")),
        ("kernel", said("uname", &["-sr"])),
        (
            "docker",
            said("docker", &["version", "--format", "{{.Server.Version}}"]),
        ),
        (
            "vim",
            said("vim", &["--version"]).chars().take(40).collect(),
        ),
        (
            "load before",
            said("cut", &["-d ", "-f1-3", "/proc/loadavg"]),
        ),
    ]
}

fn field(file: &str, name: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|l| l.starts_with(name));
    let value = line.and_then(|l| l.split_once(':')).map(|(_, v)| v.trim());
    value.unwrap_or("unknown").to_owned()
}

/// The first line that a program prints.
fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().ok();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned());
    let line = text.and_then(|t| t.lines().next().map(str::to_owned));
    line.unwrap_or_else(|| "not there".into())
}
