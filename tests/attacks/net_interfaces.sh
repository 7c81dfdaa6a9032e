#: tries = "Looks for a network: interfaces, routes, neighbours, whoever is connected."
#: looks = "There is the loopback and nothing else."
#: limits = ["network"]
#: lift = "network"

[ -r /proc/net/dev ] || echo "broken: there is no /proc/net/dev"
found=
while read -r name rest; do
	case $name in
	lo:* | Inter* | face*) ;;
	*) found="$found ${name%%:*}" ;;
	esac
done < /proc/net/dev
for file in arp route ipv6_route; do
	[ -r "/proc/net/$file" ] || continue
	while read -r line; do
		case $line in
		IP* | Iface* | *lo) ;;
		*) found="$found $file" ;;
		esac
	done < "/proc/net/$file"
done
if [ -n "$found" ]; then
	echo "escaped: found$found"
else
	echo "contained: the loopback is all there is"
fi
