package model

// What differs between the versions of a runtime is data: a semantics says for
// each primitive which of its designs is in force. SEMANTICS facts: CPython
// asyncio/locks.py, 3.8.18, 3.9.18, 3.10.13, 3.11.7, 3.12.1, 3.13.0.

// abortToken says what happens to the notification of a waiter that is
// cancelled instead of returning.
type abortToken uint8

const (
	tokenLost            abortToken = iota // it is gone
	tokenAlwaysForwarded                   // every aborted wait notifies one more waiter
)

// semaphoreDesign is one of the ways in which asyncio.Semaphore has worked.
type semaphoreDesign uint8

const (
	semBarging    semaphoreDesign = iota // a woken waiter competes, and queues again if it loses
	semScheduled                         // a flag keeps others out while one is woken (can hang)
	semHandoff                           // the waker takes the permit for the woken
	semHandoffAll                        // likewise, and every way out wakes while there are permits
)

type semantics struct {
	conditionAbort abortToken
	semaphore      semaphoreDesign
	// bareRelockCancel: a cancellation while the lock is taken again raises a new
	// CancelledError, not the one that came.
	bareRelockCancel bool
}

// asyncioSemantics returns the semantics of asyncio in CPython 3.minor.
func asyncioSemantics(minor int) semantics {
	s := semantics{conditionAbort: tokenLost, semaphore: semHandoff, bareRelockCancel: true}
	switch {
	case minor <= 8:
		s.semaphore = semBarging
	case minor == 9:
		s.semaphore = semScheduled
	case minor >= 13:
		s.semaphore = semHandoffAll
		s.conditionAbort = tokenAlwaysForwarded
		s.bareRelockCancel = false
	}
	return s
}
