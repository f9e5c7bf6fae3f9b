"""A library module: tick and Timer are the machine's."""


def wait(n):
    return tick(n)


if tick(0):

    def late():
        pass
