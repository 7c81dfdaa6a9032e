# Reads prices, one a line, and prints their sum.
import sys

prices = [int(line) for line in sys.stdin]

print(prices[0] + prices[1])
