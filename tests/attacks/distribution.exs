#: tries = "Makes the runtime a node that others can reach, and reaches for other nodes of the host (Erlang's distribution)."
#: looks = "No daemon that knows nodes answers, and there is nobody to connect to."
#: limits = ["network"]
#: unsafe = "Without the limit it would ask other machines: the usual network of an engine has neighbours."

safely = fn fun ->
  try do
    fun.()
  catch
    kind, reason -> {kind, reason}
  end
end

started = safely.(fn -> Node.start(:"tutorbox@127.0.0.1", :longnames) end)
known = safely.(fn -> :erl_epmd.names(~c"172.17.0.1") end)
reached = safely.(fn -> Node.connect(:"nobody@192.0.2.1") end)
port = safely.(fn -> :gen_tcp.connect({172, 17, 0, 1}, 4369, [], 1000) end)

cond do
  match?({:ok, [_ | _]}, known) -> IO.puts("escaped: nodes of the host are known: #{inspect(known)}")
  reached == true -> IO.puts("escaped: another node answered")
  match?({:ok, _}, port) -> IO.puts("escaped: a daemon of the host answered")
  true -> IO.puts("contained: #{inspect(port)}; as a node: #{started |> inspect() |> String.slice(0, 60)}")
end

System.halt(0)
