"""A predicate that raises takes the notify along that its waiter was selected
by: the other one is not woken.
"""
import threading

cond = threading.Condition()
orders = []


def waiter():
    with cond:
        cond.wait_for(lambda: orders and orders[0]["ready"])  # want deadlock "^(consumed by the wrong waiter|never notified)"
        # want uncaught-exception "KeyError"


def giver():
    with cond:
        orders.append({})
        cond.notify()
    with cond:
        orders[0] = {"ready": True}


def main():
    threads = [
        threading.Thread(target=waiter),
        threading.Thread(target=waiter),
        threading.Thread(target=giver),
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


if __name__ == "__main__":
    main()
