"""abc: abstract base classes.

ABC and ABCMeta are the machine's: it counts the abstract methods of a class
when the class is made and refuses to make instances while there are any.
"""


def abstractmethod(funcobj):
    """Mark a function as one that a subclass must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj
