//! Tests and cases: each its result, and each its own output.

use tutorbox::run::{Job, SourceFile};

use crate::common::{program, tests};
use crate::told::come_to;

#[tokio::test]
async fn each_test_has_its_result_and_its_output() {
    come_to([(
        Job {
            tests: vec![SourceFile::new("sum_test.exs", SUM_TEST)],
            ..program(SUM)
        },
        r#"out "loaded\n"
           out of test 1 "in adds\n"
           out of test 2 "in fails\n"
           err of test 1 "err adds"
           err of test 3 "err raises"
           program ok
           pass 1: adds sum_test.exs:4
           fail 2: wrong: fails sum_test.exs:13 expected 4 actual 3
           error 3: wrong: raises main.exs:6
           done
           exit 0"#,
    )])
    .await;
}

const SUM: &str = r#"IO.puts("loaded")
defmodule Sum do
  def sum([]), do: 0
  def sum([h | t]), do: h + sum(t)
  def bad(x) do
    raise "boom #{x}"
  end
end
"#;

const SUM_TEST: &str = r#"defmodule SumTest do
  use ExUnit.Case
  @tag task_id: 1
  test "adds" do
    IO.puts("in adds")
    IO.puts(:stderr, "err adds")
    assert Sum.sum([1, 2]) == 3
  end

  describe "wrong" do
    test "fails" do
      IO.puts("in fails")
      assert 4 == Sum.sum([1, 2])
    end

    test "raises" do
      IO.puts(:stderr, "err raises")
      Sum.bad(3)
    end
  end
end
"#;

#[tokio::test]
async fn what_was_expected_and_what_came() {
    come_to([(
        tests(ASSERTIONS),
        r#"program ok
           fail 1: equal main_test.exs:3 expected %{a: 1} actual %{a: 2}
           fail 2: literal first main_test.exs:4 expected [1, 2] actual [1, 3]
           fail 3: match main_test.exs:5 expected {:ok, _} actual {:error, 1}
           fail 4: greater main_test.exs:6 expected > 5 actual 1
           fail 5: truthy main_test.exs:7 expected a truthy value actual nil
           fail 6: raise main_test.exs:8 expected ArgumentError actual nothing was raised
           fail 7: message main_test.exs:9 expected :x actual no message
           fail 8: told main_test.exs:10
           error 9: throw main_test.exs:11
           error 10: exit main_test.exs:12
           error 11: slow main_test.exs:14
           done
           exit 0"#,
    )])
    .await;
}

const ASSERTIONS: &str = r#"defmodule T do
  use ExUnit.Case, async: true
  test "equal", do: assert id(%{a: 2}) == %{a: 1}
  test "literal first", do: assert [1, 2] == id([1, 3])
  test "match", do: assert {:ok, _} = id({:error, 1})
  test "greater", do: assert id(1) > 5
  test "truthy", do: assert id(nil)
  test "raise", do: assert_raise ArgumentError, fn -> id(1) end
  test "message", do: assert_receive :x, 10
  test "told", do: flunk("it was told so")
  test "throw", do: throw(:x)
  test "exit", do: exit(:bad)
  @tag timeout: 50
  test "slow", do: Process.sleep(:infinity)
  defp id(x), do: x
end
"#;

#[tokio::test]
async fn tests_that_cannot_run() {
    let one = "defmodule T do\n  use ExUnit.Case\n  test \"a\", do: assert true\nend";
    come_to([
        (
            Job {
                tests: vec![SourceFile::new("t.exs", one)],
                ..program("raise \"x\"")
            },
            r#"err "** (RuntimeError) x"
               error main.exs:1 ** (RuntimeError) x
               program error
               done
               exit 1"#,
        ),
        (
            tests(
                "defmodule T do\n  use ExUnit.Case\n  setup_all do\n    raise \"no way\"\n  end\n  \
                 test \"a\", do: assert true\nend",
            ),
            r#"program ok
               error 1: a main_test.exs:4
               done
               exit 0"#,
        ),
        (
            tests("defmodule T do\n  use ExUnit.Case\n  test \"a\", do: assert %Foo{} == 1\nend"),
            r#"error main_test.exs:3:24 Foo.__struct__/1 is undefined, cannot expand struct Foo. Make sure the struct name is correct. If the struct name exists and is correct but it still cannot be found, you likely have cyclic module usage in your code
               program ok
               error 1: a main_test.exs:3
               done
               exit 0"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn cases_run_in_turn_each_with_its_own_input() {
    let cases = |cases: &[&str]| cases.iter().map(|c| c.as_bytes().to_vec()).collect();
    come_to([
        (
            Job {
                cases: cases(&["one\nmore é\n", "bad\n", "three"]),
                ..program(CASES)
            },
            r#"out of case 1 "a? got one\n\"more é\\n\"\n"
               out of case 2 "a? got bad\n\"\"\n"
               out of case 3 "a? got three\n\"\"\n"
               err of case 1 "err one"
               err of case 2 "err bad"
               err of case 3 "err three"
               error main.exs:9 ** (RuntimeError) bad input
               case 1 ok
               case 2 error
               case 3 ok
               done
               exit 0"#,
        ),
        (
            Job {
                cases: cases(&["1", "2"]),
                ..program("IO.puts(x)")
            },
            r#"err of case 1 "error: undefined variable \"x\""
               error main.exs:1:9 undefined variable "x"
               program compile-error
               case 1 error
               done
               exit 1"#,
        ),
        (
            Job {
                cases: cases(&["1", "2"]),
                ..program("if IO.gets(\"\") == \"2\", do: System.halt(5)")
            },
            r#"case 1 ok
               exit 5"#,
        ),
    ])
    .await;
}

/// It names a process: a case that found the one of the case before would fail.
const CASES: &str = r#"
{:ok, _} = Agent.start_link(fn -> 0 end, name: :once)
defmodule Once do
end
a = IO.gets("a? ") |> String.trim()
IO.puts("got #{a}")
IO.puts(:stderr, "err #{a}")
IO.inspect(IO.read(:stdio, :eof) |> then(&if(&1 == :eof, do: "", else: &1)))
if a == "bad", do: raise("bad input")
"#;
