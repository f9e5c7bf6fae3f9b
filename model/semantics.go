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

	monitor monitorSemantics // of threading.Condition
}

// monitorCheck says what wait and notify look at before they do anything.
type monitorCheck uint8

const (
	checkLocked monitorCheck = iota // a lock that can be told to be the caller's must be, another be taken
	checkOwner                      // the caller must hold the lock
	checkNone
)

// monitorSemantics are those of a condition variable of threads. The zero value
// is a condition that selects in the order of waiting, wakes nobody for nothing,
// and whose waiters leave the queue when their time is over.
type monitorSemantics struct {
	check     monitorCheck
	selectAny bool // notify may select any waiter
	spurious  bool // a waiter may wake without a notify
	// timedOutSelectable: a notify may select a waiter whose time is over, and is
	// lost then.
	timedOutSelectable bool
}

// threadingMonitor is threading.Condition, the same from 3.8 to 3.13.
var threadingMonitor = monitorSemantics{check: checkLocked, timedOutSelectable: true}

// asyncioSemantics returns the semantics of asyncio in CPython 3.minor.
func asyncioSemantics(minor int) semantics {
	s := semantics{conditionAbort: tokenLost, semaphore: semHandoff, bareRelockCancel: true, monitor: threadingMonitor}
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
