# What is there?
find project

# Then remove the temporary files.
rm project/draft.tmp
