"""The event loop: what of it is not the machine's. _Loop has the queue of
ready handles and the timers, and runs them.

Natives beside those of the package: _Loop._run_forever suspends the main
thread until stop() has taken effect; _Loop._asyncgens lists the asynchronous
generators that have begun and not ended, oldest first; _set_main says that
the exception of a future comes out of the program, whoever retrieves it.
"""


def _stop_when_done(future):
    """The callback of the future that run_until_complete waits for."""
    if not future.cancelled() and isinstance(future.exception(), (SystemExit, KeyboardInterrupt)):
        return  # it has ended the loop by itself
    future.get_loop().stop()


async def _close_asyncgen(generator):
    """What the machine also makes a task of when a generator that has begun is
    dropped."""
    await generator.aclose()


async def _await_asyncgen(step):
    """What a task runs that is made of a generator's __anext__(), asend() or
    athrow()."""
    return await step


async def _throw_into_asyncgen(generator, exc):
    """What the machine puts in the place of a coroutine of those above
    that exc meets before it has begun: it goes to the generator. Before 3.13 what the generator
    then awaits is given up when the task goes on; the machine sees to that."""
    try:
        await generator.athrow(exc)
    except GeneratorExit:
        pass


def _without(what, code, advice):
    """A method of the loop that has no meaning in the model."""

    def refuse(self, *args, **kwargs):
        _refuse(code, "loop." + what + " needs the world outside of the program", advice)

    return refuse


_THREAD = "do the work in a coroutine of the program instead"
_NETWORK = "stub the connection by a coroutine that awaits asyncio.sleep or an asyncio.Queue"
_PROCESS = "stub the process by a coroutine"
_SIGNAL = "start a task that does what the signal's handler does"


class AbstractEventLoop(_Loop):
    """What every event loop is an instance of."""


class BaseEventLoop(AbstractEventLoop):
    """An event loop."""

    def _check_startable(self):
        if self.is_closed():
            raise RuntimeError("Event loop is closed")
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def run_forever(self):
        self._check_startable()
        self._run_forever()

    def run_until_complete(self, future):
        self._check_startable()
        if isfuture(future):
            _set_main(future)
        else:
            future = ensure_future(future, loop=self)
        future.add_done_callback(_stop_when_done)
        try:
            self._run_forever()
        except BaseException:
            if future.done() and not future.cancelled():
                future.exception()  # it is known: it has just come out of the loop
            raise
        finally:
            future.remove_done_callback(_stop_when_done)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    async def shutdown_asyncgens(self):
        generators = self._asyncgens()
        if generators:
            ends = await gather(*[_close_asyncgen(g) for g in generators], return_exceptions=True)
            for end, generator in zip(ends, generators):
                if isinstance(end, Exception):
                    self.call_exception_handler({
                        "message": f"an error occurred during closing of asynchronous generator {generator!r}",
                        "exception": end,
                        "asyncgen": generator,
                    })

    if _minor >= 9:

        async def shutdown_default_executor(self, timeout=None):
            """There is no executor."""

    run_in_executor = _without("run_in_executor", "thread", _THREAD)
    set_default_executor = _without("set_default_executor", "thread", _THREAD)
    add_signal_handler = _without("add_signal_handler", "signal", _SIGNAL)
    remove_signal_handler = _without("remove_signal_handler", "signal", _SIGNAL)
    subprocess_exec = _without("subprocess_exec", "subprocess", _PROCESS)
    subprocess_shell = _without("subprocess_shell", "subprocess", _PROCESS)
    add_reader = _without("add_reader", "network", _NETWORK)
    remove_reader = _without("remove_reader", "network", _NETWORK)
    add_writer = _without("add_writer", "network", _NETWORK)
    remove_writer = _without("remove_writer", "network", _NETWORK)
    sock_recv = _without("sock_recv", "network", _NETWORK)
    sock_recv_into = _without("sock_recv_into", "network", _NETWORK)
    sock_sendall = _without("sock_sendall", "network", _NETWORK)
    sock_connect = _without("sock_connect", "network", _NETWORK)
    sock_accept = _without("sock_accept", "network", _NETWORK)
    sock_sendfile = _without("sock_sendfile", "network", _NETWORK)
    create_connection = _without("create_connection", "network", _NETWORK)
    create_server = _without("create_server", "network", _NETWORK)
    create_unix_connection = _without("create_unix_connection", "network", _NETWORK)
    create_unix_server = _without("create_unix_server", "network", _NETWORK)
    create_datagram_endpoint = _without("create_datagram_endpoint", "network", _NETWORK)
    connect_accepted_socket = _without("connect_accepted_socket", "network", _NETWORK)
    connect_read_pipe = _without("connect_read_pipe", "network", _NETWORK)
    connect_write_pipe = _without("connect_write_pipe", "network", _NETWORK)
    getaddrinfo = _without("getaddrinfo", "network", _NETWORK)
    getnameinfo = _without("getnameinfo", "network", _NETWORK)
    sendfile = _without("sendfile", "network", _NETWORK)
    start_tls = _without("start_tls", "network", _NETWORK)


class SelectorEventLoop(BaseEventLoop):
    """The loop that programs get."""
