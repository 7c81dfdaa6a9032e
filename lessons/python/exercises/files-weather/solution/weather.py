# A file such as may.csv begins like this:
#
# date;degrees;rain
# 1 May;12.5;0
# 2 May;11;4


# The lines of a file as a list of pairs:
# [("1 May", 12.5), ("2 May", 11.0), …]
def read(path):
    days = []
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines()[1:]:
            if line:
                date, degrees, _rain = line.split(";")
                days.append((date, float(degrees)))
    return days


# The pair with the most degrees.
def warmest(days):
    best = days[0]
    for day in days:
        if day[1] > best[1]:
            best = day
    return best


# All the degrees, averaged.
def average(days):
    total = 0
    for _date, degrees in days:
        total += degrees
    return total / len(days)


may = read("may.csv")
date, degrees = warmest(may)

print(f"Days: {len(may)}")
print(f"Warmest: {date}, {degrees}")
print(f"Average: {average(may):.1f}")
