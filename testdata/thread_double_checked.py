"""thread_double_checked_once.py mended: double-checked locking. Under the lock
it is tested again.
"""
# want holds
import threading


class Settings:
    def __init__(self):
        global made
        made += 1
        self.colour = "red"


settings = None
made = 0
lock = threading.Lock()
seen = []


def get():
    global settings
    if settings is None:
        with lock:
            if settings is None:
                settings = Settings()
    return settings


def user():
    seen.append(get().colour)


def finally_one():
    return made == 1

def main():
    threads = [threading.Thread(target=user), threading.Thread(target=user)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
