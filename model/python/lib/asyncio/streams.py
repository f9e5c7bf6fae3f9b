"""Streams, transports and protocols: the names for annotations and base
classes. Whatever would touch the network is refused."""

_ADVICE = "stub the connection by an asyncio.Queue of what comes in, and one of what goes out"


def _refusal(name):
    _refuse("network", name + " needs the network", _ADVICE)


class StreamReader:
    """What comes in."""

    def __init__(self, *args, **kwargs):
        _refusal("StreamReader")


class StreamWriter:
    """What goes out."""

    def __init__(self, *args, **kwargs):
        _refusal("StreamWriter")


class StreamReaderProtocol:
    """Feeds a StreamReader."""

    def __init__(self, *args, **kwargs):
        _refusal("StreamReaderProtocol")


def open_connection(*args, **kwargs):
    _refusal("open_connection")


def start_server(*args, **kwargs):
    _refusal("start_server")


def open_unix_connection(*args, **kwargs):
    _refusal("open_unix_connection")


def start_unix_server(*args, **kwargs):
    _refusal("start_unix_server")


class AbstractServer:
    """A server that listens."""


if _minor >= 9:

    class Server(AbstractServer):
        """A server that listens."""


class BaseTransport:
    """A connection as protocols see it."""


class ReadTransport(BaseTransport):
    """A connection to read from."""


class WriteTransport(BaseTransport):
    """A connection to write to."""


class Transport(ReadTransport, WriteTransport):
    """A connection for both."""


class DatagramTransport(BaseTransport):
    """A socket for datagrams."""


class SubprocessTransport(BaseTransport):
    """A connection to a process."""


class BaseProtocol:
    """What a transport calls back."""

    def connection_made(self, transport):
        pass

    def connection_lost(self, exc):
        pass

    def pause_writing(self):
        pass

    def resume_writing(self):
        pass


class Protocol(BaseProtocol):
    """A protocol for streams."""

    def data_received(self, data):
        pass

    def eof_received(self):
        pass


class BufferedProtocol(BaseProtocol):
    """A protocol with its own buffer."""


class DatagramProtocol(BaseProtocol):
    """A protocol for datagrams."""

    def datagram_received(self, data, addr):
        pass

    def error_received(self, exc):
        pass


class SubprocessProtocol(BaseProtocol):
    """A protocol for processes."""
