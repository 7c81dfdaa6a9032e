#: tries = "Learns who uses the host: names, homes, keys, histories, who is there now."
#: looks = "There are three names, which are the image's own, and no files of anybody's."
#: limits = ["read-only-root", "process-namespace"]
#: unsafe = "The root is the image: no part of the policy puts the host's in its place."

[ -r /etc/passwd ] || echo "broken: there is no /etc/passwd"
found=
while IFS=: read -r name rest; do
	case $name in
	root | learner | nobody) ;;
	*) found="$found $name" ;;
	esac
done < /etc/passwd
for path in /home/* /root/* /root/.[a-z]* /etc/shadow /etc/ssh /var/log/* /run/user/* /var/run/utmp /etc/machine-id /mnt/* /media/* /srv/*; do
	[ -r "$path" ] && [ -n "$(ls -A "$path" 2> /dev/null)" ] && [ -s "$path" ] && found="$found $path"
done
who=$(who 2> /dev/null)
if [ -n "$found$who" ]; then
	echo "escaped: found$found $who"
else
	echo "contained: three names, and nothing of theirs"
fi
