"""A daemon thread is left where it stands when the others have ended: what it
was about to save is not saved.
"""
import threading

saved = []


def saver():
    for part in range(2):
        saved.append(part)


def finally_saved():  # want finally "saved"
    return len(saved) == 2


def main():
    threading.Thread(target=saver, daemon=True).start()


if __name__ == "__main__":
    main()
