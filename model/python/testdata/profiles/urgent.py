# Who has given the lock away goes on before anybody enters, and depths are kept.
# hoare: ok ["w","n","n"] | ok ["e","w","n","n"] | ok ["w","n","n","e"]
# brinch-hansen: ok ["n","n","w"] | ok ["e","n","n","w"] | ok ["n","n","w","e"]
import threading

cond = threading.Condition()
waiting = False
out = []


def waiter():
    global waiting
    with cond:
        with cond:
            waiting = True
            cond.wait()
            out.append("w")


def newcomer():
    with cond:
        if waiting:
            out.append("e")


def notifier():
    while True:
        with cond:
            with cond:
                if waiting:
                    cond.notify()
                    out.append("n")
                    out.append("n")
                    return


threads = [threading.Thread(target=f) for f in (waiter, newcomer, notifier)]
for t in threads:
    t.start()
for t in threads:
    t.join()
