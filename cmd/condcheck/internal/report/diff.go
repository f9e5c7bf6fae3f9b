package report

import (
	"fmt"
	"strings"
)

// diffContext is how many unchanged lines a diff shows around a change.
const diffContext = 3

// Diff returns the unified diff from one text to another, "" if they are equal.
func Diff(path, from, to string) string {
	a, b := lines(from), lines(to)
	ops := compareLines(a, b)
	var out strings.Builder
	for i := 0; i < len(ops); {
		if ops[i].kind == ' ' {
			i++
			continue
		}
		begin, end := max(0, i-diffContext), i+1
		for j, same := i+1, 0; j < len(ops) && same <= 2*diffContext; j++ {
			if ops[j].kind == ' ' {
				same++
			} else {
				same, end = 0, j+1
			}
		}
		end = min(len(ops), end+diffContext)
		if out.Len() == 0 {
			fmt.Fprintf(&out, "--- %s\n+++ %s\n", path, path)
		}
		hunk(&out, ops[begin:end])
		i = end
	}
	return out.String()
}

// ChangedLines counts the lines that a diff takes away and adds.
func ChangedLines(from, to string) (removed, added int) {
	for _, o := range compareLines(lines(from), lines(to)) {
		switch o.kind {
		case '-':
			removed++
		case '+':
			added++
		}
	}
	return removed, added
}

// lines splits a text behind each newline.
func lines(text string) []string {
	list := strings.SplitAfter(text, "\n")
	if n := len(list); list[n-1] == "" {
		list = list[:n-1]
	}
	return list
}

// An op is a line that is kept, taken away or added, and where it stands in both
// texts, counted from 0.
type op struct {
	kind   byte // ' ', '-', '+'
	text   string
	at, to int
}

// compareLines lists the lines of both texts along a longest common subsequence of
// what lies between their common beginning and end.
func compareLines(a, b []string) (ops []op) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	n, m := len(a)-tail, len(b)-tail
	length := make([][]int, n-head+1) // of the common subsequence of a[head+i:n] and b[head+j:m]
	for i := range length {
		length[i] = make([]int, m-head+1)
	}
	for i := n - head - 1; i >= 0; i-- {
		for j := m - head - 1; j >= 0; j-- {
			if a[head+i] == b[head+j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch inner := i >= head && i < n && j >= head && j < m; {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			ops = append(ops, op{' ', a[i], i, j})
			i, j = i+1, j+1
		case i < n && (!inner || length[i-head+1][j-head] >= length[i-head][j-head+1]):
			ops = append(ops, op{'-', a[i], i, j})
			i++
		default:
			ops = append(ops, op{'+', b[j], i, j})
			j++
		}
	}
	return ops
}

func hunk(w *strings.Builder, ops []op) {
	var old, now int
	for _, o := range ops {
		if o.kind != '+' {
			old++
		}
		if o.kind != '-' {
			now++
		}
	}
	first := func(at, n int) int {
		if n == 0 {
			return at
		}
		return at + 1
	}
	fmt.Fprintf(w, "@@ -%d,%d +%d,%d @@\n", first(ops[0].at, old), old, first(ops[0].to, now), now)
	for _, o := range ops {
		w.WriteByte(o.kind)
		w.WriteString(o.text)
		if !strings.HasSuffix(o.text, "\n") {
			w.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// paintDiff colours the lines of a diff.
func paintDiff(st Style, diff string) string {
	list := strings.Split(strings.TrimSuffix(diff, "\n"), "\n")
	for i, l := range list {
		switch {
		case strings.HasPrefix(l, "---"), strings.HasPrefix(l, "+++"):
			list[i] = st.Bold(l)
		case strings.HasPrefix(l, "-"):
			list[i] = st.Error(l)
		case strings.HasPrefix(l, "+"):
			list[i] = st.Good(l)
		case strings.HasPrefix(l, "@@"):
			list[i] = st.Note(l)
		}
	}
	return strings.Join(list, "\n") + "\n"
}
