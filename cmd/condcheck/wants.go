package main

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
)

// checkWants compares what is in each file with its # want comments: under each
// schedule every finding of every execution must be wanted, and every want be
// met. It exits 0 if that is so, 1 if not, 2 if a file could not be checked.
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

// wantsOf checks a file under each schedule for each version of Python and each
// profile that its wants name, and, unless they all name one, for the one that it
// would be checked for without them.
func wantsOf(e *env, f *verifyFlags, path string) (diags []report.Diagnostic, ok bool) {
	u, diags := e.load(path)
	if len(diags) > 0 {
		return diags, false
	}
	s, diags := resolve(verifyDefaults(), path, u.file, u.directives, f.FlagSet)
	if len(diags) > 0 {
		return diags, false
	}
	s.settle(e, path, u)
	if len(u.wants) == 0 {
		return []report.Diagnostic{{Path: path, Severity: "error", Code: "want", Message: "got no # want comment, want one at least",
			Hint: `write "# want holds" if nothing is to be found`}}, true
	}
	var minors []int
	var profiles []model.Profile
	for _, w := range u.wants {
		sc, err := scopeOf(w)
		if err == nil && sc.profile != nil && !u.threaded {
			err = fmt.Errorf("got profile=%v, want none: the program has no threads", sc.profile)
		}
		if err != nil {
			return []report.Diagnostic{wantDiagnostic(path, u.file, w, err.Error())}, false
		}
		if sc.minors == nil {
			sc.minors = []int{s.minor}
		}
		minors = append(minors, sc.minors...)
		if p := cmp.Or(sc.profile, &s.profile); !slices.Contains(profiles, *p) {
			profiles = append(profiles, *p)
		}
	}
	slices.Sort(minors)
	m := newMeter(e, f.noProgress)
	s.opts.Goal = explore.Outcomes
	keepMemory(s.opts.MaxMemory)
	for _, minor := range slices.Compact(minors) {
		for _, profile := range profiles {
			for _, schedule := range s.schedules {
				c := checked{path: path, file: u.file, cfg: s.config(schedule)}
				c.cfg.Minor, c.cfg.Profile = minor, profile
				s.opts.Progress = m.show(fmt.Sprintf("%s (%v)", path, c))
				c.Result = explore.Search(e.ctx, s.systemFor(u, c.cfg), s.opts)
				m.clear()
				diags = append(diags, c.compare(u.wants)...)
			}
		}
	}
	return diags, true
}

// A scope is the configurations for which a want counts.
type scope struct {
	schedule string         // "" for each
	minors   []int          // nil for each
	profile  *model.Profile // nil for each
}

// scopeOf reads the options of a want.
func scopeOf(w model.Want) (s scope, err error) {
	for _, key := range slices.Sorted(maps.Keys(w.Options)) {
		switch value := w.Options[key]; key {
		case "schedule":
			if s.schedule = value; value != model.FIFO.String() && value != model.Any.String() {
				err = fmt.Errorf("schedule: got %q, want fifo or any", value)
			}
		case "python":
			s.minors, err = wantMinors(value)
		case "profile":
			var p model.Profile
			if p, err = model.ParseProfile(value); err != nil {
				err = fmt.Errorf("profile: %w", err)
			}
			s.profile = &p
		default:
			err = fmt.Errorf("got %s=%s, want schedule=…, python=… or profile=…", key, value)
		}
		if err != nil {
			return scope{}, err
		}
	}
	return s, nil
}

func (s scope) has(cfg model.Config) bool {
	return (s.minors == nil || slices.Contains(s.minors, cfg.Minor)) &&
		(s.schedule == "" || s.schedule == cfg.Schedule.String()) &&
		(s.profile == nil || *s.profile == cfg.Profile)
}

// wantMinors reads versions: 3.12, 3.8-3.12 or a list of these with commas.
func wantMinors(text string) ([]int, error) {
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

// A checked file is the result of its search under one configuration.
type checked struct {
	path string
	file *source.File
	cfg  model.Config
	*explore.Result
}

func (c checked) String() string {
	return fmt.Sprintf("python=3.%d %s", c.cfg.Minor, report.Under(c.cfg))
}

// compare returns what differs between the findings and the wants that count
// for the configuration.
func (c checked) compare(wants []model.Want) (diags []report.Diagnostic) {
	var counted []model.Want
	for _, w := range wants {
		if s, err := scopeOf(w); err == nil && s.has(c.cfg) {
			counted = append(counted, w)
		}
	}
	met := make([]bool, len(counted))
	for _, v := range c.Violations {
		known := false
		for i, w := range counted {
			if wanted(c.file, w, v.Finding) {
				met[i], known = true, true
			}
		}
		if !known {
			diags = append(diags, report.Diagnostic{File: c.file, Path: c.path, Span: source.Span{Start: v.Finding.Pos}, Severity: "error", Code: v.Finding.Property,
				Message: fmt.Sprintf("got a finding that is not wanted (%v): %s", c, v.Finding.Message)})
		}
	}
	for _, v := range c.Notes { // may be wanted, need not
		for i, w := range counted {
			met[i] = met[i] || wanted(c.file, w, v.Finding)
		}
	}
	for i, w := range counted {
		switch {
		case met[i]:
		case w.Property == string(report.Holds) && c.Verdict == explore.Holds, w.Property == string(report.Unknown) && c.unknown(w):
		default:
			diags = append(diags, wantDiagnostic(c.path, c.file, w, fmt.Sprintf("got %s, want %s (%v)", c.describe(), w.Property, c)))
		}
	}
	return diags
}

// wanted reports whether a want is about a finding. A want that trails code is
// about that line; one on a line of its own is about the file.
func wanted(f *source.File, w model.Want, found model.Finding) bool {
	if w.Property != found.Property || trails(f, w.Pos) && w.Pos.Line != found.Pos.Line {
		return false
	}
	re, err := regexp.Compile(w.Pattern)
	return err == nil && (re.MatchString(found.Message) || re.MatchString(found.Name))
}

// trails reports whether code stands before the comment at pos.
func trails(f *source.File, pos source.Pos) bool {
	line := f.Line(int(pos.Line))
	return strings.TrimSpace(line[:min(max(int(pos.Col)-1, 0), len(line))]) != ""
}

// unknown reports whether nothing was found and the reason fits.
func (c checked) unknown(w model.Want) bool {
	re, err := regexp.Compile(w.Pattern)
	return err == nil && c.Verdict == explore.Unknown &&
		slices.ContainsFunc(c.Incomplete, func(r explore.Reason) bool { return re.MatchString(r.String()) })
}

// describe words what was found.
func (c checked) describe() string {
	var parts []string
	for _, v := range c.Violations {
		parts = append(parts, fmt.Sprintf("%s at %v (%s)", v.Finding.Property, v.Finding.Pos, v.Finding.Message))
	}
	if len(parts) == 0 {
		parts = append(parts, c.Verdict.String())
		for _, r := range c.Incomplete {
			parts = append(parts, r.Text)
		}
		for _, v := range c.Notes {
			parts = append(parts, fmt.Sprintf("%s at %v", v.Finding.Property, v.Finding.Pos))
		}
	}
	return strings.Join(parts, "; ")
}
