# Begin small, look, add one step, look again.
head -n 5 trains.txt
