package rewrite

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/native"
	"github.com/condcheck/condcheck/model/native/hook"
)

var (
	stateSeed     = flag.Uint64("states.seed", 1, "seed of the generated programs")
	statePrograms = flag.Int("states.programs", 60, "number of generated programs")
)

// A maker writes programs from the statements in testdata.
type maker struct {
	r             *rand.Rand
	stmts, simple []string
}

func readLines(t *testing.T, name string) []string {
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

func (m *maker) expand(s string) string {
	for strings.Contains(s, "$S") {
		s = strings.Replace(s, "$S", m.expand(m.simple[m.r.IntN(len(m.simple))]), 1)
	}
	for strings.Contains(s, "$c") {
		s = strings.Replace(s, "$c", fmt.Sprint(m.r.IntN(3)), 1)
	}
	return strings.ReplaceAll(s, "$V", []string{"x", "y"}[m.r.IntN(2)])
}

// test writes a test function: goroutines that work on what they share.
func (m *maker) test(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\nfunc Test%d(t *testing.T) {\n\ts := newShared()\n\tvar wg sync.WaitGroup\n", n)
	for g := range 2 + m.r.IntN(2) {
		fmt.Fprintf(&b, "\twg.Go(func() {\n\t\tx, y := %d, 0\n\t\tvar p, q *node\n\t\tpp := &pair[int, string]{a: x}\n\t\t_, _, _, _, _ = x, y, p, q, pp\n", m.r.IntN(2))
		for range 2 + m.r.IntN(3) {
			fmt.Fprintf(&b, "\t\t%s\n", strings.ReplaceAll(m.expand(m.stmts[m.r.IntN(len(m.stmts))]), "; ", "\n\t\t"))
		}
		fmt.Fprintf(&b, "\t\ts.out[%d] = x*100 + y*10 + p.val()\n\t})\n", g)
	}
	b.WriteString("\twg.Wait()\n\tt.Log(s.String())\n}\n")
	return b.String()
}

func containsAll(all, some []string) bool {
	return !slices.ContainsFunc(some, func(s string) bool { return !slices.Contains(all, s) })
}

// TestStates compares, on generated programs, searches in which executions that
// come to the same state are joined with searches of all executions: they find the
// same, and the programs come out in the same ways; and with one execution of each
// trace, which shows nothing else. The seed is said, and can be given: go test -run TestStates -states.seed 7 -states.programs 200.
func TestStates(t *testing.T) {
	m := &maker{r: rand.New(rand.NewPCG(*stateSeed, 0)), stmts: readLines(t, "stmts.txt"), simple: readLines(t, "simple.txt")}
	tests := "package gen\n\nimport (\n\t\"sync\"\n\t\"sync/atomic\"\n\t\"testing\"\n)\n\nvar _ atomic.Int32\n"
	var sources []string
	for i := range *statePrograms {
		sources = append(sources, m.test(i))
		tests += sources[i]
	}
	run := build(t, tests)
	const limit = 5_000
	all := run(hook.Config{Method: native.Plain, MaxExecutions: limit, Outcomes: true})
	optimal := run(hook.Config{Method: native.Optimal, MaxExecutions: limit, Outcomes: true})
	joined := run(hook.Config{Method: native.Joined, MaxExecutions: limit, Outcomes: true})
	compared, ended, found, executions, left := 0, 0, 0, 0, 0
	for i, src := range sources {
		name := fmt.Sprintf("Test%d", i)
		j := joined[name]
		if j == nil || all[name] == nil || optimal[name] == nil {
			t.Fatalf("got no result of:\n%s", src)
		}
		q := j.Result
		if q.Incomplete != "" && q.Finding == nil { // loops, say: it says so
			continue
		}
		for _, a := range []*hook.Report{all[name], optimal[name]} {
			r := a.Result
			if r.Finding == nil && !r.Complete {
				continue
			}
			compared++
			switch {
			case r.Refused != q.Refused:
				t.Errorf("refused: got %q, want %q:\n%s", q.Refused, r.Refused, src)
			case a == optimal[name] && r.Finding == nil:
				// One execution of each trace may miss what a data race comes to.
				if q.Finding == nil && !containsAll(j.Outcomes, a.Outcomes) {
					t.Errorf("got %d outcomes in %d executions, want at least these %d in %d:\n%s\n%s\n%s", len(j.Outcomes), q.Executions, len(a.Outcomes), r.Executions, src,
						strings.Join(j.Outcomes, ""), strings.Join(a.Outcomes, ""))
				}
			case kindOf(r) != kindOf(q):
				t.Errorf("got %q in %d executions, want %q in %d:\n%s", kindOf(q), q.Executions, kindOf(r), r.Executions, src)
			case r.Finding == nil && !slices.Equal(a.Outcomes, j.Outcomes):
				t.Errorf("got %d outcomes in %d executions, want %d in %d:\n%s\n%s\n%s", len(j.Outcomes), q.Executions, len(a.Outcomes), r.Executions, src,
					strings.Join(j.Outcomes, ""), strings.Join(a.Outcomes, ""))
			case r.Finding != nil:
				found++
			case a == all[name]:
				executions += int(r.Executions)
				left += int(q.Executions)
			}
		}
		if q.Joined > 0 {
			ended++
		}
		if testing.Verbose() && q.Unseen != "" {
			t.Logf("%d: %s", i, q.Unseen)
		}
	}
	t.Logf("seed %d: %d comparisons, %d with findings, %d programs with joined executions; %d executions became %d", *stateSeed, compared, found, ended, executions, left)
	if *statePrograms >= 60 && (compared < *statePrograms || ended < *statePrograms/6 || found == 0) {
		t.Errorf("the programs show too little: %d compared, %d with joined executions, %d with findings", compared, ended, found)
	}
}

// TestHidden keeps what a goroutine has seen wherever code can keep something,
// undoes what let it see that, and shows it after a further operation: states that
// differ in nothing else are different.
func TestHidden(t *testing.T) {
	tests := "package gen\n\nimport (\n\t\"bytes\"\n\t\"container/list\"\n\t\"context\"\n\t\"errors\"\n\t\"fmt\"\n\t\"strings\"\n\t\"sync\"\n\t\"sync/atomic\"\n\t\"testing\"\n)\n" +
		"\nvar (\n\t_ bytes.Buffer\n\t_ list.List\n\t_ = errors.New\n\t_ = context.Canceled\n\t_ = fmt.Sprint\n\t_ strings.Builder\n\t_ atomic.Int32\n)\n"
	lines := readLines(t, "hidden.txt")
	for i, l := range lines {
		// A goroutine that does something else lets there be a choice until the end.
		other := "\twg.Go(func() { s.idle.Add(1) })\n"
		if alone, ok := strings.CutPrefix(l, "! "); ok {
			l, other = alone, ""
		}
		tests += fmt.Sprintf("\nfunc Test%d(t *testing.T) {\n\ts := newShared()\n\tvar wg sync.WaitGroup\n\tout := 0\n\twg.Go(func() {\n\t\t%s\n\t})\n"+
			"\twg.Go(func() { s.set(1); s.set(0) })\n%s\twg.Wait()\n\tt.Log(out, s.n)\n}\n", i, strings.ReplaceAll(l, "; ", "\n\t\t"), other)
	}
	run := build(t, tests)
	all := run(hook.Config{Method: native.Plain, MaxExecutions: 50_000, Outcomes: true})
	joined := run(hook.Config{Method: native.Joined, MaxExecutions: 50_000, Outcomes: true})
	n := 0
	for i, l := range lines {
		a, j := all[fmt.Sprintf("Test%d", i)], joined[fmt.Sprintf("Test%d", i)]
		switch {
		case a == nil || j == nil:
			t.Fatalf("got no result of: %s", l)
		case kindOf(a.Result) != kindOf(j.Result) || a.Result.Finding == nil && (!a.Result.Complete || !j.Result.Complete):
			t.Errorf("%s: got %v %q %q, want %v %q, complete", l, j.Result.Finding, j.Result.Incomplete, j.Result.Refused, a.Result.Finding, a.Result.Incomplete)
		case a.Result.Finding == nil && len(a.Outcomes) < 2:
			t.Errorf("%s: got %d outcomes of all executions, want several: it shows nothing", l, len(a.Outcomes))
		case a.Result.Finding == nil && !slices.Equal(a.Outcomes, j.Outcomes):
			t.Errorf("%s: got %q in %d executions, want %q as in all %d", l, j.Outcomes, j.Result.Executions, a.Outcomes, a.Result.Executions)
		}
		if j.Result.Joined > 0 {
			n++
		}
		if testing.Verbose() {
			t.Logf("%d %d %s: %s", a.Result.Executions, j.Result.Executions, j.Result.Unseen, l)
		}
	}
	if n < len(lines)/2 {
		t.Errorf("got joined executions in %d of %d programs, want them in half", n, len(lines))
	}
}

// TestStateCounts counts the executions and states of the bounded buffer. What can
// go on for ever is not complete, although it has few states.
func TestStateCounts(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "buffer.go.txt"))
	if err != nil {
		t.Fatal(err)
	}
	got := build(t, string(text))(hook.Config{Method: native.Joined})
	for _, tt := range []struct {
		test               string
		executions, states int64
	}{
		{"Test1P1C3", 20, 19}, {"Test2P1C1", 16, 14}, {"Test2P2C1", 48, 37}, {"Test2P1C2", 260, 200}, {"Test2P2C2", 2_192, 1_237}, {"Test2P2C3", 14_246, 7_123},
	} {
		rep := got[tt.test]
		if rep == nil {
			t.Fatalf("%s: got no result", tt.test)
		}
		if r := rep.Result; !r.Complete || r.Executions != tt.executions || r.States != tt.states {
			t.Errorf("%s: got %d executions, %d states, complete %v %s; want %d, %d", tt.test, r.Executions, r.States, r.Complete, r.Incomplete, tt.executions, tt.states)
		}
	}
	if rep := got["TestRound"]; rep == nil || rep.Result.Complete || rep.Result.Incomplete == "" {
		t.Errorf("TestRound: got %+v, want incomplete", rep)
	}
}

