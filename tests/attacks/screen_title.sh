#: tries = "Renames the terminal's window and its icon, and asks for the title back as if it had been typed."
#: looks = "None of it reaches the screen: what is shown is text and colours."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

printf '\033]0;pwned\007\033]2;pwned\033\\\033]1;pwned\007\033[21t\033]l'
echo
echo "contained: the title was sent"
