#: tries = "Sends device control strings: redefines keys, draws sixels, asks for settings; private strings; one that never ends."
#: looks = "None of it reaches the screen: what is shown is text and colours."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

printf '\033P0;1|17/6c73\033\\\033P$q\"p\033\\\033P+q544e\033\\\033Pq#0;2;0;0;0~~\033\\'
printf '\033_Gf=32,s=1,v=1;AAAA\033\\\033^private\033\\\033Xstring\033\\\033]1337;File=inline=1:AA==\007\033]8;;file:///etc/passwd\007link\033]8;;\007'
echo
echo "contained: the strings were sent"
printf '\033Pwhat never ends'
