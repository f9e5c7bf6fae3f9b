"""Classes of the program that are called like those of asyncio have the attributes that they are given."""


class Future:
    def get(self):
        return getattr(self, "_result", None)


class Task:
    def f(self):
        return hasattr(self, "get_stack")


print(Future().get(), Task().f())
