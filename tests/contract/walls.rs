//! What Elixir code meets when it tries to reach out of its container.

use tutorbox::run::{Origin, Stream};

use crate::common::{on_each_engine, on_every_engine, program};

const REACHES: &str = r##"
refused = fn
  {:error, why} when why in [:enetunreach, :ehostunreach] -> "no way"
  {:error, why} when why in [:erofs, :eacces, :enoent] -> "no place"
  other -> other
end
tcp = fn address -> refused.(:gen_tcp.connect(address, 80, [], 1000)) end
IO.inspect(tcp.({1, 1, 1, 1}), label: "world")
IO.inspect(tcp.({169, 254, 169, 254}), label: "host")
IO.inspect(:inet.gethostbyname(~c"example.com"), label: "names")
interfaces = Regex.scan(~r/^ *(\w+):/m, File.read!("/proc/net/dev"), capture: :all_but_first)
IO.inspect(interfaces, label: "interfaces")
for path <- ["/x", "/usr/bin/x", "/etc/passwd", "/dev/x", "/dev/shm/x", "/run/x"] do
  IO.inspect(refused.(File.write(path, "")), label: path)
end
IO.inspect(File.write("/tmp/y", "in a folder for files that pass"), label: "/tmp")
IO.inspect(File.write("x", "#!/bin/sh\necho out\n"), label: "scratch")
File.chmod!("x", 0o755)
{_, code} = System.cmd("sh", ["-c", "/box/x"], stderr_to_stdout: true)
IO.inspect(code, label: "a program in scratch")
IO.inspect(File.write("big", :binary.copy("x", 40_000_000)), label: "40 MB")
IO.inspect(System.cmd("id", ["-u"]), label: "user")
IO.inspect(:inet.gethostname(), label: "host name")
IO.inspect(File.exists?("/var/run/docker.sock") or File.exists?("/run/docker.sock"), label: "engine")
known = ~w(BINDIR EMU ERL_CRASH_DUMP_BYTES HOME HOSTNAME LANG PATH PROGNAME ROOTDIR)
IO.inspect(Map.keys(System.get_env()) -- known, label: "environment")
"##;

const MET: &str = r#"world: "no way"
host: "no way"
names: {:error, :nxdomain}
interfaces: [["lo"]]
/x: "no place"
/usr/bin/x: "no place"
/etc/passwd: "no place"
/dev/x: "no place"
/dev/shm/x: "no place"
/run/x: "no place"
/tmp: :ok
scratch: :ok
a program in scratch: 126
40 MB: {:error, :enospc}
user: {"1000\n", 0}
host name: {:ok, ~c"tutorbox"}
engine: false
environment: []
"#;

/// What a kernel tells of the machine: its disks, networks, firmware and modules, all of it, and how it was booted.
const TOLD: &str = r##"
folders = ~w(block bus/pci/devices class/net class/dmi/id firmware module)
IO.inspect(for folder <- folders, {:ok, files} <- [File.ls("/sys/" <> folder)], file <- files, do: file)
IO.inspect(File.ls!("/sys") == [])
IO.write(File.read!("/proc/cmdline"))
"##;

#[tokio::test]
async fn nothing_is_within_reach() {
    on_every_engine(program(REACHES), |seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Program);
        assert_eq!(
            String::from_utf8_lossy(&stdout),
            MET,
            "{:?}",
            seen.diagnostics
        );
    })
    .await;
}

#[tokio::test]
async fn the_kernel_tells_nothing_of_the_host() {
    let host = std::fs::read_to_string("/proc/cmdline").unwrap();
    on_each_engine(program(TOLD), |about, seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Program);
        let stdout = String::from_utf8_lossy(&stdout);
        // Where it is the host's kernel, whatever it could tell is hidden.
        if !about.wall.has_its_own_kernel() {
            assert_eq!(stdout, "[]\ntrue\n", "{:?}", seen.diagnostics);
            return;
        }
        let booted = stdout.strip_prefix("[]\nfalse\n").expect(&stdout);
        let of_the_host = |word: &&str| word.contains('=') && host.contains(word);
        let words = booted.split_whitespace().find(of_the_host);
        assert_eq!(words, None, "{booted}");
    })
    .await;
}
