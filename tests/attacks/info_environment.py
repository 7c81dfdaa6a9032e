#: tries = "Reads the environment, where hosts keep their settings and secrets."
#: looks = "It holds what the language needs, and nothing else."
#: limits = ["environment"]
#: lift = "environment"

import os

OURS = {"PATH", "HOME", "HOSTNAME", "LANG", "LC_CTYPE", "PYTHONDONTWRITEBYTECODE"}

seen = set(os.environ)
for path in ["/proc/self/environ", "/proc/1/environ"]:
    try:
        with open(path, "rb") as file:
            seen |= {entry.split(b"=")[0].decode(errors="replace") for entry in file.read().split(b"\0") if entry}
    except OSError:
        pass
others = sorted(seen - OURS)
print(f"escaped: {others[:5]}" if others else f"contained: {', '.join(sorted(seen))}")
