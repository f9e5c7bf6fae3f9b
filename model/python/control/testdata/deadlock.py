"""What a deadlocked program would do in finally blocks has not happened."""
import asyncio

state = "before"
cleaned = []
items = {1: "one", (2, 3): [None, True], "x": ()}
ratio = 0.5
mixed = [1, 0.5]


async def stuck():
    global state
    state = "waiting"
    try:
        await asyncio.Event().wait()
    finally:
        cleaned.append("task")


def finally_clean():
    return cleaned == ["task"]


def finally_raises():
    raise ValueError("no")


def finally_waiting():
    return state == "waiting"


try:
    asyncio.run(stuck())
finally:
    cleaned.append("module")
