#: tries = "Writes to the other file systems in memory: /dev, and what holds the cgroups."
#: looks = "They belong to root, and are not there or read-only besides."
#: limits = ["user", "read-only-root", "kernel-files"]
#: lift = "user"

for folder in /dev /dev/pts /dev/mqueue /sys/fs/cgroup /run /run/lock /var/tmp/.. /proc; do
	if head -c 16777216 /dev/zero 2> /dev/null > "$folder/fill"; then
		echo "escaped: 16 MiB are in $folder"
	fi 2> /dev/null
done
echo "contained: none of them can be written"
