# State in an object with its own lock; one method forgets it.
import threading


class Account:
    def __init__(self, balance):
        self.lock = threading.Lock()
        self.balance = balance

    def deposit(self, n):
        with self.lock:
            self.balance += n

    def withdraw(self, n):
        if self.balance >= n:
            self.balance = self.balance - n
            return True
        return False


account = Account(10)
took = []


def spend():
    took.append(account.withdraw(10))


a = threading.Thread(target=spend)
b = threading.Thread(target=account.deposit, args=(5,))
a.start()
b.start()
spend()
a.join()
b.join()
balance = account.balance
