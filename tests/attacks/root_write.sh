#: tries = "Writes to the system's files: programs, libraries, users, what is read at every start."
#: looks = "The root is read-only, and nothing in it is a learner's."
#: limits = ["read-only-root", "user"]
#: unsafe = "Nothing in the root belongs to a learner: without the limit it could no more be written."

escaped=
for folder in / /usr /usr/bin /usr/lib /etc /var /var/log /opt /root /home /run /bin /lib; do
	if [ -d "$folder" ] && (: > "$folder/pwned") 2> /dev/null; then
		escaped="$escaped $folder"
		rm -f "$folder/pwned"
	fi
done
for file in /etc/passwd /etc/hosts /etc/hostname /etc/resolv.conf /etc/ld.so.preload /usr/bin/dash /usr/bin/tar; do
	# Opened and not written.
	if (: >> "$file") 2> /dev/null; then
		escaped="$escaped $file"
	fi
done
if mv /usr/bin/tar /usr/bin/rat 2> /dev/null || rm -f /usr/bin/tar 2> /dev/null || chmod 4755 /usr/bin/dash 2> /dev/null; then
	escaped="$escaped /usr/bin"
fi
# Anything of the root, not of what is mounted over it.
root=$(stat -c %d /)
for path in $(find / -xdev -writable ! -type l 2> /dev/null); do
	[ "$(stat -c %d "$path")" != "$root" ] || escaped="$escaped $path"
done
if [ -n "$escaped" ]; then
	echo "escaped: found$escaped"
else
	echo "contained: nothing can be written"
fi
