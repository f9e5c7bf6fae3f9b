"""The names of transports."""

from asyncio.streams import (
    BaseTransport, DatagramTransport, ReadTransport, SubprocessTransport, Transport, WriteTransport)
