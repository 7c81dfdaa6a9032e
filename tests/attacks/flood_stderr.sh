#: tries = "Prints for ever on the other stream."
#: looks = "The host keeps 256 KiB of each stream and ends the run."
#: limits = ["output"]
#: ends = ["output-limit"]
#: unsafe = "What is kept is counted by the host itself; without that it would keep everything."

exec yes "all work and no play" >&2
