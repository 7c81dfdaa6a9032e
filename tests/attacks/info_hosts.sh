#: tries = "Reads which names and addresses the host and its network know, in what an engine writes into a container."
#: looks = "There are the names of this container alone, and an address of nobody else."
#: limits = ["host-name", "network"]
#: unsafe = "It is the engine that writes these files or leaves them alone, whatever the policy."

found=
for file in /etc/hosts /etc/resolv.conf /etc/hostname; do
	[ -r "$file" ] || continue
	while read -r first others; do
		for word in $first $others; do
			case $word in
			"#"*) break ;;
			127.* | ::1 | localhost* | tutorbox | ip6-* | fe00::* | ff00::* | ff02::*) ;;
			nameserver | search | options | domain | ndots:* | .) ;;
			*) found="$found $word" ;;
			esac
		done
	done < "$file"
done
[ -z "$found" ] || echo "escaped:$found"
echo "contained: no name and no address but its own"
