#: tries = "Fills the scratch folder to take the host's memory or disk."
#: looks = "Writing fails with ENOSPC before there are 64 MiB."
#: limits = ["scratch", "memory"]
#: lift = "scratch"

piece = :binary.copy("x", 1024 * 1024)

written =
  Enum.reduce_while(1..64, 0, fn n, _ ->
    case File.write("fill-#{n}", piece) do
      :ok -> {:cont, n}
      {:error, :enospc} -> {:halt, {:stopped, n}}
      {:error, reason} -> {:halt, {:other, reason}}
    end
  end)

case written do
  {:stopped, n} -> IO.puts("contained: no space left after #{n - 1} MiB")
  {:other, reason} -> IO.puts("broken: writing failed with #{reason}")
  n -> IO.puts("escaped: #{n} MiB were written")
end
