# What Python 3.13 added: defaults of type parameters.
type X[T = int] = T
type X[T: int = bool, *Ts = *tuple[int], **P = [int, str]] = T
type X[*Ts = Y] = T
def f[T = int, *U = *V](): pass
class A[T = int, **P = ...]: pass
