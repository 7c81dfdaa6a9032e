#: tries = "Moves the cursor, clears the screen, scrolls, and writes over what others have written."
#: looks = "None of it reaches the screen: what is shown is text and colours."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

printf '\033[2J\033[H\033[3J\033[1;1Hpassed\033[10A\033[5M\033[2;4r\033D\033M\033E\0337\0338\033c\033[!p'
printf 'failed\rpassed\b\b\b\b\b\bfailed\v\f\177'
echo
echo "contained: the cursor was sent about"
