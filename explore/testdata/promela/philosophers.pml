/* philosophers.py: N philosophers at a round table, one lock, a condition for each.
 * A transition is a turn of a thread as --preempt sync has them. */
bit locked, selected[N], done[N], eating[N], waits[N];
#define left(i) ((i + N - 1) % N)
#define right(i) ((i + 1) % N)
#define enter \
	if :: eating[left(me)] || eating[right(me)] -> goto wait :: else -> eating[me] = 1; goto inside fi
#define tell(i) if :: waits[i] -> waits[i] = 0; selected[i] = 1 :: else fi

proctype philosopher(byte me) {
acquire:
	atomic { !locked -> locked = 1; enter }
wait:
	atomic { locked -> waits[me] = 1; locked = 0; goto asleep }
asleep:
	atomic { selected[me] && !locked -> selected[me] = 0; locked = 1; enter }
inside:
	atomic { locked -> locked = 0; goto again }
again:
	atomic { !locked -> locked = 1; eating[me] = 0; goto tell_left }
tell_left:
	atomic { locked -> tell(left(me)); goto tell_right }
tell_right:
	atomic { locked -> tell(right(me)); goto leave }
leave:
	atomic { locked -> locked = 0; done[me] = 1; goto end }
end:
	false
}

init {
	byte n;
#define start run philosopher(n); n++
#define joined do :: n < N && done[n] -> n++ :: else -> break od
	atomic { start };
more:
	atomic { n < N -> start; if :: n < N -> goto more :: else -> n = 0; joined; if :: n == N -> goto end :: else -> goto join fi fi }
join:
	atomic { done[n] -> joined; if :: n < N -> goto join :: else -> goto end fi }
end:
	false
}
