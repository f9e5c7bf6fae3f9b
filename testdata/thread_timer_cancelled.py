"""cancel stops a Timer only if it comes in time."""
import threading

log = []


def finally_quiet():  # want finally "quiet"
    return log == []


def main():
    timer = threading.Timer(10, log.append, ["bell"])
    timer.start()
    timer.cancel()


if __name__ == "__main__":
    main()
