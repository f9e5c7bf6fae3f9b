"""heapq: a list as a binary heap.

The places of the items are CPython's: an item that is put at the root first
sinks to a leaf, along the smaller children, and then rises to where it belongs.
"""


def _rise(heap, root, at):
    item = heap[at]
    while at > root:
        parent = (at - 1) // 2
        if not item < heap[parent]:
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = item


def _sink(heap, at):
    size, root, item = len(heap), at, heap[at]
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and not heap[child] < heap[child + 1]:
            child += 1
        heap[at] = heap[child]
        at = child
    heap[at] = item
    _rise(heap, root, at)


def heapify(x):
    """Make a heap of the list x."""
    for i in range(len(x) // 2 - 1, -1, -1):
        _sink(x, i)


def heappush(heap, item):
    """Put item on the heap."""
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap):
    """Take the smallest item off the heap."""
    last = heap.pop()
    if not heap:
        return last
    return heapreplace(heap, last)


def heapreplace(heap, item):
    """Take the smallest item off the heap and put item on it."""
    smallest = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Put item on the heap and take the smallest off it."""
    if heap and heap[0] < item:
        return heapreplace(heap, item)
    return item


def nsmallest(n, iterable, key=None):
    """The n smallest items, in order."""
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first."""
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables, in order."""
    heads = []
    for it in map(iter, iterables):
        for item in it:
            heads.append((item, it))
            break
    while heads:
        best = 0
        for i in range(1, len(heads)):
            a, b = heads[i][0], heads[best][0]
            if key is not None:
                a, b = key(a), key(b)
            if (b < a) if reverse else (a < b):
                best = i
        item, it = heads[best]
        yield item
        for item in it:
            heads[best] = (item, it)
            break
        else:
            del heads[best]
