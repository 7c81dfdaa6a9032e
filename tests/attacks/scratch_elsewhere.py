#: tries = "Looks for another place to write to than the scratch folder, whose size nobody counts, and fills it."
#: looks = "There is none, or it is smaller."
#: limits = ["read-only-root", "scratch", "ipc"]
#: lift = "ipc"

import os

MIB = 48

scratch = os.stat("/box").st_dev
places = ["/tmp", "/var/tmp", "/run", "/run/lock", "/run/shm", "/run/user/1000", "/dev", "/dev/shm", "/dev/mqueue", "/dev/pts"]
places += ["/mnt", "/media", "/home", "/root", "/opt", "/srv", "/var/log", "/var/cache", "/var/spool", "/sys/fs/cgroup", "/usr/local"]
for place in places:
    try:
        if os.stat(place).st_dev == scratch:
            continue
        path = os.path.join(place, "elsewhere")
        with open(path, "wb", buffering=0) as file:
            try:
                for _ in range(MIB):
                    file.write(bytes(2**20))
                print(f"escaped: {MIB} MiB are in {place}")
            finally:
                os.unlink(path)
    except OSError:
        continue
print(f"contained: none of {len(places)} places has room for {MIB} MiB")
