# Look around first. Where is key.txt?
ls house

# Then leave found.txt beside it.
touch found.txt
