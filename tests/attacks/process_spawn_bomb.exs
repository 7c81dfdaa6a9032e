#: tries = "Starts operating system processes until the host has none left."
#: looks = "A process cannot be started any more, well before there are 200 of them."
#: limits = ["pids"]
#: lift = "pids"

start = fn _ ->
  try do
    port = Port.open({:spawn_executable, "/bin/sleep"}, args: ["30"])
    # A process that cannot be forked ends its port at once.
    if Port.info(port, :os_pid), do: {:cont, port}, else: {:halt, :stopped}
  rescue
    error -> {:halt, error}
  end
end

ports = Enum.map(1..200, start)

case Enum.find_index(ports, &match?({:halt, _}, &1)) do
  nil -> IO.puts("escaped: 200 processes were started")
  index -> IO.puts("contained: process #{index + 1} could not be started")
end

System.halt(0)
