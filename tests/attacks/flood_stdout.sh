#: tries = "Prints for ever, to fill the memory or the disk of whoever keeps it."
#: looks = "The host keeps 256 KiB and ends the run."
#: limits = ["output"]
#: ends = ["output-limit"]
#: unsafe = "What is kept is counted by the host itself; without that it would keep everything."

exec yes "all work and no play"
