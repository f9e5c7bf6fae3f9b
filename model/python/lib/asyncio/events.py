"""Which event loop is the current one, and who makes event loops.

_set_event_loop and _get_set_event_loop are the machine's: the latter returns
its argument as long as no loop has been set.
"""

from asyncio.base_events import AbstractEventLoop, SelectorEventLoop

_UNSET = ...


class AbstractEventLoopPolicy:
    """What every policy is an instance of."""

    def new_event_loop(self):
        return SelectorEventLoop()

    def set_event_loop(self, loop):
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            if _minor < 11:
                raise AssertionError
            raise TypeError(
                f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        _set_event_loop(loop)

    def get_event_loop(self):
        loop = _get_set_event_loop(_UNSET)
        if loop is _UNSET and _minor < 14:
            loop = self.new_event_loop()
            self.set_event_loop(loop)
        if loop is _UNSET or loop is None:
            raise RuntimeError("There is no current event loop in thread 'MainThread'.")
        return loop


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """The only policy there is."""


def get_event_loop_policy():
    return DefaultEventLoopPolicy()


def set_event_loop_policy(policy):
    if policy is not None and type(policy) is not DefaultEventLoopPolicy:
        _refuse("event-loop", "another event loop policy has no meaning in the model",
                "leave the policy alone: the loop is a model of asyncio's own")


def get_event_loop():
    loop = _get_running_loop()
    return DefaultEventLoopPolicy().get_event_loop() if loop is None else loop


def set_event_loop(loop):
    DefaultEventLoopPolicy().set_event_loop(loop)


def new_event_loop():
    return SelectorEventLoop()
