#: tries = "Hides control characters in UTF-8 that is too long, torn, or beyond Unicode, for a decoder that is too kind."
#: looks = "What is no UTF-8 reaches the screen as a replacement character, never as what it means to be."
#: limits = ["screen"]
#: unsafe = "The filter is in the host's own program: no engine can leave it out."

import os

ESCAPE = [
    # Two, three, four, five and six bytes for U+001B.
    b"\xc0\x9b", b"\xe0\x80\x9b", b"\xf0\x80\x80\x9b", b"\xf8\x80\x80\x80\x9b", b"\xfc\x80\x80\x80\x80\x9b",
    # A character that is torn by one, surrogates, what is beyond Unicode, and UTF-7.
    b"\xe2\x1b", b"\xf0\x9f\x1b", b"\xed\xa0\x80\x1b", b"\xf4\x90\x80\x80", b"\xff\xfe\x1b\x00", b"+ABs-",
]
for escape in ESCAPE:
    os.write(1, escape + b"]0;pwned\x07" + escape + b"[2J\n")
# Every byte there is, torn at the end of the output.
os.write(1, bytes(range(256)) + b"\n")
os.write(2, bytes(range(255, -1, -1)) + b"\n")
print("contained: what is no text was sent", flush=True)
os.write(1, b"\xf0\x9f\x98")
