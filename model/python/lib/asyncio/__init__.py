"""asyncio, as the configured version of CPython behaves.

The machine itself has what runs all the time: futures, tasks, the loop's
queue, sleep, gather, Lock, Condition, Event, Semaphore. The modules here have
the rest in Python. A name that a version does not have is left unbound.
"""

from asyncio.base_events import AbstractEventLoop, BaseEventLoop, SelectorEventLoop
from asyncio.events import (
    AbstractEventLoopPolicy, DefaultEventLoopPolicy, get_event_loop, get_event_loop_policy, new_event_loop,
    set_event_loop, set_event_loop_policy)
from asyncio.exceptions import (
    IncompleteReadError, LimitOverrunError, SendfileNotAvailableError, TimeoutError)
from asyncio.futures import wrap_future
from asyncio.locks import _wait, _wait_for
from asyncio.queues import LifoQueue, PriorityQueue, Queue, QueueEmpty, QueueFull
from asyncio.runners import run
from asyncio.streams import (
    AbstractServer, BaseProtocol, BaseTransport, BufferedProtocol, DatagramProtocol, DatagramTransport,
    Protocol, ReadTransport, StreamReader, StreamReaderProtocol, StreamWriter, SubprocessProtocol,
    SubprocessTransport, Transport, WriteTransport, open_connection, open_unix_connection, start_server,
    start_unix_server)
from asyncio.subprocess import create_subprocess_exec, create_subprocess_shell
from asyncio.tasks import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, all_tasks, as_completed, run_coroutine_threadsafe,
    shield, wait, wait_for)

if _minor >= 9:
    from asyncio.streams import Server
    from asyncio.threads import to_thread

if _minor < 11:

    def coroutine(func):
        _refuse("coroutine", "generator-based coroutines are not modelled", "write async def and await")

if _minor >= 11:
    from asyncio.exceptions import BrokenBarrierError
    from asyncio.locks import Barrier
    from asyncio.runners import Runner
    from asyncio.taskgroups import TaskGroup
    from asyncio.timeouts import Timeout, timeout, timeout_at

if _minor >= 12:
    from asyncio.tasks import create_eager_task_factory, eager_task_factory

if _minor >= 13:
    from asyncio.base_events import SelectorEventLoop as EventLoop
    from asyncio.queues import QueueShutDown

if _minor < 0:
    # Names of another operating system: programs mention them behind a test.
    ProactorEventLoop = IocpProactor = SelectorEventLoop
    WindowsSelectorEventLoopPolicy = WindowsProactorEventLoopPolicy = DefaultEventLoopPolicy
