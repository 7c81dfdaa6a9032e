//! What Elixir code meets when it tries to reach out of its container.

use tutorbox::run::{Origin, Stream};

use crate::common::{on_every_engine, program};

const REACHES: &str = r##"
tcp = fn address -> :gen_tcp.connect(address, 80, [], 1000) end
IO.inspect(tcp.({1, 1, 1, 1}), label: "world")
IO.inspect(tcp.({169, 254, 169, 254}), label: "host")
IO.inspect(:inet.gethostbyname(~c"example.com"), label: "names")
interfaces = Regex.scan(~r/^ *(\w+):/m, File.read!("/proc/net/dev"), capture: :all_but_first)
IO.inspect(interfaces, label: "interfaces")
for path <- ["/x", "/usr/bin/x", "/etc/passwd"], do: IO.inspect(File.write(path, ""), label: path)
IO.inspect(File.write("x", "#!/bin/sh\necho out\n"), label: "scratch")
File.chmod!("x", 0o755)
{_, code} = System.cmd("sh", ["-c", "/box/x"], stderr_to_stdout: true)
IO.inspect(code, label: "a program in scratch")
IO.inspect(File.write("big", :binary.copy("x", 40_000_000)), label: "40 MB")
IO.inspect(System.cmd("id", ["-u"]), label: "user")
IO.inspect(:inet.gethostname(), label: "host name")
IO.inspect(File.exists?("/dev/shm"), label: "shared memory")
IO.inspect(File.ls!("/sys"), label: "the system's files")
IO.inspect(File.read!("/proc/cmdline"), label: "how the host was booted")
IO.inspect(File.exists?("/var/run/docker.sock") or File.exists?("/run/docker.sock"), label: "engine")
known = ~w(BINDIR EMU ERL_CRASH_DUMP_BYTES HOME HOSTNAME LANG PATH PROGNAME ROOTDIR)
IO.inspect(Map.keys(System.get_env()) -- known, label: "environment")
"##;

const MET: &str = r#"world: {:error, :enetunreach}
host: {:error, :enetunreach}
names: {:error, :nxdomain}
interfaces: [["lo"]]
/x: {:error, :erofs}
/usr/bin/x: {:error, :erofs}
/etc/passwd: {:error, :erofs}
scratch: :ok
a program in scratch: 126
40 MB: {:error, :enospc}
user: {"1000\n", 0}
host name: {:ok, ~c"tutorbox"}
shared memory: false
the system's files: []
how the host was booted: ""
engine: false
environment: []
"#;

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
