/* readers_writers.py: R readers and W writers, one condition, notify_all. A transition
 * is a turn of a thread as --preempt sync has them. */
#define N (R + W)

bit locked, selected[N], done[N], writing;
byte readers;
chan waiters = [N] of { byte };

/* The test before a section, the section's change, the notify_all at its end. */
#define enter(wanting, change, next) \
	if :: wanting -> goto wait :: else -> change; goto next fi
#define wake_all \
	do :: len(waiters) > 0 -> waiters?waiter; selected[waiter] = 1; waiter = 0 :: else -> break od

proctype reader(byte me) {
	byte waiter;
acquire:
	atomic { !locked -> locked = 1; enter(writing, readers++, inside) }
wait:
	atomic { locked -> waiters!me; locked = 0; goto asleep }
asleep:
	atomic { selected[me] && !locked -> selected[me] = 0; locked = 1; enter(writing, readers++, inside) }
inside:
	atomic { locked -> locked = 0; goto again }
again:
	atomic { !locked -> locked = 1; readers--; if :: readers == 0 -> goto tell :: else -> goto leave fi }
tell:
	atomic { locked -> wake_all; goto leave }
leave:
	atomic { locked -> locked = 0; done[me] = 1; goto end }
end:
	false
}

proctype writer(byte me) {
	byte waiter;
acquire:
	atomic { !locked -> locked = 1; enter(writing || readers > 0, writing = 1, inside) }
wait:
	atomic { locked -> waiters!me; locked = 0; goto asleep }
asleep:
	atomic { selected[me] && !locked -> selected[me] = 0; locked = 1; enter(writing || readers > 0, writing = 1, inside) }
inside:
	atomic { locked -> locked = 0; goto again }
again:
	atomic { !locked -> locked = 1; writing = 0; goto tell }
tell:
	atomic { locked -> wake_all; goto leave }
leave:
	atomic { locked -> locked = 0; done[me] = 1; goto end }
end:
	false
}

init {
	byte n;
#define start if :: n < R -> run reader(n) :: else -> run writer(n) fi; n++
#define joined do :: n < N && done[n] -> n++ :: else -> break od
	atomic { start };
more:
	atomic { n < N -> start; if :: n < N -> goto more :: else -> n = 0; joined; if :: n == N -> goto end :: else -> goto join fi fi }
join:
	atomic { done[n] -> joined; if :: n < N -> goto join :: else -> goto end fi }
end:
	false
}
