package native

import "runtime"

// What of package runtime is another in an exploration.
//
// Finalizers run when the garbage collector likes, which an exploration cannot
// decide: in one, they never do.

// SetFinalizer is runtime.SetFinalizer.
func SetFinalizer(obj, finalizer any) {
	if active == nil {
		runtime.SetFinalizer(obj, finalizer)
	}
}

// LockOSThread is runtime.LockOSThread. Explored goroutines share a thread.
func LockOSThread() {
	if active == nil {
		runtime.LockOSThread()
	}
}

// UnlockOSThread is runtime.UnlockOSThread.
func UnlockOSThread() {
	if active == nil {
		runtime.UnlockOSThread()
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
