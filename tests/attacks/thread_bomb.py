#: tries = "Starts threads, which take a place among the host's processes too."
#: looks = "A thread cannot be started any more, well before there are 200 of them."
#: limits = ["pids"]
#: lift = "pids"

import _thread
import threading

MANY = 200
# Threads that only wait need no more.
threading.stack_size(64 * 1024)
wait = threading.Event().wait

for n in range(MANY):
    try:
        _thread.start_new_thread(wait, ())
    except RuntimeError as error:
        print(f"contained: thread {n + 1}: {error}")
        break
else:
    print(f"escaped: {MANY} threads run")
