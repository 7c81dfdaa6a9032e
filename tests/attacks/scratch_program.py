#: tries = "Plants a program in the scratch folder and starts it."
#: looks = "Files there cannot be executed: EACCES."
#: limits = ["scratch-mount"]
#: lift = "scratch-mount"

import shutil
import subprocess

shutil.copyfile("/usr/bin/true", "planted")
with open("script", "w") as file:
    file.write("#!/bin/sh\nexit 0\n")
escaped = []
for name in ["planted", "script"]:
    subprocess.run(["chmod", "755", name], check=True)
    try:
        subprocess.run(["./" + name], check=True)
        escaped.append(name)
    except PermissionError:
        pass
print(f"escaped: {escaped} ran" if escaped else "contained: Permission denied")
