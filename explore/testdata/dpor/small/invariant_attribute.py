"""An invariant that looks into objects and at a lock."""
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.left = 1
        self.right = 1


account = Account()


def move():
    with account.lock:
        account.left -= 1
        account.right += 1


def invariant_sum():
    return account.lock.locked() or account.left + account.right == 2


def invariant_left():
    return account.left >= 0


threads = [threading.Thread(target=move) for _ in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
