//! Programs: what they print, how they end, and what the compiler says about them.

use tutorbox::run::{Job, SourceFile};

use crate::common::program;
use crate::told::come_to;

#[tokio::test]
async fn ends() {
    come_to([
        (
            program("IO.puts(\"hello, 세계\")\nIO.puts(:stderr, \"oh\")"),
            r#"out "hello, 세계\n"
               err "oh"
               program ok
               done
               exit 0"#,
        ),
        (
            program(RAISES_IN_A_FUNCTION),
            r#"out "before\n"
               err "** (RuntimeError) boom 2"
               error main.exs:4 ** (RuntimeError) boom 2
               program error
               done
               exit 1"#,
        ),
        (
            program("throw({:a, 1})"),
            r#"err "** (throw) {:a, 1}"
               error main.exs:1 ** (throw) {:a, 1}
               program error
               done
               exit 1"#,
        ),
        (
            program("exit(:oops)"),
            r#"err "** (exit) :oops"
               error main.exs:1 ** (exit) :oops
               program error
               done
               exit 1"#,
        ),
        (
            program("IO.puts(1)\nexit({:shutdown, 3})"),
            r#"out "1\n"
               program error
               done
               exit 3"#,
        ),
        (
            program("IO.puts(1)\nSystem.halt(3)"),
            r#"out "1\n"
               exit 3"#,
        ),
        (
            program("Process.exit(self(), :kill)\nProcess.sleep(:infinity)"),
            r#"err "** (EXIT from #PID<…>) killed"
               error ** (EXIT from #PID<…>) killed
               program error
               done
               exit 1"#,
        ),
        (
            program("System.at_exit(fn status -> IO.puts(\"bye #{status}\") end)\nIO.puts(1)"),
            r#"out "1\nbye 0\n"
               program ok
               done
               exit 0"#,
        ),
    ])
    .await;
}

const RAISES_IN_A_FUNCTION: &str = r#"
defmodule A do
  def f(x) do
    raise "boom #{x + 1}"
  end
end
IO.puts("before")
A.f(1)
IO.puts("after")
"#;

#[tokio::test]
async fn compile_errors() {
    come_to([
        (
            program("x = 1\ny = x +* 2\n"),
            r#"err "** (SyntaxError) invalid syntax found on main.exs:2:8:"
               error main.exs:2:8 syntax error before: '*'
               program compile-error
               done
               exit 1"#,
        ),
        (
            program("defmodule A do\n  def f(x) do\n    x\n  end\n\nIO.puts(1)\n"),
            r#"err "** (TokenMissingError) token missing on main.exs:6:11:"
               error main.exs:1:13 missing terminator: end (for the "do" on line 1)
               program compile-error
               done
               exit 1"#,
        ),
        (
            program("IO.puts(\"hi\")\r\nIO.puts(x)\r\n"),
            r#"err "error: undefined variable \"x\""
               error main.exs:2:9 undefined variable "x"
               program compile-error
               done
               exit 1"#,
        ),
        (
            program("defmodule A do\n  def f(x), do: g(x)\n  def h(x), do: y\nend\n"),
            r#"err "error: undefined variable \"y\""
               error main.exs:3:17 undefined variable "y"
               warning main.exs:3:9 variable "x" is unused (if the variable is not meant to be used, prefix it with an underscore)
               program compile-error
               done
               exit 1"#,
        ),
        (
            program("defmodule A do\n  def f, do: y + z\nend\n"),
            r#"err "error: undefined variable \"y\""
               error main.exs:2:14 undefined variable "y"
               error main.exs:2:18 undefined variable "z"
               program compile-error
               done
               exit 1"#,
        ),
        (
            Job {
                files: vec![
                    SourceFile::new("lib/math.ex", "defmodule Math do\n  def f(x), do: x *\nend\n"),
                    SourceFile::new("main.exs", "Math.f(1)"),
                ],
                ..program("")
            },
            r#"err "** (SyntaxError) invalid syntax found on lib/math.ex:3:1:"
               error lib/math.ex:3:1 syntax error before: end. "end" is a reserved word in Elixir and therefore its usage is limited. For instance, it can't be used as a variable or be defined nor invoked as a regular function
               program compile-error
               done
               exit 1"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn warnings_stop_nothing() {
    come_to([(
        program("unused = 1\nEnum.foo(1)\n"),
        r#"err "warning: variable \"unused\" is unused (if the variable is not meant to be used, prefix it with an underscore)"
           warning main.exs:1:1 variable "unused" is unused (if the variable is not meant to be used, prefix it with an underscore)
           error main.exs:2 ** (UndefinedFunctionError) function Enum.foo/1 is undefined or private
           program error
           done
           exit 1"#,
    ),
    (
        program("unused = 1\nIO.puts(2)\n"),
        r#"out "2\n"
           err "warning: variable \"unused\" is unused (if the variable is not meant to be used, prefix it with an underscore)"
           warning main.exs:1:1 variable "unused" is unused (if the variable is not meant to be used, prefix it with an underscore)
           program ok
           done
           exit 0"#,
    )])
    .await;
}

#[tokio::test]
async fn files_go_in_and_come_out() {
    let mut several = program(
        r#"
        IO.puts(Math.double(4))
        IO.puts(File.read!("a b/데이터.ex") |> String.length())
        IO.inspect(Enum.sort(File.ls!()))
        File.write!("out.txt", "hello")
        File.write!("big.bin", :binary.copy("x", 100_000))
        File.write!("empty", "")
        "#,
    );
    several.files.splice(
        0..0,
        [
            SourceFile::new(
                "lib/math.ex",
                "defmodule Math do\n  def double(x), do: x * 2\nend",
            ),
            SourceFile::new("a b/데이터.ex", "\"한글\""),
        ],
    );
    several.report = ["out.txt", "big.bin", "empty", "none", "../etc/passwd"]
        .map(str::to_owned)
        .into();
    come_to([(
        several,
        r#"out "8\n4\n[\"a b\", \"lib\", \"main.exs\"]\n"
           program ok
           no file ../etc/passwd
           file big.bin 100000 bytes, 65536 seen
           file empty 0 bytes, 0 seen
           no file none
           file out.txt 5 bytes, 5 seen
           done
           exit 0"#,
    )])
    .await;
}
