"""What an abstract class says that is called."""
import abc


class Base(abc.ABC):
    @abc.abstractmethod
    def run(self):
        ...

    @property
    @abc.abstractmethod
    def name(self):
        ...

    @abc.abstractmethod
    async def close(self):
        ...


class Named(Base):
    name = "named"


for cls in (Base, Named):
    try:
        cls()
    except TypeError as e:
        print(e)
