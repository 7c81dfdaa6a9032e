# A file such as may.csv begins like this:
#
# date;degrees;rain
# 1 May;12.5;0
# 2 May;11;4


# The lines of a file as a list of pairs:
# [("1 May", 12.5), ("2 May", 11.0), …]
def read(path):
    return [("1 May", 12.5)]


# The pair with the most degrees.
def warmest(days):
    return days[0]


# All the degrees, averaged.
def average(days):
    return 0


may = read("may.csv")
date, degrees = warmest(may)

print(f"Days: {len(may)}")
print(f"Warmest: {date}, {degrees}")
print(f"Average: {average(may):.1f}")
