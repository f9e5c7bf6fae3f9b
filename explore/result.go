package explore

import (
	"cmp"
	"errors"
	"slices"

	"github.com/condcheck/condcheck/model"
)

// result words what the search found.
func (s *search) result() *Result {
	r := &Result{Complete: s.exhausted && len(s.errs) == 0 && s.bits == nil, Stats: s.stats()}
	r.Stats.Covered = s.covered
	m := s.worker(0).m
	r.Incomplete = s.reasons(m, r.Stats)

	var errs, notes []candidate
	for f, c := range s.found {
		if f.Severity == model.Error {
			errs = append(errs, c)
		} else {
			notes = append(notes, c)
		}
	}
	if s.reduced != nil && len(errs)+len(notes) > 0 {
		m = s.plain.NewMachine()
	}
	r.Notes = s.violations(m, notes)
	r.Violations = s.violations(m, errs)
	for _, o := range s.over {
		r.Outcomes = append(r.Outcomes, Witness{o.Outcome, Trace{s.lifted(s.path(o.at), showsOutcome(o.Outcome))}})
	}
	slices.SortFunc(r.Outcomes, func(a, b Witness) int { return cmp.Compare(a.Outcome.Key(), b.Outcome.Key()) })

	r.Err = s.err()
	switch {
	case len(r.Violations) > 0:
		r.Verdict = Violated
	case r.Complete:
		r.Verdict = Holds
	}
	return r
}

func (s *search) violations(m model.Machine, cs []candidate) []Violation {
	slices.SortFunc(cs, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(a.length, b.length),
			cmp.Compare(a.finding.Pos.Line, b.finding.Pos.Line),
			cmp.Compare(a.finding.Pos.Col, b.finding.Pos.Col),
			cmp.Compare(a.finding.Key(), b.finding.Key()))
	})
	out := make([]Violation, len(cs))
	for i, c := range cs {
		steps := s.path(c.from)
		if !c.end {
			steps = append(steps, c.step)
		}
		n := len(steps)
		steps = s.lifted(steps, showsFinding(c.finding), showsReworded(c.finding))
		shortest := s.opts.Order == BFS && s.opts.Reduction&model.PartialOrder == 0 && n == len(steps)
		n, _ = switches(m, steps) // a trace that does not replay is seen when it is shown
		out[i] = Violation{Finding: c.finding, Trace: Trace{steps}, Switches: n, Shortest: shortest}
	}
	if s.ways.kept && s.stop.Load() == nil {
		s.fewest(cs, out)
	}
	for i := range out[:min(len(out), maxReworded)] {
		s.reword(&out[i])
	}
	return out
}

// maxReworded bounds the runs that are recorded for the sake of words.
const maxReworded = 20

// reword takes over what the recorded run says of the finding: a run knows the
// names of its tasks, a state does not.
func (s *search) reword(v *Violation) {
	run, err := record(s.plain, v.Trace.Steps)
	if err != nil || len(run.Steps) == 0 {
		return // seen again when the trace is shown
	}
	other := func(f model.Finding) bool { return f.Property != v.Finding.Property || f.Name != v.Finding.Name }
	f := FindingIn(run, v.Finding)
	if match := slices.DeleteFunc(lastFindings(run), other); len(match) == 1 {
		f = match[0]
	}
	v.Finding.Pos, v.Finding.File, v.Finding.Message = f.Pos, f.File, f.Message
}

// reasons says why the search is incomplete, if it is for other reasons than
// that it met its goal.
func (s *search) reasons(m model.Machine, st Stats) []Reason {
	var rs []Reason
	var causes []Cause
	for _, c := range []*Cause{s.stop.Load(), s.full.Load()} {
		if c != nil && *c != Failed { // that has its error
			causes = append(causes, *c)
		}
	}
	if s.cut.Load() {
		causes = append(causes, MaxDepth)
	}
	for i, c := range causes {
		r := limitReason(c, s.opts, st)
		if i == 0 && s.sample.ok {
			r.Growth = growth(m, s.path(s.sample.id))
		}
		rs = append(rs, r)
	}
	if s.bits != nil && !(s.opts.Goal == AnyViolation && s.violated()) {
		rs = append(rs, s.bitstateReason())
	}
	return append(rs, errorReasons(s.errs)...)
}

// errorReasons are the reasons that a machine's errors are.
func errorReasons(errs map[string]error) (rs []Reason) {
	var keys []string
	for k := range errs {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		r := Reason{Cause: Failed, Err: errs[k], Text: k}
		var limit *model.LimitError
		var unsupported *model.UnsupportedError
		switch {
		case errors.As(r.Err, &limit):
			r.Cause = StepLimit
		case errors.As(r.Err, &unsupported):
			r.Cause = Unsupported
		}
		rs = append(rs, r)
	}
	return rs
}
