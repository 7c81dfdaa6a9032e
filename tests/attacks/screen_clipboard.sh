#: tries = "Puts a command into the clipboard (OSC 52), for the next paste into a shell."
#: looks = "None of it reaches the screen: what is shown is text and colours."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

printf '\033]52;c;ZWNobyBwd25lZAo=\007\033]52;p;ZWNobyBwd25lZAo=\033\\\033]52;c;?\007\033Ptmux;\033\033]52;c;eA==\007\033\\'
echo
echo "contained: the clipboard was sent"
