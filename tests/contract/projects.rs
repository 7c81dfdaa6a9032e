//! What tests of a whole project count on: documentation, types and protocols as Mix leaves them, a helper, and data files.

use tutorbox::run::{DataFile, Job, SourceFile};

use crate::common::program;
use crate::told::come_to;

/// A program and its tests, each a name and a text.
fn tested(text: &str, tests: &[(&str, &str)]) -> Job {
    let tests = tests
        .iter()
        .map(|(name, text)| SourceFile::new(*name, *text));
    Job {
        tests: tests.collect(),
        ..program(text)
    }
}

#[tokio::test]
async fn tests_can_read_documentation_and_types() {
    let code = r#"defmodule Sum do
  @typedoc "a list"
  @type numbers :: [number]
  @doc """
      iex> Sum.sum([1, 2])
      3
      iex> Sum.sum([])
      1
  """
  @spec sum(numbers) :: number
  def sum(list), do: Enum.sum(list)
end
IO.inspect(File.ls!())
"#;
    let tests = r#"defmodule SumTest do
  use ExUnit.Case
  doctest Sum
  test "docs", do: assert {:docs_v1, _, :elixir, _, _, _, _} = Code.fetch_docs(Sum)
  test "types" do
    assert {:ok, [{{:sum, 1}, _}]} = Code.Typespec.fetch_specs(Sum)
    assert {:ok, [type: {:numbers, _, _}]} = Code.Typespec.fetch_types(Sum)
  end
end
"#;
    come_to([(
        tested(code, &[("sum_test.exs", tests)]),
        r#"out "[\"main.exs\"]\n"
           program ok
           fail 1: Sum.sum/1 (1) main.exs:7 expected 1 actual 0
           pass 2: docs sum_test.exs:4
           pass 3: types sum_test.exs:5
           done
           exit 0"#,
    )])
    .await;
}

const SOUND: &str = "defprotocol Sound do\n  def of(thing)\nend\n\
    defmodule Cat do\n  defstruct []\nend\n\
    defmodule Dog do\n  defstruct []\nend\n\
    defimpl Sound, for: Cat do\n  def of(_), do: \"meow\"\nend\n";

/// Unless the tests have an implementation of their own, which nobody would find then.
#[tokio::test]
async fn protocols_are_consolidated_before_the_tests() {
    let knows = "defmodule T do\n  use ExUnit.Case\n  test \"impls\" do\n    \
        assert Sound.__protocol__(:impls) == {:consolidated, [Cat]}\n    assert Sound.of(%Cat{}) == \"meow\"\n  end\nend";
    let adds = "defimpl Sound, for: Dog do\n  def of(_), do: \"woof\"\nend\n\
        defmodule T do\n  use ExUnit.Case\n  test \"adds\", do: assert Sound.of(%Dog{}) == \"woof\"\nend";
    come_to([
        (
            tested(SOUND, &[("t.exs", knows)]),
            "program ok\n pass 1: impls t.exs:3\n done\n exit 0",
        ),
        (
            tested(SOUND, &[("t.exs", adds)]),
            "program ok\n pass 1: adds t.exs:6\n done\n exit 0",
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_helper_comes_before_the_tests() {
    let test = "defmodule T do\n  use ExUnit.Case\n  @tag :pending\n  test \"a\", do: assert Helper.one() == 1\nend";
    let helper = "ExUnit.start()\nExUnit.configure(exclude: :pending)\ndefmodule Helper do\n  def one, do: 1\nend";
    come_to([(
        tested("", &[("a_test.exs", test), ("test_helper.exs", helper)]),
        "program ok\n pass 1: a a_test.exs:4\n done\n exit 0",
    )])
    .await;
}

#[tokio::test]
async fn data_lies_beside_the_program_and_is_not_loaded() {
    let test = "defmodule T do\n  use ExUnit.Case\n  test \"a\", do: assert File.read!(\"data/b.exs\") == <<255, 0>>\nend";
    let data = DataFile {
        path: "data/b.exs".to_owned(),
        bytes: vec![255, 0],
    };
    come_to([(
        Job {
            data: vec![data],
            ..tested("IO.inspect(File.read!(\"data/b.exs\"))", &[("t.exs", test)])
        },
        "out \"<<255, 0>>\\n\"\n program ok\n pass 1: a t.exs:3\n done\n exit 0",
    )])
    .await;
}
