#: tries = "Uses the control characters from 0x80 to 0x9f, as single bytes and as UTF-8, which some terminals obey."
#: looks = "None of it reaches the screen: what is shown is text and colours."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

printf '\2330;0H\2332J\2350;pwned\234\2200;1|17/6c73\234\237private\234\230\204\205\215\216\217'
echo
printf '\302\2330;0H\302\2332J\302\2350;pwned\302\234\302\220q\302\234\302\205\302\215'
echo
echo "contained: the control characters were sent"
