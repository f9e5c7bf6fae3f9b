package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// checkWants compares what is found in each file with its # want comments:
// every violation must be wanted and every want met. It exits 0 if that is so,
// 1 if not, 2 if a file could not be checked.
func checkWants(e *env, f *verifyFlags, paths []string) int {
	st := styleOf(e, e.stdout)
	failed, unchecked := 0, 0
	for _, p := range paths {
		diags, ok := wantsOf(e, f, p)
		switch {
		case !ok:
			unchecked++
		case len(diags) > 0:
			failed++
		case !f.quiet:
			fmt.Fprintf(e.stdout, "%s: %s\n", p, st.Good("as wanted"))
		}
		for _, d := range diags {
			d.Write(e.stdout, st)
		}
	}
	switch {
	case unchecked > 0:
		return exitUnchecked
	case failed > 0:
		return exitViolated
	}
	return exitHolds
}

// wantsOf checks a file for each version of Python that its wants name, and for
// the one that it would be checked for without them.
func wantsOf(e *env, f *verifyFlags, path string) (diags []report.Diagnostic, ok bool) {
	u, diags := e.load(path)
	if len(diags) > 0 {
		return diags, false
	}
	s, diags := resolve(verifyDefaults(), path, u.file, u.directives, f.FlagSet)
	if len(diags) > 0 {
		return diags, false
	}
	if len(u.wants) == 0 {
		return []report.Diagnostic{{Path: path, Severity: "error", Code: "want", Message: "got no # want comment, want one at least",
			Hint: `write "# want holds" if nothing is to be found`}}, true
	}
	minors := []int{s.minor}
	for _, w := range u.wants {
		list, err := wantMinors(w)
		if err != nil {
			return []report.Diagnostic{wantDiagnostic(path, u.file, w, err.Error())}, false
		}
		minors = append(minors, list...)
	}
	slices.Sort(minors)
	for _, minor := range slices.Compact(minors) {
		s.minor = minor
		c := &report.Check{Path: path, File: u.file}
		decide(e, c, u, s, newMeter(e, f.noProgress), true)
		diags = append(diags, compareWants(c, u.wants)...)
	}
	return diags, true
}

// wantMinors returns the versions for which a want counts, nil for all:
// python=3.12, python=3.8-3.12 or a list of these with commas.
func wantMinors(w model.Want) ([]int, error) {
	text := w.Options["python"]
	if text == "" {
		return nil, nil
	}
	var minors []int
	for part := range strings.SplitSeq(text, ",") {
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		a, err := parseMinor(from)
		if err != nil {
			return nil, fmt.Errorf("python: %w", err)
		}
		b, err := parseMinor(to)
		if err != nil {
			return nil, fmt.Errorf("python: %w", err)
		}
		for ; a <= b; a++ {
			minors = append(minors, a)
		}
	}
	return minors, nil
}

func wantDiagnostic(path string, file *source.File, w model.Want, msg string) report.Diagnostic {
	return report.Diagnostic{File: file, Path: path, Span: source.Span{Start: w.Pos}, Severity: "error", Code: "want", Message: msg}
}

// compareWants returns what differs between the findings and the wants that
// count for the version checked.
func compareWants(c *report.Check, wants []model.Want) (diags []report.Diagnostic) {
	var counted []model.Want
	for _, w := range wants {
		minors, _ := wantMinors(w)
		if minors == nil || slices.Contains(minors, c.Minor) {
			counted = append(counted, w)
		}
	}
	met := make([]bool, len(counted))
	version := fmt.Sprintf("python=3.%d", c.Minor)
	for _, v := range c.Decision.Violations() {
		known := false
		for i, w := range counted {
			if wanted(c.File, w, v) {
				met[i], known = true, true
			}
		}
		if !known {
			diags = append(diags, report.Diagnostic{File: c.File, Path: c.Path, Span: source.Span{Start: v.Finding.Pos}, Severity: "error", Code: v.Finding.Property,
				Message: fmt.Sprintf("got a finding that is not wanted (%s schedule=%v): %s", version, v.Schedule, v.Finding.Message)})
		}
	}
	for i, w := range counted {
		switch {
		case met[i]:
		case w.Property == string(report.Holds) && holds(c, w), w.Property == string(report.Unknown) && unknown(c, w):
		default:
			diags = append(diags, wantDiagnostic(c.Path, c.File, w, fmt.Sprintf("want %s, got %s (%s)", w.Property, describe(c), version)))
		}
	}
	return diags
}

// wanted reports whether a want is about a violation. A want that trails code
// is about that line; one on a line of its own is about the file. With
// schedule=fifo the FIFO loop must show it, with schedule=any only another order
// may.
func wanted(f *source.File, w model.Want, v explore.Shown) bool {
	if w.Property != v.Finding.Property {
		return false
	}
	if s := w.Options["schedule"]; s != "" && s != v.Schedule.String() {
		return false
	}
	if trails(f, w.Pos) && w.Pos.Line != v.Finding.Pos.Line {
		return false
	}
	re, err := regexp.Compile(w.Pattern)
	return err == nil && (re.MatchString(v.Finding.Message) || re.MatchString(v.Finding.Name))
}

// trails reports whether code stands before the comment at pos.
func trails(f *source.File, pos source.Pos) bool {
	line := f.Line(int(pos.Line))
	return strings.TrimSpace(line[:min(max(int(pos.Col)-1, 0), len(line))]) != ""
}

// holds reports whether the search under the want's schedule, or every search,
// was complete and found nothing.
func holds(c *report.Check, w model.Want) bool {
	any := false
	for _, s := range c.Decision.Searches {
		if opt := w.Options["schedule"]; opt == "" || opt == s.Schedule.String() {
			if s.Verdict != explore.Holds {
				return false
			}
			any = true
		}
	}
	return any
}

// unknown reports whether nothing was found and the reason fits.
func unknown(c *report.Check, w model.Want) bool {
	if c.Decision.Verdict != explore.Unknown {
		return false
	}
	re, err := regexp.Compile(w.Pattern)
	if err != nil {
		return false
	}
	for _, r := range c.Decision.Incomplete() {
		if re.MatchString(r.String()) {
			return true
		}
	}
	return false
}

// describe words what was found.
func describe(c *report.Check) string {
	var parts []string
	for _, v := range c.Decision.Violations() {
		parts = append(parts, fmt.Sprintf("%s at %v with schedule=%v (%s)", v.Finding.Property, v.Finding.Pos, v.Schedule, v.Finding.Message))
	}
	if len(parts) == 0 {
		parts = append(parts, c.Decision.Verdict.String())
		for _, r := range c.Decision.Incomplete() {
			parts = append(parts, r.Text)
		}
	}
	return strings.Join(parts, "; ")
}
