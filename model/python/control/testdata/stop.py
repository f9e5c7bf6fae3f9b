"""A loop that was stopped before it runs goes round once and fires no timer."""
import asyncio

log = []
loop = asyncio.new_event_loop()
loop.call_later(1, log.append, "timer")
loop.stop()
loop.run_forever()
log.append("stopped")
loop.call_soon(loop.stop)
loop.run_forever()
log.append("stopped again")
