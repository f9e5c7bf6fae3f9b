# Threads, timers and barriers that call a builtin, with nothing of the program in them.
import functools
import threading

log = []
seen = []


def main():
    threads = [
        threading.Thread(target=log.append, args=(1,)),
        threading.Thread(target=functools.partial(log.append, 2)),
        threading.Timer(0.1, log.append, (3,)),
    ]
    for t in threads:
        t.start()
    seen.append(len(log))
    for t in threads:
        t.join()


main()
