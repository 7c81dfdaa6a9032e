# Reads prices, one a line, and prints their sum.
import sys

prices = [int(line) for line in sys.stdin]

print(sum(prices))
