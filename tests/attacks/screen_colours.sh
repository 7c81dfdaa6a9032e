#: tries = "Sends colour sequences that are more than colours: endless numbers, other final bytes, what hides inside them."
#: looks = "Only colours reach the screen, and what is hidden in them does not."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

printf '\033[38;2;1;2;3mcolour\033[31;\033[2Jm\033[31\007m\033[3\r1m\033[?31m\033[31 q\033[31"p\033[8mhidden'
printf '\033['
head -c 20000 /dev/zero | tr '\0' '1'
printf 'm\033[;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;m\033[99999999999999999999m\033[38;5m\033[38:2::1:2:3m'
echo
echo "contained: the colours were sent"
