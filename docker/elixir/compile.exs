# Compiles the runner's modules once, and prints what takes the runner's place from then on: a script that loads them and says the
# runner's last word. Compiling them is more than half of a boot.

[runner] = System.argv()
Code.put_compiler_option(:infer_signatures, false)
{:__block__, _, expressions} = Code.string_to_quoted!(runner, file: "runner")
modules = Enum.filter(expressions, &match?({:defmodule, _, _}, &1))
last = expressions |> List.last() |> Macro.to_string()

beams =
  for {name, beam} <- Code.compile_quoted({:__block__, [], modules}, "runner") do
    {:ok, {_, beam}} = :beam_lib.strip(beam)
    {name, beam}
  end

text = beams |> :erlang.term_to_binary([:compressed]) |> Base.encode64()

IO.write("""
for {name, beam} <- :erlang.binary_to_term(Base.decode64!("#{text}")), do: {:module, _} = :code.load_binary(name, ~c"", beam)
#{last}
""")
