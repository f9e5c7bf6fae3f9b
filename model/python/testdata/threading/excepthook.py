# threading.excepthook sees what ends a thread.
import threading

hooked = []


def hook(args):
    hooked.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))


threading.excepthook = hook


def fail():
    raise OSError("no")


t = threading.Thread(target=fail, name="f")
t.start()
t.join()
hooked.append("joined")
