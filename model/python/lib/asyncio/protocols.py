"""The names of protocols."""

from asyncio.streams import (
    BaseProtocol, BufferedProtocol, DatagramProtocol, Protocol, SubprocessProtocol)
