#: tries = "Fills the scratch folder with files that are deleted while they are open, which no listing shows."
#: looks = "They are counted all the same: writing fails with ENOSPC."
#: limits = ["scratch", "memory"]
#: lift = "scratch"

import errno
import os

MIB = 64

kept, piece, written = [], bytes(2**20), 0
try:
    while written < MIB:
        file = os.open("hidden", os.O_CREAT | os.O_WRONLY)
        os.unlink("hidden")
        kept.append(file)
        for _ in range(8):
            os.write(file, piece)
            written += 1
    print(f"escaped: {written} MiB are in files that nobody sees")
except OSError as error:
    word = "contained" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "broken"
    print(f"{word}: {error.strerror} after {written} MiB")
