"""Double-checked locking that shows the thing before it is finished."""
import threading


class Settings:
    pass


settings = None
lock = threading.Lock()
seen = []


def get():
    global settings
    if settings is None:
        with lock:
            if settings is None:
                settings = Settings()
                settings.colour = "red"
    return settings


def user():
    seen.append(get().colour)  # want uncaught-exception "AttributeError"


def main():
    threads = [threading.Thread(target=user), threading.Thread(target=user)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
