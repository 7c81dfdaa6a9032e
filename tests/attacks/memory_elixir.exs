#: tries = "Takes memory in many processes of the runtime at once, which is one process of the kernel."
#: looks = "The kernel kills the runtime at the container's limit."
#: limits = ["memory", "swap"]
#: ends = ["out-of-memory"]
#: lift = "memory"

holder = fn parent ->
  kept = :binary.copy(<<0>>, 10_000_000)
  send(parent, :holds)
  Process.sleep(:infinity)
  kept
end

parent = self()
for _ <- 1..40, do: spawn(fn -> holder.(parent) end)

for _ <- 1..40 do
  receive do
    :holds -> :ok
  end
end

IO.puts("escaped: 40 processes hold 400 MB")
System.halt(0)
