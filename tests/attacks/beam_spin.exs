#: tries = "Spins for ever on every scheduler, and ignores whoever asks it to end."
#: looks = "The host ends the run at its deadline."
#: limits = ["wall-clock", "cpus"]
#: ends = ["timed-out"]
#: unsafe = "The deadline is the host's own; without it the run would not end."

for _ <- 1..System.schedulers_online() do
  spawn(fn -> Stream.cycle([1]) |> Stream.run() end)
end

Stream.cycle([1]) |> Stream.run()
