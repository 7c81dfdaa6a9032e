#: tries = "Looks for the engine that runs it, which would make a container with all of the host in it."
#: looks = "Its sockets are not there, and nobody listens where it might."
#: limits = ["network", "read-only-root"]
#: unsafe = "No part of the policy lets it in: it would have to be mounted."

import glob
import os
import socket
import stat

escaped = []
known = ["docker.sock", "podman/podman.sock", "containerd/containerd.sock", "crio/crio.sock", "systemd/private", "dbus/system_bus_socket"]
paths = [folder + name for folder in ("/run/", "/var/run/", "/host/run/") for name in known]
for folder, folders, names in os.walk("/", followlinks=False):
    folders[:] = [name for name in folders if os.path.join(folder, name) not in ("/proc", "/sys")]
    paths += [os.path.join(folder, name) for name in names if name.endswith(".sock")]
for path in paths:
    try:
        if not stat.S_ISSOCK(os.stat(path).st_mode):
            continue
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(path)
        escaped.append(path)
    except OSError:
        pass
for port in (2375, 2376, 10250, 6443, 8080):
    for address in ("127.0.0.1", "172.17.0.1", "10.0.2.2"):
        with socket.socket() as connection:
            connection.settimeout(0.5)
            if connection.connect_ex((address, port)) == 0:
                escaped.append(f"{address}:{port}")
if any(name in os.environ for name in ("DOCKER_HOST", "KUBERNETES_SERVICE_HOST", "CONTAINER_HOST")):
    escaped.append("an address in the environment")
print(f"escaped: {escaped}" if escaped else f"contained: none of {len(paths)} sockets and 15 addresses answers")
