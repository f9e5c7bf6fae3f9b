"""A thing that is made at its first use, tested only outside the lock: both
threads may find that there is none, and make it one after the other.
"""
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
            settings = Settings()
    return settings


def user():
    seen.append(get().colour)


def finally_one():  # want finally "one"
    return made == 1

def main():
    threads = [threading.Thread(target=user), threading.Thread(target=user)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
