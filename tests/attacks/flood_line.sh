#: tries = "Prints a line that never ends, for whoever waits for its end."
#: looks = "The host keeps 256 KiB and ends the run."
#: limits = ["output"]
#: ends = ["output-limit"]
#: unsafe = "What is kept is counted by the host itself; without that it would keep everything."

exec tr '\0' x < /dev/zero
