"""Many library modules in one asyncio program."""
import asyncio
import itertools
import logging
from collections import Counter, defaultdict, deque, namedtuple
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import partial, wraps
from typing import Awaitable, Callable, Dict, List, NamedTuple, Optional, Protocol, TypeVar

log = logging.getLogger("pool")
T = TypeVar("T")


class State(Enum):
    IDLE = auto()
    BUSY = auto()
    CLOSED = auto()


class Stats(NamedTuple):
    taken: int = 0
    given: int = 0


Job = namedtuple("Job", "id name")


@dataclass
class Conn:
    id: int
    state: State = State.IDLE
    history: List[str] = field(default_factory=list)


@dataclass(frozen=True)
class Config:
    size: int = 1
    names: tuple = ("a", "b")


class Closes(Protocol):
    async def close(self) -> None: ...


def counted(f: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    @wraps(f)
    async def wrapper(self, *args, **kw):
        self.calls[f.__name__] += 1
        return await f(self, *args, **kw)
    return wrapper


class Pool:
    def __init__(self, config: Config):
        self.config = config
        self.cond = asyncio.Condition()
        self.ids = itertools.count(1)
        self.free: deque = deque(Conn(next(self.ids)) for _ in range(config.size))
        self.calls: Dict[str, int] = defaultdict(int)
        self.stats = Stats()

    @counted
    async def take(self) -> Conn:
        async with self.cond:
            await self.cond.wait_for(lambda: self.free)
            conn = self.free.popleft()
            conn.state = State.BUSY
            self.stats = self.stats._replace(taken=self.stats.taken + 1)
            return conn

    @counted
    async def give(self, conn: Conn) -> None:
        async with self.cond:
            conn.state = State.IDLE
            self.free.append(conn)
            self.stats = self.stats._replace(given=self.stats.given + 1)
            self.cond.notify()

    @asynccontextmanager
    async def connection(self, who):
        conn = await self.take()
        conn.history.append(who)
        try:
            yield conn
        finally:
            await self.give(conn)


order: List[str] = []
summary: Optional[dict] = None


async def worker(pool: Pool, job: Job):
    with suppress(ValueError):
        async with AsyncExitStack() as stack:
            conn = await stack.enter_async_context(pool.connection(job.name))
            stack.callback(order.append, job.name + " done")
            assert conn.state is State.BUSY
            log.info("%s has %d", job.name, conn.id)
            await asyncio.sleep(0)
            if job.id == 2:
                raise ValueError("no")
    return job._asdict()


async def main():
    global summary
    pool = Pool(replace(Config(), size=1))
    jobs = [Job(i, n) for i, n in enumerate(pool.config.names, 1)]
    results = await asyncio.gather(*map(partial(worker, pool), jobs))
    counts = Counter(w for line in order for w in line.split())
    summary = {"calls": dict(pool.calls), "stats": tuple(pool.stats), "free": [c.id for c in pool.free],
               "history": pool.free[0].history, "done": counts["done"], "ids": [r["id"] for r in results],
               "state": pool.free[0].state.name}


asyncio.run(main())
