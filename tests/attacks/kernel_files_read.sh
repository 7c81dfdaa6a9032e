#: tries = "Reads what the kernel tells of the host: boot options, keys, timers, modules, disks, memory, devices."
#: looks = "All of it reads as empty."
#: limits = ["kernel-files"]
#: lift = "kernel-files"

# Of gVisor's kernel, which is the sandbox's own, nothing is the host's.
gvisor=
[ "$(uname -v)" != "#1 SMP Sun Jan 10 15:06:54 PST 2016" ] || gvisor=yes
seen=0 found=
for file in acpi/wakeup cmdline config.gz diskstats interrupts iomem ioports kallsyms kcore key-users keys kmsg kpagecount modules \
	partitions sched_debug scsi/scsi slabinfo softirqs timer_list vmallocinfo zoneinfo; do
	[ -e "/proc/$file" ] || continue
	seen=$((seen + 1))
	# The ones that never end are read to their beginning.
	if [ -n "$(timeout 1 head -c 64 "/proc/$file" 2> /dev/null | tr -d '\0')" ]; then
		found="$found $file"
	fi
done
for folder in /sys/firmware /sys/class/net /sys/block /sys/devices /sys/kernel /sys/module /sys/fs; do
	if [ -n "$(ls -A "$folder" 2> /dev/null)" ]; then
		found="$found $folder"
	fi
done
if [ -z "$found" ]; then
	echo "contained: $seen files, and all of them read as empty"
elif [ -n "$gvisor" ]; then
	echo "contained: they tell of the sandbox's own kernel:$found"
else
	echo "escaped: found$found"
fi
