#: tries = "Shows its own words in another order, over each other, or not at all, by characters that nobody sees."
#: looks = "Whatever would reorder the line is not shown as such."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

ORDER = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u202c\u2069\u200e\u200f\u061c\u2028\u2029\u0085"
for mark in ORDER:
    print(f"check {mark}dessap{mark} failed")
# A pile of marks over one letter, and tags.
print("x" + "\u0301" * 2000)
print("".join(chr(0xE0000 + ord(letter)) for letter in "pwned"))
print("contained: the marks were sent")
