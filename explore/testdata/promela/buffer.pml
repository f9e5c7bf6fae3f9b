/* buffer.py: P producers and C consumers of K items each, room for B. A transition is
 * a turn of a thread as --preempt sync has them: the operation on the lock or a
 * condition that it stands before, and what follows up to the next one. With ONE set
 * both kinds wait on one condition. */
#define N (P + C)
#if ONE
#define ITEMS room
#else
#define ITEMS items
#endif

bit locked, selected[N], done[N];
byte count;
chan room = [N] of { byte };	/* who waits on the condition for room */
chan items = [N] of { byte };	/* likewise for items */

#define worker(name, wanting, change, mine, others) \
proctype name(byte me) { \
	byte left = K, waiter; \
acquire: \
	atomic { !locked -> locked = 1; if :: wanting -> goto wait :: else -> change; goto tell fi } \
wait: \
	atomic { locked -> mine!me; locked = 0; goto asleep } \
asleep: \
	atomic { selected[me] && !locked -> selected[me] = 0; locked = 1; \
		if :: wanting -> goto wait :: else -> change; goto tell fi } \
tell: \
	atomic { locked -> if :: len(others) > 0 -> others?waiter; selected[waiter] = 1; waiter = 0 :: else fi; goto release } \
release: \
	atomic { locked -> locked = 0; left--; if :: left > 0 -> goto acquire :: else -> done[me] = 1; goto end fi } \
end: \
	false \
}

worker(producer, count == B, count++, room, ITEMS)
worker(consumer, count == 0, count--, ITEMS, room)

/* The main thread starts the first with its own beginning, and each other in a turn
 * of its own; then it joins them in order. */
init {
	byte n;
#define start if :: n < P -> run producer(n) :: else -> run consumer(n) fi; n++
#define joined do :: n < N && done[n] -> n++ :: else -> break od
	atomic { start };
more:
	atomic { n < N -> start; if :: n < N -> goto more :: else -> n = 0; joined; if :: n == N -> goto end :: else -> goto join fi fi }
join:
	atomic { done[n] -> joined; if :: n < N -> goto join :: else -> goto end fi }
end:
	false
}
