package native

import "runtime"

// Finalizers run when the garbage collector likes, which an exploration cannot
// decide: in one, they never do.

// SetFinalizer is runtime.SetFinalizer.
func SetFinalizer(obj, finalizer any) {
	if active == nil {
		runtime.SetFinalizer(obj, finalizer)
	}
}

// AddCleanup is runtime.AddCleanup.
//
//go:norace
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) runtime.Cleanup {
	if active == nil {
		return runtime.AddCleanup(ptr, cleanup, arg)
	}
	return runtime.Cleanup{}
}
