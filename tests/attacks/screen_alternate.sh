#: tries = "Leaves the alternate screen, hides the cursor, turns on the mouse and bracketed paste, and locks the keyboard."
#: looks = "None of it reaches the screen: what is shown is text and colours."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

printf '\033[?1049l\033[?47h\033[?25l\033[?1000h\033[?1003h\033[?1006h\033[?2004h\033[?1004h\033[2h\033[12l\033=\033[>4;2m\033[?7l\033[?5h'
echo
echo "contained: the modes were sent"
