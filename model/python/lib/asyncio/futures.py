"""Futures are the machine's."""


def wrap_future(future, *, loop=None):
    if not isfuture(future):
        _refuse("thread", "wrap_future needs another thread", "make the future by loop.create_future()")
    return future
