package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
	"github.com/condcheck/condcheck/props"
)

// The versions of CPython whose behaviour is modelled: 3.8 to 3.14.
const (
	minMinor, maxMinor = 8, 14
	defaultMinor       = 13
)

// A setting is what a flag or a directive sets: both have the same names and
// the same values, and a flag goes before a directive.
type setting struct {
	name, kind, doc string
	directive       bool
	set             func(*settings, string) error
}

// settings are the options of one file's search.
type settings struct {
	schedules []model.Schedule
	preempt   model.Preempt
	profile   model.Profile
	minor     int
	opts      explore.Options
	props     []props.Property // nil for the default ones
	strict    bool

	scheduleAsked, preemptAsked, profileAsked bool // by a flag or a directive
}

// system returns the system to be searched, its properties watched.
func (s *settings) system(u *unit, sched model.Schedule) model.System {
	return s.systemFor(u, s.config(sched))
}

func (s *settings) config(sched model.Schedule) model.Config {
	return model.Config{Schedule: sched, Preempt: s.preempt, Profile: s.profile, Minor: s.minor}
}

func (s *settings) systemFor(u *unit, cfg model.Config) model.System {
	cfg.Watch = true
	return props.Watch(u.system(cfg), s.watched(), props.WatchOptions{Minor: cfg.Minor, Strict: s.strict})
}

// watched returns the properties that are checked, those that the machine decides
// included.
func (s *settings) watched() []props.Property {
	if s.props == nil {
		return props.Default()
	}
	var ps []props.Property
	for _, p := range props.All() {
		named := func(q props.Property) bool { return p.Name == q.Name }
		if p.Watch == nil || slices.ContainsFunc(s.props, named) {
			ps = append(ps, p)
		}
	}
	return ps
}

func knobs() []setting {
	// Those that a program's test in Go knows too are set by it.
	shared := func(name, kind, doc string) setting {
		return setting{name, kind, doc, true, func(s *settings, v string) error { return s.set(name, v) }}
	}
	return []setting{
		shared("schedule", "fifo|any|both", "whose order of ready tasks: that of CPython's loop, any, or both"),
		shared("preempt", "access|line|gil|sync", "where threads may be preempted: see condcheck help threads"),
		shared("profile", "NAME[,FIELD=VALUE…]", "how the locks and conditions of threads behave: "+strings.Join(model.Profiles(), ", ")+"; see condcheck help profiles"),
		shared("python", "3.8…3.14", "the version of CPython whose behaviour counts (default 3.13)"),
		shared("search", "bfs|dfs|dpor", "breadth-first (shortest counterexample), depth-first (less memory), or the executions of threads one by one: see condcheck help dpor"),
		shared("max-states", "N", "visit at most N states"),
		shared("max-depth", "N", "go at most N steps from the start"),
		shared("max-time", "DURATION", "search at most so long: 90s, 10m"),
		{"max-memory", "SIZE", "hold at most so much: 512M, 8G (default: most of what is free)", true, func(s *settings, v string) (err error) {
			s.opts.MaxMemory, err = parseSize(v)
			return err
		}},
		shared("reduction", "none|por|symmetry|all", "what not to search because it shows the same: see condcheck help reduction (default all)"),
		shared("exact", "", "compare whole states instead of 80-bit hashes"),
		{"property", "NAME,…", "watch these properties, all or none of them (default: see condcheck help properties)", true, func(s *settings, v string) (err error) {
			s.props, err = parseProperties(v)
			return err
		}},
		shared("strict", "", "make errors of warnings and of what the library breaks by itself"),
		{"disk", "DIR", "keep the states in files in DIR, gone at the end, instead of in memory: see condcheck help limits", false, func(s *settings, v string) error {
			s.opts.Disk = v
			return nil
		}},
		{"bitstate", "SIZE", "tell states apart by three bits each in so much memory, and miss some: see condcheck help limits", false, func(s *settings, v string) (err error) {
			s.opts.Bitstate, err = parseSize(v)
			return err
		}},
		{"workers", "N", "use N cores (default: all)", false, func(s *settings, v string) error {
			n, err := positive(v)
			s.opts.Workers = int(min(n, 1024))
			return err
		}},
	}
}

// set does what a directive does in a test in Go.
func (s *settings) set(name, v string) error {
	shared := explore.Verification{Schedules: s.schedules, Preempt: s.preempt, Profile: s.profile, Minor: s.minor, Strict: s.strict, Options: s.opts}
	err := shared.Set(name, v)
	s.schedules, s.preempt, s.profile, s.minor, s.strict, s.opts = shared.Schedules, shared.Preempt, shared.Profile, shared.Minor, shared.Strict, shared.Options
	s.scheduleAsked = s.scheduleAsked || name == "schedule"
	s.preemptAsked = s.preemptAsked || name == "preempt"
	s.profileAsked = s.profileAsked || name == "profile"
	return err
}

