find . -name *.txt | sort
