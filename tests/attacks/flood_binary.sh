#: tries = "Prints random bytes for ever: no text, no lines."
#: looks = "The host keeps 256 KiB and ends the run."
#: limits = ["output"]
#: ends = ["output-limit"]
#: unsafe = "What is kept is counted by the host itself; without that it would keep everything."

exec cat /dev/urandom
