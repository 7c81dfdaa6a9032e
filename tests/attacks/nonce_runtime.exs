#: tries = "Asks the runtime for the nonce of its run: dictionaries, messages, states, tables, terms, arguments, environment."
#: looks = "None of its processes gives it away."
#: limits = ["nonce"]
#: unsafe = "It is the runner that keeps it to itself: no engine can give it away."

safely = fn fun ->
  try do
    fun.()
  catch
    _, _ -> nil
  end
end

about = [:registered_name, :messages, :dictionary, :backtrace, :current_stacktrace, :links]

looks = [
  for(pid <- Process.list(), do: Process.info(pid, about)),
  for(table <- :ets.all(), do: safely.(fn -> :ets.tab2list(table) end)),
  for(
    pid <- Process.list(),
    match?({:current_function, {:gen_server, :loop, _}}, Process.info(pid, :current_function)),
    do: safely.(fn -> :sys.get_state(pid, 100) end)
  ),
  :persistent_term.get(),
  :application.loaded_applications() |> Enum.map(fn {name, _, _} -> Application.get_all_env(name) end),
  System.argv(),
  System.get_env(),
  :init.get_arguments(),
  Path.wildcard("/box/**", match_dot: true)
]

text = inspect(looks, limit: :infinity, printable_limit: :infinity)
words = Regex.scan(~r/(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/, text)

# The process that knows it may be killed, and says nothing.
dump = safely.(fn -> Process.info(Process.whereis(Tutorbox.Wire), :messages) end)

cond do
  words != [] -> IO.puts("escaped: #{length(words)} words that may be it")
  byte_size(text) < 10_000 -> IO.puts("broken: only #{byte_size(text)} characters to look at: #{inspect(dump)}")
  true -> IO.puts("contained: it is not in #{div(byte_size(text), 1024)} KiB of what the runtime tells")
end
