"""types: the types that have no name among the builtins."""


def _function():
    yield


async def _coroutine():
    pass


async def _async_generator():
    yield


class _Class:
    def method(self):
        pass


FunctionType = LambdaType = type(_function)
GeneratorType = type(_function())
AsyncGeneratorType = type(_async_generator())
MethodType = type(_Class().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
NoneType = type(None)
EllipsisType = type(...)
NotImplementedType = type(NotImplemented)


class SimpleNamespace:
    """An object with the given attributes."""

    def __init__(self, mapping_or_iterable=(), /, **kwargs):
        attrs = self.__dict__
        attrs.update(mapping_or_iterable)
        attrs.update(kwargs)

    def __repr__(self):
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        attrs = self.__dict__
        return name + "(" + ", ".join(["%s=%r" % (key, attrs[key]) for key in attrs]) + ")"

    def __eq__(self, other):
        if not isinstance(self, SimpleNamespace) or not isinstance(other, SimpleNamespace):
            return NotImplemented
        return self.__dict__ == other.__dict__

    __hash__ = None


class TracebackType:
    """For annotations."""


class FrameType:
    """For annotations."""


class ModuleType:
    """For annotations."""


class CodeType:
    """For annotations."""


def MappingProxyType(mapping, /):
    """A copy of mapping."""
    return dict(mapping)
