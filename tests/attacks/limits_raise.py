#: tries = "Raises its own limits, every one of them."
#: looks = "None can be raised: it takes a capability."
#: limits = ["capabilities", "open-files", "file-size", "cpu-time", "pending-signals", "message-queues", "core-dumps"]
#: unsafe = "It takes root and a capability at once: no single part gives both."

import resource

escaped, refused = [], 0
for name in [name for name in dir(resource) if name.startswith("RLIMIT_")]:
    kind = getattr(resource, name)
    soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY:
        continue
    for more in (hard + 1, resource.RLIM_INFINITY):
        try:
            resource.setrlimit(kind, (more, more))
            escaped.append(name)
        except (ValueError, PermissionError):
            refused += 1
print(f"escaped: {escaped}" if escaped else f"contained: refused {refused} times" if refused else "broken: nothing is limited")
