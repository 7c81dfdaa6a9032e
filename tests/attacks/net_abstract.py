#: tries = "Connects to sockets that have no file (abstract ones), by which desktops and engines were reached from containers."
#: looks = "There is none: such names belong to a network, and this one has nobody in it."
#: limits = ["network"]
#: unsafe = "They would be reached in the host's own network alone, which no engine gives by leaving the limit out."

import socket

names = ["/tmp/.X11-unix/X0", "/tmp/dbus-session", "/containerd-shim/default.sock", "/org/kernel/udev/udevd", "docker"]
with open("/proc/net/unix") as file:
    next(file, None)
    listed = [line.split()[-1][1:] for line in file if line.split()[-1].startswith("@")]
reached = []
for name in names + listed:
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect("\0" + name)
            reached.append(name)
        except ConnectionRefusedError:
            pass
        except OSError as error:
            print(f"broken: {name}: {error.strerror}")
print(f"escaped: reached {reached}, listed {listed}" if reached or listed else "contained: nobody listens")
