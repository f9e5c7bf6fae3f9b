"""Barrier (3.11 and later); the other primitives are the machine's, but for what
they do with methods that a program has put in the place of theirs."""


async def _wait(cond):
    """Condition.wait where the lock is taken or given back by the program's code."""
    if not cond.locked():
        raise RuntimeError("cannot wait on un-acquired lock")
    cond.release()
    error = None
    try:
        future = _enqueue(cond)
        try:
            await future
        finally:
            _dequeue(cond, future)
    except BaseException as exc:
        error = exc
    while True:
        try:
            await cond.acquire()
            break
        except CancelledError as exc:
            error = exc if _minor >= 13 else CancelledError()
    _relocked(cond, error is None)
    if error is not None:
        raise error
    return True


async def _wait_for(cond, predicate):
    """Condition.wait_for where wait is the program's own."""
    result = predicate()
    while not result:
        await cond.wait()
        result = predicate()
    return result


if _minor >= 11:
    from asyncio.exceptions import BrokenBarrierError

    class Barrier:
        """A place where tasks wait for each other until there are enough.

        _state is filling (tasks come), draining (they leave), resetting (they
        leave with an error) or broken.
        """

        def __init__(self, parties):
            if parties < 1:
                raise ValueError("parties must be > 0")
            self._cond = Condition()
            self._parties = parties
            self._state = "filling"
            self._count = 0

        def __repr__(self):
            text = f"<asyncio.locks.Barrier object at {id(self):#x} [{self._state}"
            if not self.broken:
                text += f", waiters:{self.n_waiting}/{self._parties}"
            return text + "]>"

        async def __aenter__(self):
            return await self.wait()

        async def __aexit__(self, *exc):
            pass

        @property
        def parties(self):
            return self._parties

        @property
        def n_waiting(self):
            return self._count if self._state == "filling" else 0

        @property
        def broken(self):
            return self._state == "broken"

        def _may_come(self):
            return self._state not in ("draining", "resetting")

        def _may_go(self):
            return self._state != "filling"

        async def wait(self):
            async with self._cond:
                await self._cond.wait_for(self._may_come)
                if self._state == "broken":
                    raise BrokenBarrierError("Barrier aborted")
                try:
                    index = self._count
                    self._count += 1
                    if self._count == self._parties:
                        self._state = "draining"
                        self._cond.notify_all()
                    else:
                        await self._cond.wait_for(self._may_go)
                        if self._state in ("broken", "resetting"):
                            raise BrokenBarrierError("Abort or reset of barrier")
                    return index
                finally:
                    self._count -= 1
                    if self._count == 0:
                        if self._state in ("resetting", "draining"):
                            self._state = "filling"
                        self._cond.notify_all()

        async def reset(self):
            async with self._cond:
                self._state = "resetting" if self._count > 0 else "filling"
                self._cond.notify_all()

        async def abort(self):
            async with self._cond:
                self._state = "broken"
                self._cond.notify_all()
