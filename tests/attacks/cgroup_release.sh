#: tries = "Has the kernel start a program of its own as root when a cgroup is empty (release_agent)."
#: looks = "No cgroup can be mounted, made, or written to."
#: limits = ["kernel-files", "user", "system-calls", "capabilities"]
#: unsafe = "It takes root, a capability, and a mount: no single part gives them."

command -v mount > /dev/null || echo "broken: there is no mount"
escaped=
mkdir group
for kind in cgroup cgroup2; do
	if mount -t "$kind" -o rdma none group 2> /dev/null || mount -t "$kind" none group 2> /dev/null; then
		escaped="$escaped $kind"
	fi
done
for folder in /sys/fs/cgroup /sys/fs/cgroup/*; do
	[ -d "$folder" ] || continue
	if mkdir "$folder/tutorbox" 2> /dev/null; then
		escaped="$escaped $folder"
		rmdir "$folder/tutorbox"
	fi
	for file in release_agent notify_on_release cgroup.procs tasks cgroup.subtree_control devices.allow; do
		# Opened and not written.
		if [ -e "$folder/$file" ] && (: >> "$folder/$file") 2> /dev/null; then
			escaped="$escaped $folder/$file"
		fi
	done
done
if [ -n "$escaped" ]; then
	echo "escaped: found$escaped"
else
	echo "contained: no cgroup is within reach"
fi