// parseProperties reads a list of properties. Those that the machine decides are
// always checked.
func parseProperties(v string) ([]props.Property, error) {
	switch v {
	case "all":
		return props.All(), nil
	case "none":
		return []props.Property{}, nil
	}
	byName := map[string]props.Property{}
	var names []string
	for _, p := range props.All() {
		byName[p.Name] = p
		names = append(names, p.Name)
	}
	ps := []props.Property{}
	for n := range strings.SplitSeq(v, ",") {
		p, ok := byName[n]
		if !ok {
			if hint := nearest(n, names); hint != "" {
				return nil, fmt.Errorf("got %q, want %s (did you mean %s?)", n, joinNames(names), hint)
			}
			return nil, fmt.Errorf("got %q, want %s", n, joinNames(names))
		}
		ps = append(ps, p)
	}
	return ps, nil
}

// define gives fs a flag for each setting.
func define(fs *pflag.FlagSet) {
	for _, k := range knobs() {
		if k.kind == "" {
			fs.Bool(k.name, false, k.doc)
		} else {
			fs.String(k.name, "", k.doc)
		}
	}
}

// flagSettings checks the values of the flags, so that a wrong one is reported
// before any work is done.
func flagSettings(fs *pflag.FlagSet, s *settings) error {
	for _, k := range knobs() {
		if f := fs.Lookup(k.name); f != nil && f.Changed {
			if err := k.set(s, f.Value.String()); err != nil {
				return fmt.Errorf("--%s: %w", k.name, err)
			}
		}
	}
	return nil
}

// resolve joins defaults, a file's directives and the flags, in this order.
func resolve(defaults settings, path string, file *source.File, ds []model.Directive, fs *pflag.FlagSet) (settings, []report.Diagnostic) {
	s := defaults
	var errs []report.Diagnostic
	bad := func(d model.Directive, msg, hint string) {
		errs = append(errs, report.Diagnostic{
			File: file, Path: path, Span: source.Span{Start: d.Pos},
			Severity: "error", Code: "directive", Message: msg, Hint: hint,
		})
	}
	var names []string
	for _, k := range knobs() {
		if k.directive {
			names = append(names, k.name)
		}
	}
	for _, d := range ds {
		known := false
		for _, k := range knobs() {
			if k.directive && k.name == d.Key {
				known = true
				if err := k.set(&s, d.Value); err != nil {
					bad(d, fmt.Sprintf("%s: %v", d.Key, err), "")
				}
			}
		}
		if !known {
			hint := "see condcheck help directives"
			if n := nearest(d.Key, names); n != "" {
				hint = fmt.Sprintf("did you mean %s?", n)
			}
			bad(d, fmt.Sprintf("got directive %q, want one of %s", d.Key, joinNames(names)), hint)
		}
	}
	if err := flagSettings(fs, &s); err != nil {
		errs = append(errs, report.Diagnostic{Path: path, Severity: "error", Code: "usage", Message: err.Error()})
	}
	return s, errs
}

func parseMinor(v string) (int, error) {
	if rest, ok := strings.CutPrefix(v, "3."); ok {
		if n, err := strconv.Atoi(rest); err == nil && minMinor <= n && n <= maxMinor {
			return n, nil
		}
	}
	return defaultMinor, fmt.Errorf("got %q, want 3.%d to 3.%d", v, minMinor, maxMinor)
}

func positive(v string) (int64, error) {
	n, err := strconv.ParseInt(strings.ReplaceAll(v, "_", ""), 10, 64)
	if err != nil || n <= 0 {
		return 0, fmt.Errorf("got %q, want a positive number", v)
	}
	return n, nil
}

// parseSize reads a number of bytes with a unit: K, M, G or T, of 1024.
func parseSize(v string) (int64, error) {
	s := strings.TrimSuffix(strings.TrimSuffix(strings.ToUpper(v), "B"), "I")
	shift := 0
	if n := len(s); n > 0 {
		if i := strings.IndexByte("KMGT", s[n-1]); i >= 0 {
			shift = 10 * (i + 1)
			s = s[:n-1]
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f <= 0 || f*float64(int64(1)<<shift) >= 1<<62 {
		return 0, fmt.Errorf("got %q, want a size such as 512M or 8G", v)
	}
	return int64(f * float64(int64(1)<<shift)), nil
}
