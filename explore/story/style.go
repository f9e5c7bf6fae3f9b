// Package story tells a recorded run as text: a column for each task with time
// downwards, the state of locks and queues where it changes, and what each
// unfinished task waits for at the end. It knows runs and source files; how a run
// was found, and what is wrong with it, it takes from the run.
package story

import "strings"

// A Style says how wide text may be and whether it may have colour.
type Style struct {
	Width int // columns; 0 is 120
	Color bool
}

// Columns is how many columns there are to write in.
func (s Style) Columns() int {
	if s.Width <= 0 {
		return 120
	}
	return max(s.Width, 40)
}

func (s Style) paint(code, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// Bold, Dim, Error, Note and Good paint text if the style has colour.
func (s Style) Bold(t string) string { return s.paint("1", t) }

// Dim paints what matters less.
func (s Style) Dim(t string) string { return s.paint("2", t) }

// Error paints what is wrong.
func (s Style) Error(t string) string { return s.paint("1;31", t) }

// Note paints what is worth knowing.
func (s Style) Note(t string) string { return s.paint("1;36", t) }

// Good paints what is right.
func (s Style) Good(t string) string { return s.paint("1;32", t) }

// Plural returns "1 step", "2 steps".
func Plural(n int64, noun string) string {
	s := Group(n) + " " + noun
	if n != 1 {
		s += "s"
	}
	return s
}

// Group writes n with commas between thousands.
func Group(n int64) string {
	if n < 0 {
		return "-" + Group(-n)
	}
	var digits []byte
	for i := 0; n > 0 || i == 0; i++ {
		if i > 0 && i%3 == 0 {
			digits = append(digits, ',')
		}
		digits = append(digits, byte('0'+n%10))
		n /= 10
	}
	var b strings.Builder
	for i := len(digits) - 1; i >= 0; i-- {
		b.WriteByte(digits[i])
	}
	return b.String()
}