func kindOf(r *native.Result) string {
	if r.Finding == nil {
		return ""
	}
	return r.Finding.Kind
}

// build makes a module of tests and what is in testdata, builds it for exploration
// and returns how to explore it.
func build(t *testing.T, tests string) func(hook.Config) map[string]*hook.Report {
	dir, work := t.TempDir(), t.TempDir()
	files := map[string]string{"go.mod": "module gen\n\ngo 1.25\n", "gen_test.go": tests}
	for _, name := range []string{"shared.go", "hidden.go"} {
		text, err := os.ReadFile(filepath.Join("testdata", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(text)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p, err := Prepare(t.Context(), Options{Go: Go{Dir: dir, Env: []string{"GOWORK=off"}}, Patterns: []string{"."}, Work: work})
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(work, "gen.test")
	cmd := exec.CommandContext(t.Context(), "go", append(append([]string{"test", "-c", "-vet=off", "-o", bin}, p.Flags...), ".")...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOWORK=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return func(c hook.Config) map[string]*hook.Report {
		c.Report = filepath.Join(work, "report.jsonl")
		os.Remove(c.Report)
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), bin, "-test.timeout=0")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), hook.Env+"="+string(text))
		out, err := cmd.CombinedOutput()
		reports := make(map[string]*hook.Report)
		f, openErr := os.Open(c.Report)
		if openErr != nil {
			t.Fatalf("%v: %v\n%s", openErr, err, out)
		}
		defer f.Close()
		for r := bufio.NewReader(f); ; {
			line, err := r.ReadBytes('\n')
			if len(line) == 0 {
				break
			}
			rep := &hook.Report{}
			if e := json.Unmarshal(line, rep); e != nil {
				t.Fatalf("%v, %v", e, err)
			}
			reports[rep.Test] = rep
		}
		return reports
	}
}
