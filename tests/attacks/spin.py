#: tries = "Computes for ever."
#: looks = "The host ends the run at its deadline."
#: limits = ["wall-clock"]
#: ends = ["timed-out"]
#: unsafe = "The deadline is the host's own; without it the run would not end."

while True:
    pass
