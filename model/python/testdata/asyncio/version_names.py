"""What a version does not have is an error when it is used."""
import asyncio

log = []

for name, get in (("timeout", lambda: asyncio.timeout), ("TaskGroup", lambda: asyncio.TaskGroup),
                  ("eager", lambda: asyncio.eager_task_factory), ("ShutDown", lambda: asyncio.QueueShutDown),
                  ("Barrier", lambda: asyncio.Barrier), ("Runner", lambda: asyncio.Runner)):
    try:
        get()
        log.append([name, True])
    except AttributeError as e:
        log.append([name, str(e)[:41]])

try:
    from asyncio import timeout
except ImportError as e:
    log.append(str(e)[:42])
log.append(asyncio.TimeoutError is TimeoutError)
log.append(issubclass(asyncio.CancelledError, Exception))
