"""contextlib: context managers made of other things."""

import abc


class AbstractContextManager(abc.ABC):
    """The base of context managers that return themselves."""

    __class_getitem__ = classmethod(lambda cls, params: cls)

    def __enter__(self):
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        return None


class AbstractAsyncContextManager(abc.ABC):
    """Likewise with `async with`."""

    __class_getitem__ = classmethod(lambda cls, params: cls)

    async def __aenter__(self):
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        return None


class ContextDecorator:
    """Makes a context manager a decorator of functions, which run inside it."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        def inner(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)

        return _named(inner, func)


class AsyncContextDecorator:
    """Likewise for coroutine functions."""

    def _recreate_cm(self):
        return self

    def __call__(self, func):
        async def inner(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)

        return _named(inner, func)


def _named(wrapper, func):
    wrapper.__name__ = func.__name__
    wrapper.__qualname__ = func.__qualname__
    wrapper.__wrapped__ = func
    return wrapper


def _own(caught, thrown):
    """Whether what came out of a generator is what was thrown in: itself, or
    the RuntimeError that a generator makes of a StopIteration."""
    if caught is thrown:
        return True
    return (isinstance(caught, RuntimeError) and isinstance(thrown, (StopIteration, StopAsyncIteration))
            and caught.__cause__ is thrown)


class _GeneratorContextManager(ContextDecorator):
    """A generator that yields once, as a context manager."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self._call = (func, args, kwds)

    def _recreate_cm(self):
        func, args, kwds = self._call
        return _GeneratorContextManager(func, args, kwds)

    def __enter__(self):
        self._call = None
        for value in self.gen:
            return value
        raise RuntimeError("generator didn't yield")

    def __exit__(self, typ, value, traceback):
        if typ is None:
            for _ in self.gen:
                self.gen.close()
                raise RuntimeError("generator didn't stop")
            return False
        if value is None:
            value = typ()
        try:
            self.gen.throw(value)
        except StopIteration as end:
            return end is not value
        except BaseException as exc:
            if not _own(exc, value):
                raise
            return False
        self.gen.close()
        raise RuntimeError("generator didn't stop after throw()")


class _AsyncGeneratorContextManager(AsyncContextDecorator):
    """An async generator that yields once, as an async context manager."""

    def __init__(self, func, args, kwds):
        self.gen = func(*args, **kwds)
        self._call = (func, args, kwds)

    def _recreate_cm(self):
        func, args, kwds = self._call
        return _AsyncGeneratorContextManager(func, args, kwds)

    async def __aenter__(self):
        self._call = None
        try:
            return await self.gen.__anext__()
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            try:
                await self.gen.__anext__()
            except StopAsyncIteration:
                return False
            try:
                raise RuntimeError("generator didn't stop")
            finally:
                await self.gen.aclose()
        if value is None:
            value = typ()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as end:
            return end is not value
        except BaseException as exc:
            if not _own(exc, value):
                raise
            return False
        try:
            raise RuntimeError("generator didn't stop after athrow()")
        finally:
            await self.gen.aclose()


def contextmanager(func):
    """A decorator: a generator function makes context managers."""

    def helper(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)

    return _named(helper, func)


def asynccontextmanager(func):
    """A decorator: an async generator function makes async context managers."""

    def helper(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)

    return _named(helper, func)


class closing:
    """Closes a thing at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *exc_info):
        self.thing.close()


class aclosing:
    """Closes an async generator, or the like, at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()


class nullcontext:
    """Does nothing."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *exc_info):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *exc_info):
        pass


class suppress:
    """Ends quietly on the given exceptions."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, typ, value, traceback):
        if typ is None:
            return None
        if issubclass(typ, self._exceptions):
            return True
        if hasattr(value, "exceptions") and hasattr(value, "split"):  # a group: what is not meant goes on
            rest = value.split(self._exceptions)[1]
            if rest is None:
                return True
            if rest is not value:
                raise rest
        return False


class redirect_stdout:
    """Output goes into the trace as ever."""

    def __init__(self, new_target):
        self._new_target = new_target

    def __enter__(self):
        return self._new_target

    def __exit__(self, *exc_info):
        pass


redirect_stderr = redirect_stdout


class _ExitStack:
    """What ExitStack and AsyncExitStack share: a list of exits, the last to be
    called first. Each is a pair: whether it is awaited, and the function."""

    def __init__(self):
        self._exits = []

    def pop_all(self):
        """Move all exits to a new stack."""
        other = type(self)()
        other._exits, self._exits = self._exits, []
        return other

    def enter_context(self, cm):
        """Enter cm now and leave it when the stack is left."""
        cls = type(cm)
        if not hasattr(cls, "__enter__") or not hasattr(cls, "__exit__"):
            raise TypeError("'%s' object does not support the context manager protocol" % cls.__qualname__)
        leave = cm.__exit__
        result = cm.__enter__()
        self._exits.append((False, leave))
        return result

    def push(self, exit):
        """Add an exit: a context manager that was entered, or a function."""
        self._exits.append((False, exit.__exit__ if hasattr(type(exit), "__exit__") else exit))
        return exit

    def callback(self, callback, /, *args, **kwds):
        """Add a call that does not care for exceptions."""
        def leave(typ, value, traceback):
            _before(callback, (*args, *kwds.values()))
            callback(*args, **kwds)

        self._exits.append((False, leave))
        return callback


class ExitStack(_ExitStack):
    """Any number of context managers, left in reverse order."""

    def __enter__(self):
        return self

    def close(self):
        """Leave everything now."""
        self.__exit__(None, None, None)

    def __exit__(self, typ, value, traceback):
        given = pending = value
        while self._exits:
            leave = self._exits.pop()[1]
            try:
                if leave(None if pending is None else type(pending), pending, None):
                    pending = None
            except BaseException as exc:
                pending = exc
        if pending is not None and pending is not given:
            raise pending
        return given is not None and pending is None


class AsyncExitStack(_ExitStack):
    """Likewise, with async context managers among them."""

    async def __aenter__(self):
        return self

    async def aclose(self):
        """Leave everything now."""
        await self.__aexit__(None, None, None)

    async def enter_async_context(self, cm):
        """Enter cm now and leave it when the stack is left."""
        cls = type(cm)
        if not hasattr(cls, "__aenter__") or not hasattr(cls, "__aexit__"):
            raise TypeError("'%s' object does not support the asynchronous context manager protocol"
                            % cls.__qualname__)
        leave = cm.__aexit__
        result = await cm.__aenter__()
        self._exits.append((True, leave))
        return result

    def push_async_exit(self, exit):
        """Add an exit that is awaited."""
        self._exits.append((True, exit.__aexit__ if hasattr(type(exit), "__aexit__") else exit))
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Add a call that is awaited and does not care for exceptions."""
        async def leave(typ, value, traceback):
            await callback(*args, **kwds)

        self._exits.append((True, leave))
        return callback

    async def __aexit__(self, typ, value, traceback):
        given = pending = value
        while self._exits:
            awaited, leave = self._exits.pop()
            try:
                result = leave(None if pending is None else type(pending), pending, None)
                if awaited:
                    result = await result
                if result:
                    pending = None
            except BaseException as exc:
                pending = exc
        if pending is not None and pending is not given:
            raise pending
        return given is not None and pending is None
