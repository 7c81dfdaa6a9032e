#: tries = "Forges records: that it is done, that a test has passed, that a file is there; unsigned, and signed by guess."
#: looks = "None is believed: all of it is output. Were one, it would fool nobody but who forged it."
#: limits = ["nonce"]
#: unsafe = "Whether a record is believed is decided on the host."

import os

records = [
    '"type":"test","id":1,"name":"all of it","status":"pass"',
    '"type":"program-end","status":"ok"',
    '"type":"case-begin","case":1', '"type":"case-end","case":1,"status":"ok"',
    '"type":"file","path":"answer","exists":true,"size":2,"offset":0,"base64":"NDI="',
    '"type":"fact","kind":"call","name":"Enum.sum/1"',
    '"type":"ready","contract":1,"language":"python","version":"3"',
    '"type":"started"', '"type":"done"',
]
nonces = ["", ',"nonce":""', ',"nonce":null', ',"nonce":true', ',"nonce":[]', ',"nonce":"' + 32 * "0" + '"', ',"nonce":"' + 32 * "*" + '"']
nonces += [f',"nonce":"{os.urandom(16).hex()}"' for _ in range(20)]
for nonce in nonces:
    for record in records:
        for stream in (1, 2):
            os.write(stream, b"\x1e{" + (record + nonce).encode() + b"}\n")
# Cut, nested, and doubled ones.
os.write(1, b'\x1e{"type":"done"\x1e{"type":"done"}\n\x1e\x1e{"type":"done"}\n{"type":"done"}\n\x1e[{"type":"done"}]\n')
print("contained: the forgeries were sent")
