# Prints what it reads, formatted. Where that is no Elixir it exits with 1, and its last word on stderr is why: `LINE: REASON`.
source = with :eof <- IO.read(:eof), do: ""

try do
  case IO.iodata_to_binary(Code.format_string!(source)) do
    "" -> :ok
    formatted -> IO.puts(formatted)
  end
rescue
  error in [SyntaxError, TokenMissingError, MismatchedDelimiterError] ->
    [reason | _] = String.split(error.description, "\n")
    IO.puts(:stderr, "#{error.line}: #{reason}")
    exit({:shutdown, 1})
end
