"""enum."""
import enum
from enum import Enum, IntEnum, auto, unique


@unique
class Color(Enum):
    RED = auto()
    GREEN = auto()
    BLUE = "b"


class Level(IntEnum):
    LOW = 1
    HIGH = 5


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color("b"), Color["GREEN"], list(Color), len(Color))
print(Color.RED is Color(1), Color.RED == Color.GREEN, Color.RED in Color, {Color.RED: 1}[Color.RED], isinstance(Color.RED, Color))
print(Level.LOW < Level.HIGH, Level.HIGH + 1, Level.HIGH == 5, Level(1).name, sorted([Level.HIGH, Level.LOW]), f"{Level.HIGH}")
try:
    Color(9)
except ValueError as e:
    print(e)
try:
    @unique
    class Twice(Enum):
        A = 1
        B = 1
except ValueError as e:
    print(e)


class State(Enum):
    IDLE = "idle"
    BUSY = "busy"

    def next(self):
        return State.BUSY if self is State.IDLE else State.IDLE

    @property
    def short(self):
        return self.value[0]


print(State.IDLE.next(), State.BUSY.short, [s.name for s in State])
match State.IDLE:
    case State.BUSY:
        print("busy")
    case State.IDLE:
        print("idle")
