package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A Profile is how the locks and the condition variables of threads behave, as
// data. The zero value is CPython's threading. Sources: Lampson and Redell,
// Experience with processes and monitors in Mesa, 1980; Hoare, Monitors, 1974;
// Brinch Hansen, The programming language Concurrent Pascal, 1975; POSIX
// pthread_cond_wait; java.lang.Object; Go sync/cond.go; trio/_sync.py.
//
// Profiles are about Lock, RLock and Condition. What else the library has keeps
// its contract whatever it is made of.
type Profile struct {
	name string // of the one that it is, or was changed from; "" is cpython

	selection choice // of a notify: which waiter
	spurious  int    // how often a thread may wake without a notify; -1 is without end
	check     choice // what wait and notify ask of the caller
	after     choice // what becomes of the thread that has notified
	relock    choice // how a waiter that was selected gets the lock
	barging   choice // whether a newcomer may take a free lock that others queue for
	expired   choice // what becomes of a waiter whose time is over
	timeouts  choice // whether there is a wait with a timeout
	broadcast choice // whether more than one waiter can be notified
}

// A choice is an index into the values of a profile's field.
type choice uint8

const (
	selectFIFO choice = 0 // the one that has waited longest
	selectAny  choice = 1

	checkLocked choice = 0 // a lock that can be told to be the caller's must be, another be taken
	checkOwner  choice = 1 // the caller must hold the lock
	checkNone   choice = 2

	afterContinue choice = 0 // it goes on, and keeps the lock
	afterUrgent   choice = 1 // the waiter has the lock at once; then it goes on before anybody else enters
	afterExit     choice = 2 // it leaves, and the waiter has the lock

	relockAny     choice = 0 // it competes with all that want the lock
	relockFIFO    choice = 1 // it queues when it runs
	relockMorph   choice = 2 // it is queued by the notify
	relockHandoff choice = 3 // it is given the lock

	bargingYes choice = 0
	bargingNo  choice = 1 // who frees the lock gives it to the first in the queue

	expiredSelectable choice = 0 // it may be selected until it has the lock again: the notify is lost
	expiredLeaves     choice = 1 // it leaves the queue at once; one that was selected has been in time
	expiredLoses      choice = 2 // the same, but for one that was selected, too, the time may be over before it has the lock: the notify is lost
	expiredForwards   choice = 3 // the same, but the notify goes to another

	yes choice = 0
	no  choice = 1
)

// profileFields are the fields by the names that they have for users, with the
// names of their values.
var profileFields = []struct {
	name   string
	values []string
	at     func(*Profile) *choice
}{
	{"select", []string{"fifo", "any"}, func(p *Profile) *choice { return &p.selection }},
	{"check", []string{"locked", "owner", "none"}, func(p *Profile) *choice { return &p.check }},
	{"after", []string{"continue", "urgent", "exit"}, func(p *Profile) *choice { return &p.after }},
	{"relock", []string{"any", "fifo", "morph", "handoff"}, func(p *Profile) *choice { return &p.relock }},
	{"barging", []string{"yes", "no"}, func(p *Profile) *choice { return &p.barging }},
	{"expired", []string{"selectable", "leaves", "loses", "forwards"}, func(p *Profile) *choice { return &p.expired }},
	{"timeouts", []string{"yes", "no"}, func(p *Profile) *choice { return &p.timeouts }},
	{"broadcast", []string{"yes", "no"}, func(p *Profile) *choice { return &p.broadcast }},
}

// profiles are those that have a name, as what distinguishes them from cpython.
var profiles = []struct{ name, fields string }{
	{"cpython", ""},
	{"go", "check=none,expired=leaves,timeouts=no"},
	{"posix", "select=any,spurious=any,check=none,expired=leaves"},
	{"java", "select=any,spurious=any,check=owner,expired=leaves"},
	{"mesa", "select=any,spurious=any,check=owner,expired=leaves"},
	{"hoare", "check=owner,after=urgent,relock=handoff,expired=leaves,timeouts=no,broadcast=no"},
	{"brinch-hansen", "check=owner,after=exit,relock=handoff,expired=leaves,timeouts=no,broadcast=no"},
	{"trio", "check=owner,relock=morph,barging=no,expired=loses"},
}

