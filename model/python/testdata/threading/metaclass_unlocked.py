# A singleton made by its metaclass, without a lock.
import threading


class SingletonMeta(type):
    instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args, **kwargs)
        return cls.instances[cls]


class Settings(metaclass=SingletonMeta):
    made = 0

    def __init__(self, value):
        Settings.made += 1
        self.value = value


got = []


def work(value):
    got.append(Settings(value).value)


threads = [threading.Thread(target=work, args=(value,)) for value in ("a", "b")]
for t in threads:
    t.start()
for t in threads:
    t.join()
made = Settings.made
