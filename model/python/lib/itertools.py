"""itertools: iterators made of iterators.

They are generators here. Where CPython reads its arguments when it is called,
so does this: the generator proper is a function of its own.
"""


def count(start=0, step=1):
    """start, start+step, …"""
    while True:
        yield start
        start += step


def _repeat(object, times):
    while times > 0:
        times -= 1
        yield object


def _forever(object):
    while True:
        yield object


def repeat(object, times=None):
    """object again and again."""
    return _forever(object) if times is None else _repeat(object, times)


def cycle(iterable):
    """The items of iterable, over and over."""
    return _cycle(iter(iterable))


def _cycle(it):
    seen = []
    for item in it:
        seen.append(item)
        yield item
    while seen:
        for item in seen:
            yield item


def _chain(iterables):
    for iterable in iterables:
        for item in iterable:
            yield item


class chain:
    """One iterable after another."""

    def __new__(cls, *iterables):
        return _chain(iterables)

    from_iterable = staticmethod(_chain)


def _bound(value, default):
    if value is None:
        return default
    if not isinstance(value, int) or value < 0:
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    return value


def islice(iterable, *args):
    """Items of an iterable by number, as range() and slices count."""
    if not 1 <= len(args) <= 3:
        raise TypeError("islice expected at %s 4 arguments, got %d" % ("most", 1 + len(args))
                        if args else "islice expected at least 2 arguments, got 1")
    if len(args) == 1:
        start, stop, step = 0, args[0], 1
        if stop is not None and (not isinstance(stop, int) or stop < 0):
            raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    else:
        start, stop = _bound(args[0], 0), _bound(args[1], None)
        step = args[2] if len(args) == 3 and args[2] is not None else 1
        if not isinstance(step, int) or step < 1:
            raise ValueError("Step for islice() must be a positive integer or None.")
    return _islice(iter(iterable), start, stop, step)


def _islice(it, start, stop, step):
    at = 0  # items taken so far
    while stop is None or start < stop:
        while at <= start:
            try:
                item = next(it)
            except StopIteration:
                return
            at += 1
        yield item
        start += step
    while stop is not None and at < stop:
        try:
            next(it)
        except StopIteration:
            return
        at += 1


def takewhile(predicate, iterable):
    """The items before the first that fails."""
    return _takewhile(predicate, iter(iterable))


def _takewhile(predicate, it):
    for item in it:
        if not predicate(item):
            return
        yield item


def dropwhile(predicate, iterable):
    """The items from the first that fails on."""
    return _dropwhile(predicate, iter(iterable))


def _dropwhile(predicate, it):
    for item in it:
        if not predicate(item):
            yield item
            break
    for item in it:
        yield item


def filterfalse(predicate, iterable):
    """The items that fail."""
    return _filterfalse(bool if predicate is None else predicate, iter(iterable))


def _filterfalse(predicate, it):
    for item in it:
        if not predicate(item):
            yield item


def starmap(function, iterable):
    """function(*args) for each args."""
    return _starmap(function, iter(iterable))


def _starmap(function, it):
    for args in it:
        yield function(*args)


def accumulate(iterable, func=None, *, initial=None):
    """Running totals."""
    return _accumulate(iter(iterable), func, initial)


def _accumulate(it, func, total):
    if total is None:
        for total in it:
            break
        else:
            return
    yield total
    for item in it:
        total = total + item if func is None else func(total, item)
        yield total


def compress(data, selectors):
    """The data whose selector is true."""
    return _compress(iter(data), iter(selectors))


def _compress(data, selectors):
    for item, keep in zip(data, selectors):
        if keep:
            yield item


def pairwise(iterable):
    """Each item with its successor."""
    return _pairwise(iter(iterable))


def _pairwise(it):
    for last in it:
        break
    else:
        return
    for item in it:
        yield last, item
        last = item


def batched(iterable, n, *, strict=False):
    """Tuples of n items; the last may be shorter."""
    if n < 1:
        raise ValueError("n must be at least one")
    return _batched(iter(iterable), n, strict)


def _batched(it, n, strict):
    while True:
        batch = tuple(islice(it, n))
        if len(batch) < n:
            if batch:
                if strict:
                    raise ValueError("batched(): incomplete batch")
                yield batch
            return
        yield batch


def zip_longest(*iterables, fillvalue=None):
    """zip that goes on to the end of the longest."""
    return _zip_longest([iter(i) for i in iterables], fillvalue)


def _zip_longest(its, fillvalue):
    left = len(its)
    while left:
        row = []
        for i, it in enumerate(its):
            item = fillvalue
            if it is not None:
                try:
                    item = next(it)
                except StopIteration:
                    its[i] = None
                    left -= 1
            row.append(item)
        if left:
            yield tuple(row)


class groupby:
    """Runs of items with equal keys: pairs of a key and an iterator."""

    def __init__(self, iterable, key=None):
        self._it = iter(iterable)
        self._key = key
        self._group = 0  # groups begun
        self._run = ()  # the key of the last group
        self._item = ()  # the key and the item read last

    def __iter__(self):
        return self

    def _read(self):
        self._item = ()
        item = next(self._it)
        self._item = (item if self._key is None else self._key(item), item)

    def _inside(self):
        return self._run and self._item and self._run[0] == self._item[0]

    def __next__(self):
        self._group += 1
        while not self._item or self._inside():
            self._read()
        self._run = (self._item[0],)
        return self._run[0], self._items(self._group)

    def _items(self, group):
        while group == self._group and self._inside():
            yield self._item[1]
            if group == self._group:
                try:
                    self._read()
                except StopIteration:
                    return


def tee(iterable, n=2):
    """n iterators over the items of one."""
    it = iter(iterable)
    waiting = [[] for _ in range(n)]
    return tuple([_tee(it, waiting, own) for own in waiting])


def _tee(it, waiting, own):
    while True:
        if not own:
            try:
                item = next(it)
            except StopIteration:
                return
            for queue in waiting:
                queue.append(item)
        yield own.pop(0)


def product(*iterables, repeat=1):
    """All tuples with one item of each, the last varying fastest."""
    return _product([tuple(i) for i in iterables] * repeat)


def _product(pools):
    at = [0] * len(pools)
    for pool in pools:
        if not pool:
            return
    while True:
        yield tuple([pool[i] for pool, i in zip(pools, at)])
        k = len(pools) - 1
        while k >= 0:
            at[k] += 1
            if at[k] < len(pools[k]):
                break
            at[k] = 0
            k -= 1
        if k < 0:
            return


def permutations(iterable, r=None):
    """All tuples of r of the items, in order of their places."""
    pool = tuple(iterable)
    if r is None:
        r = len(pool)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _choose(pool, r, lambda places, i: i not in places)


def combinations(iterable, r):
    """All tuples of r of the items whose places ascend."""
    pool = tuple(iterable)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _choose(pool, r, lambda places, i: not places or i > places[-1])


def combinations_with_replacement(iterable, r):
    """All tuples of r of the items whose places do not descend."""
    pool = tuple(iterable)
    if r < 0:
        raise ValueError("r must be non-negative")
    return _choose(pool, r, lambda places, i: not places or i >= places[-1])


def _choose(pool, r, allowed):
    """Tuples of r items, where allowed says which place may follow others."""
    places = []
    following = 0
    while True:
        if len(places) == r:
            yield tuple([pool[i] for i in places])
            following = len(pool)
        while following < len(pool) and not allowed(places, following):
            following += 1
        if following < len(pool):
            places.append(following)
            following = 0
        elif places:
            following = places.pop() + 1
        else:
            return