// Profiles returns the names of the profiles.
func Profiles() (names []string) {
	for _, p := range profiles {
		names = append(names, p.name)
	}
	return names
}

// ParseProfile returns the profile NAME, or NAME,FIELD=VALUE,… for one that
// differs from it in these fields. The error says what was expected.
func ParseProfile(text string) (Profile, error) {
	name, changes, _ := strings.Cut(text, ",")
	i := slices.IndexFunc(profiles, func(p struct{ name, fields string }) bool { return p.name == name })
	if i < 0 {
		return Profile{}, fmt.Errorf("got %q, want %s", name, orNames(Profiles()))
	}
	var p Profile
	if i > 0 {
		p.name = name
	}
	for _, list := range []string{profiles[i].fields, changes} {
		if list == "" {
			continue
		}
		for change := range strings.SplitSeq(list, ",") {
			if err := p.change(change); err != nil {
				return Profile{}, err
			}
		}
	}
	return p, p.wrong()
}

func (p *Profile) change(text string) error {
	field, value, _ := strings.Cut(text, "=")
	names := []string{"spurious"}
	if field == "spurious" {
		n, err := strconv.Atoi(value)
		switch {
		case value == "no":
			p.spurious = 0
		case value == "any":
			p.spurious = -1
		case err == nil && 0 < n && n < 100:
			p.spurious = n
		default:
			return fmt.Errorf("spurious: got %q, want no, any, or how often a thread may wake so: 1 to 99", value)
		}
		return nil
	}
	for _, f := range profileFields {
		if f.name == field {
			i := slices.Index(f.values, value)
			if i < 0 {
				return fmt.Errorf("%s: got %q, want %s", field, value, orNames(f.values))
			}
			*f.at(p) = choice(i)
			return nil
		}
		names = append(names, f.name)
	}
	return fmt.Errorf("got %q, want one of %s", field, orNames(names))
}

// wrong says which fields contradict each other.
func (p *Profile) wrong() error {
	gives := p.relock == relockHandoff
	queues := p.relock == relockFIFO || p.relock == relockMorph
	switch {
	case p.after != afterContinue && !gives:
		return fmt.Errorf("a thread that does not keep the lock when it notifies (after) gives it to the waiter: want relock=handoff")
	case gives && p.after == afterContinue:
		return fmt.Errorf("a waiter is given the lock (relock=handoff) by a thread that does not keep it: want after=urgent or after=exit")
	case gives && (p.spurious != 0 || p.timeouts == yes || p.broadcast == yes):
		return fmt.Errorf("with relock=handoff a waiter has the lock only from a notify: want spurious=no, timeouts=no and broadcast=no")
	case p.barging == bargingNo && !queues:
		return fmt.Errorf("with barging=no threads queue for a lock: want relock=fifo or relock=morph")
	case p.check == checkNone && p.relock == relockMorph:
		return fmt.Errorf("relock=morph queues a waiter behind the thread that notifies: want check=owner or check=locked")
	}
	return nil
}

// String is what ParseProfile makes the profile of.
func (p Profile) String() string {
	name := p.name
	if name == "" {
		name = "cpython"
	}
	base, _ := ParseProfile(name)
	if p.spurious != base.spurious {
		value := map[int]string{0: "no", -1: "any"}[p.spurious]
		if value == "" {
			value = strconv.Itoa(p.spurious)
		}
		name += ",spurious=" + value
	}
	for _, f := range profileFields {
		if v := *f.at(&p); v != *f.at(&base) {
			name += "," + f.name + "=" + f.values[v]
		}
	}
	return name
}

// Permits reports whether waits may return without a notify, and whether a notify
// may select whomever it likes.
func (p Profile) Permits() (spurious, anyWaiter bool) {
	return p.spurious != 0, p.selection == selectAny
}

func orNames(names []string) string {
	n := len(names) - 1
	return strings.Join(names[:n], ", ") + " or " + names[n]
}
