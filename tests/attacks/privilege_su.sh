#: tries = "Becomes another user by the programs that are there for it: su, and what else changes users."
#: looks = "None of them can: they are ordinary programs in here."
#: limits = ["no-new-privileges", "user"]
#: stdin = "root\n\npassword\n"
#: unsafe = "The programs have lost their set-user-id bits besides: without the limit they could no more."

me=$(id -u)
tried=0
try() {
	command -v "$1" > /dev/null || return
	tried=$((tried + 1))
	became=$("$@" 2> /dev/null) || return
	[ "$became" = "$me" ] || echo "escaped: $1 made it $became"
}
try su -c 'id -u' root
try su -c 'id -u' nobody
try setpriv --reuid=0 id -u
try runuser -u root -- id -u
try sudo -n id -u
try sg root -c 'id -u'
try newgrp root
if [ "$tried" -gt 0 ]; then
	echo "contained: $tried programs, and it is still $me"
else
	echo "broken: there is no such program"
fi
