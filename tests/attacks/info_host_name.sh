#: tries = "Learns the host's name, and gives it another."
#: looks = "It is called tutorbox, whatever the host is called, and stays so."
#: limits = ["host-name"]
#: lift = "host-name"

name=$(uname -n)
hostname=$(cat /proc/sys/kernel/hostname 2> /dev/null)
domain=$(cat /proc/sys/kernel/domainname 2> /dev/null)
case $name:${hostname:-tutorbox}:${domain:-"(none)"} in
"tutorbox:tutorbox:(none)" | tutorbox:tutorbox:localdomain) ;;
*) echo "escaped: the host is $name, $hostname, $domain" ;;
esac
(echo pwned > /proc/sys/kernel/hostname) 2> /dev/null && echo "escaped: it could be renamed"
echo "contained: the host is called $name"
