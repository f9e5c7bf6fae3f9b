"""to_thread has no meaning in the model of the event loop."""

if _minor >= 9:

    def to_thread(func, /, *args, **kwargs):
        _refuse("thread", "to_thread needs another thread",
                "await a coroutine that awaits asyncio.sleep(0) and calls the function")
