#: tries = "Unpacks an archive of 100 kilobytes that holds 72 MiB in six files."
#: looks = "Unpacking fails with ENOSPC."
#: limits = ["scratch", "memory"]
#: lift = "scratch"

import errno
import io
import os
import tarfile

FILES = 6
EACH = 12

bomb = io.BytesIO()
with tarfile.open(fileobj=bomb, mode="w:gz") as archive:
    for n in range(FILES):
        member = tarfile.TarInfo(f"bomb-{n}")
        member.size = EACH * 2**20
        archive.addfile(member, io.BytesIO(bytes(member.size)))
packed = len(bomb.getvalue()) // 1024
bomb.seek(0)
try:
    with tarfile.open(fileobj=bomb) as archive:
        archive.extractall(filter="data")
    print(f"escaped: {FILES * EACH} MiB came out of {packed} KiB")
except OSError as error:
    word = "contained" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "broken"
    print(f"{word}: {error.strerror}")
