#: tries = "Writes to /dev/shm, the memory that programs share and that no size of the scratch counts."
#: looks = "There is no such folder, or it cannot be written."
#: limits = ["ipc", "memory"]
#: lift = "ipc"

MIB = 48

try:
    with open("/dev/shm/file", "wb") as file:
        for _ in range(MIB):
            file.write(bytes(2**20))
    print(f"escaped: {MIB} MiB are in shared memory")
except OSError as error:
    # It may not be there, not be ours, or not be a place for files.
    refusals = (FileNotFoundError, PermissionError, NotADirectoryError)
    word = "contained" if isinstance(error, refusals) or error.errno == 30 else "broken"
    print(f"{word}: {error.strerror}")
