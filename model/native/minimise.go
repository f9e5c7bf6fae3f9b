package native

// maxTries is the number of executions spent on making a counterexample smaller.
const maxTries = 400

// minimise looks for an execution that shows the same with fewer preemptions, or
// as many and fewer operations: it takes a preemption away at a time and lets
// the goroutine go on instead.
func (s *search) minimise(f *Finding) *Finding {
	tries := 0
	for better := true; better && tries < maxTries; {
		better = false
		for i := 1; i < len(f.Schedule) && tries < maxTries; i++ {
			last := f.Schedule[i-1].G
			if f.Schedule[i].G == last {
				continue
			}
			// Bring forward what the goroutine does next.
			j := i
			for j < len(f.Schedule) && f.Schedule[j].G != last {
				j++
			}
			if j == len(f.Schedule) {
				continue
			}
			k := j
			for k < len(f.Schedule) && f.Schedule[k].G == last {
				k++
			}
			var c []Decision
			c = append(c, f.Schedule[:i]...)
			c = append(c, f.Schedule[j:k]...)
			c = append(c, f.Schedule[i:j]...)
			c = append(c, f.Schedule[k:]...)
			tries++
			g, again := s.once(&replayer{schedule: c}, false, false)
			if again || s.res.Refused != "" {
				s.res.Refused = ""
				return f
			}
			if g != nil && g.Kind == f.Kind && smaller(g, f) {
				if t := s.trace(g, false); t != nil && smaller(t, f) {
					f, better = t, true
					break
				}
			}
		}
	}
	return f
}

func smaller(a, b *Finding) bool {
	if a.Preemptions != b.Preemptions {
		return a.Preemptions < b.Preemptions
	}
	return len(a.Schedule) < len(b.Schedule)
}
