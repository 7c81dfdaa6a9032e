# The first line, the last line, and how many there are.
cat voyage.txt
