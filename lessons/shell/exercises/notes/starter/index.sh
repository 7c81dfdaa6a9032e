find notes -name '*.md' | sort
