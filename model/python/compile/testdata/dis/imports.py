from __future__ import annotations

import clock
import clock.faces
import clock.faces as f
from clock import Timer as T, wait
from clock.faces import *

try:
    import fastclock
except ImportError:
    fastclock = None


def run(t):
    import clock as c

    clock.wait(clock.tick(1))
    c.wait(T())
    clock.faces.pause(f.Timer, pause, Timer)
    clock.late()
    return clock


clock.tick = run
from clock import tick as patched
