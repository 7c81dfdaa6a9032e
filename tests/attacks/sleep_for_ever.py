#: tries = "Uses nothing at all, and never ends."
#: looks = "The host ends the run at its deadline."
#: limits = ["wall-clock"]
#: ends = ["timed-out"]
#: unsafe = "The deadline is the host's own; without it the run would not end."

import signal

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    signal.sigwait([signal.SIGUSR1])
