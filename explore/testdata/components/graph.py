"""A linked list that threads rearrange, with a circle that comes apart."""
import threading


class Node:
    def __init__(self, name, next=None):
        self.name, self.next, self.prev = name, next, None
        if next is not None:
            next.prev = self


lock = threading.Lock()
head = Node("a", Node("b", Node("c")))
head.prev = head.next.next
trail = []


def rotate():
    global head
    for _ in range(2):
        with lock:
            first, head = head, head.next or head
            first.next = None
            if head.prev is first:
                head.prev = None
            node = head
            while node.next is not None:
                node = node.next
            if node is not first:
                node.next, first.prev = first, node


def cut():
    with lock:
        if head.next is not None:
            trail.append(head.next.name)
            head.next = head.next.next


threads = [threading.Thread(target=f) for f in (rotate, cut, cut)]
for t in threads:
    t.start()
for t in threads:
    t.join()
names = []
node = head
while node is not None and len(names) < 5:
    names.append(node.name)
    node = node.next
