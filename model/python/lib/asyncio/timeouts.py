"""timeout and timeout_at (3.11 and later): a limit for the body of a with
statement. When the time comes, the task is cancelled; the end of the body
makes a TimeoutError of that cancellation, unless there was another."""


class Timeout:
    """The limit of one block. _state is created, active, expiring (the time
    came, the block has not ended), expired or finished."""

    def __init__(self, when):
        self._state = "created"
        self._when = when
        self._timer = None
        self._task = None

    def when(self):
        return self._when

    def expired(self):
        return self._state in ("expiring", "expired")

    def reschedule(self, when):
        if self._state == "created":
            raise RuntimeError("Timeout has not been entered")
        if self._state != "active":
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        self._stop_timer()
        if when is not None:
            loop = get_running_loop()
            if when <= loop.time():
                self._timer = loop.call_soon(self._on_timeout)
            else:
                self._timer = loop.call_at(when, self._on_timeout)

    def __repr__(self):
        text = f"<Timeout [{self._state}]"
        if self._state == "active":
            text += f" when={None if self._when is None else round(self._when, 3)}"
        return text + ">"

    async def __aenter__(self):
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancelling = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        self._stop_timer()
        if self._state == "active":
            self._state = "finished"
            self._task = None
            return
        self._state = "expired"
        task, self._task = self._task, None
        if task.uncancel() <= self._cancelling and exc_type is not None:
            if _minor < 13:
                if exc_type is CancelledError:
                    raise TimeoutError from exc_val
            elif issubclass(exc_type, CancelledError):
                raise TimeoutError from exc_val

    def _stop_timer(self):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _on_timeout(self):
        self._task.cancel()
        self._state = "expiring"
        self._timer = None


def timeout(delay):
    return Timeout(None if delay is None else get_running_loop().time() + delay)


def timeout_at(when):
    return Timeout(when)
