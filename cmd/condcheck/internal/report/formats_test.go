package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"

	"github.com/condcheck/condcheck/cmd/condcheck/internal/report"
	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
	"github.com/condcheck/condcheck/props"
)

var someProperties = []props.Property{props.Deadlock, props.Invariant, props.Misuse}

// allChecks are the checks of several files, one with a warning that fails it
// and one with a note.
func allChecks() []*report.Check {
	var cs []*report.Check
	for _, name := range []string{"holds", "violated", "violated-any", "unknown", "refused", "unreadable"} {
		c := checks()[name]
		c.Path = "dir/" + name + ".py"
		for i := range c.Diagnostics {
			c.Diagnostics[i].Path = c.Path
		}
		c.Properties = someProperties
		cs = append(cs, c)
	}
	for _, on := range []model.Severity{model.Note, model.Warning} {
		c := checks()["holds"]
		c.Path, c.FailOn, c.Properties = fmt.Sprintf("dir/warned %d.py", on), on, someProperties
		f := model.Finding{Property: "misuse", Severity: model.Warning, Pos: pos(15, 36), Message: "notify without the lock: 100%, é"}
		r := *c.Decision.Searches[0].Result
		r.Notes = []explore.Violation{{Finding: f, Trace: explore.Trace{Steps: []model.Step{0}}}}
		c.Decision = &explore.Decision{Verdict: explore.Holds, Searches: []explore.ScheduleResult{{Schedule: model.FIFO, Result: &r}}}
		c.NoteRuns = map[model.Finding]*model.Run{f: lostRun()}
		cs = append(cs, c)
	}
	return cs
}

func TestJUnit(t *testing.T) {
	var b bytes.Buffer
	if err := report.WriteJUnit(&b, allChecks()); err != nil {
		t.Fatal(err)
	}
	golden(t, "all.junit.xml", b.Bytes())
	type suite struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
		Skipped  int `xml:"skipped,attr"`
		Cases    []struct {
			Failure []struct{} `xml:"failure"`
			Error   []struct{} `xml:"error"`
			Skipped []struct{} `xml:"skipped"`
		} `xml:"testcase"`
	}
	var got struct {
		Tests    int     `xml:"tests,attr"`
		Failures int     `xml:"failures,attr"`
		Errors   int     `xml:"errors,attr"`
		Suites   []suite `xml:"testsuite"`
	}
	if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	var tests, failures, errs int
	for i, s := range got.Suites {
		n := [3]int{}
		for _, c := range s.Cases {
			for k, has := range []bool{len(c.Failure) > 0, len(c.Error) > 0, len(c.Skipped) > 0} {
				if has {
					n[k]++
				}
			}
		}
		if want := [3]int{s.Failures, s.Errors, s.Skipped}; n != want || len(s.Cases) != s.Tests {
			t.Errorf("suite %d: got %v failures, errors and skipped in %d cases, want %v in %d as its attributes say", i, n, len(s.Cases), want, s.Tests)
		}
		tests, failures, errs = tests+s.Tests, failures+s.Failures, errs+s.Errors
	}
	if tests != got.Tests || failures != got.Failures || errs != got.Errors {
		t.Errorf("got %d tests, %d failures, %d errors in the suites, want %d, %d, %d as at the top", tests, failures, errs, got.Tests, got.Failures, got.Errors)
	}
	// Only a file that was searched wholly and is in order has no case but passes.
	for i, want := range []bool{true, false, false, false, false, false, true, false} {
		s := got.Suites[i]
		if passes := s.Failures+s.Errors+s.Skipped == 0; passes != want {
			t.Errorf("suite %d: got all cases passed %v, want %v", i, passes, want)
		}
	}
}

func TestGitHub(t *testing.T) {
	var b bytes.Buffer
	if err := report.WriteGitHub(&b, allChecks()); err != nil {
		t.Fatal(err)
	}
	golden(t, "all.github.txt", b.Bytes())
}

// Whatever a path, a name and a message contain, GitHub reads them back.
func TestGitHubEscapes(t *testing.T) {
	unescape := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching("[a%:,\r\n=;é ]{0,12}")
		c := checks()["violated"]
		c.Path = "p" + text.Draw(t, "path")
		f := &c.Decision.Searches[0].Violations[0].Finding
		f.Property, f.Message = "p"+text.Draw(t, "property"), "m"+text.Draw(t, "message")
		c.Decision.Searches[0].Violations = c.Decision.Searches[0].Violations[:1]
		var b bytes.Buffer
		if err := report.WriteGitHub(&b, []*report.Check{c}); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
		if len(lines) != 1 || strings.Contains(lines[0], "\r") {
			t.Fatalf("got %q, want one line", b.String())
		}
		head, message, _ := strings.Cut(strings.TrimPrefix(lines[0], "::"), "::")
		level, list, _ := strings.Cut(head, " ")
		got := map[string]string{}
		for part := range strings.SplitSeq(list, ",") {
			name, value, _ := strings.Cut(part, "=")
			got[name] = unescape.Replace(value)
		}
		if level != "error" || got["file"] != c.Path || got["title"] != "condcheck: "+f.Property || !strings.HasPrefix(unescape.Replace(message), f.Message+"\n") {
			t.Fatalf("got level %s, properties %q and message %q from %q", level, got, message, lines[0])
		}
	})
}

func TestSARIF(t *testing.T) {
	var b bytes.Buffer
	if err := report.WriteSARIF(&b, allChecks(), "v1.2.3", 2); err != nil {
		t.Fatal(err)
	}
	var log object
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	s := &sarifReader{t: t}
	s.log(log)
	results := objects(log["runs"])[0]["results"]
	for _, r := range objects(results) {
		delete(r, "ruleIndex") // it goes by how many properties there are
	}
	text, err := json.MarshalIndent(results, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "results.sarif.json", append(text, '\n'))
	if s.results != 6 || s.flows != 4 {
		t.Errorf("got %d results, %d with code flows, want 6 and 4", s.results, s.flows)
	}
}

func TestSARIFOfNothing(t *testing.T) {
	var b bytes.Buffer
	c := checks()["unreadable"]
	c.File, c.Diagnostics[0].File, c.Diagnostics[0].Span = nil, nil, source.Span{}
	c.Path = "/a b/ü%.py"
	if err := report.WriteSARIF(&b, []*report.Check{c}, "", 2); err != nil {
		t.Fatal(err)
	}
	var log object
	if err := json.Unmarshal(b.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	(&sarifReader{t: t}).log(log)
	if !strings.Contains(b.String(), `"file:///a%20b/%C3%BC%25.py"`) {
		t.Errorf("got no URI of /a b/ü%%.py in\n%s", b.String())
	}
}

// A sarifReader checks what the SARIF 2.1.0 schema and its prose ask of the parts
// that are used here: required fields, enumerations, indices that fit, URIs.
type sarifReader struct {
	t              *testing.T
	rules          []string
	artifacts      []string
	results, flows int
}

type object = map[string]any

func (s *sarifReader) errorf(format string, args ...any) {
	s.t.Helper()
	s.t.Errorf(format, args...)
}

// fields checks that o has the required fields and no others than the optional
// ones.
func (s *sarifReader) fields(what string, o object, required, optional string) {
	s.t.Helper()
	for _, f := range strings.Fields(required) {
		if _, ok := o[f]; !ok {
			s.errorf("%s: got no field %s, want one: %v", what, f, o)
		}
	}
	for f := range o {
		if !slices.Contains(strings.Fields(required+" "+optional), f) {
			s.errorf("%s: got field %s, which SARIF does not have there", what, f)
		}
	}
}

func (s *sarifReader) enum(what string, v any, values string) {
	s.t.Helper()
	if text, ok := v.(string); !ok || !slices.Contains(strings.Fields(values), text) {
		s.errorf("%s: got %v, want one of %s", what, v, values)
	}
}

func (s *sarifReader) index(what string, v any, n int) int {
	s.t.Helper()
	f, ok := v.(float64)
	if i := int(f); ok && float64(i) == f && 0 <= i && i < n {
		return i
	}
	s.errorf("%s: got index %v, want one below %d", what, v, n)
	return 0
}

func (s *sarifReader) text(what string, v any) {
	s.t.Helper()
	o, _ := v.(object)
	s.fields(what, o, "text", "markdown")
	if text, _ := o["text"].(string); text == "" {
		s.errorf("%s: got an empty text", what)
	}
}

func objects(v any) (out []object) {
	list, _ := v.([]any)
	for _, x := range list {
		o, _ := x.(object)
		out = append(out, o)
	}
	return out
}

func (s *sarifReader) log(o object) {
	s.fields("log", o, "$schema version runs", "")
	if o["version"] != "2.1.0" {
		s.errorf("got version %v, want 2.1.0", o["version"])
	}
	runs := objects(o["runs"])
	if len(runs) != 1 {
		s.t.Fatalf("got %d runs, want 1", len(runs))
	}
	run := runs[0]
	s.fields("run", run, "tool results", "invocations artifacts columnKind")
	s.enum("columnKind", run["columnKind"], "utf16CodeUnits unicodeCodePoints")
	driver := run["tool"].(object)["driver"].(object)
	s.fields("driver", driver, "name rules", "version informationUri")
	for _, r := range objects(driver["rules"]) {
		s.fields("rule", r, "id shortDescription fullDescription help", "name defaultConfiguration")
		for _, f := range []string{"shortDescription", "fullDescription", "help"} {
			s.text(f, r[f])
		}
		s.enum("level", r["defaultConfiguration"].(object)["level"], "none note warning error")
		id := r["id"].(string)
		if slices.Contains(s.rules, id) {
			s.errorf("got rule %s twice", id)
		}
		s.rules = append(s.rules, id)
	}
	for i, a := range objects(run["artifacts"]) {
		s.fields("artifact", a, "location", "sourceLanguage hashes")
		l := a["location"].(object)
		if got := s.index("artifact", l["index"], i+1); got != i {
			s.errorf("artifact %d: got index %d", i, got)
		}
		s.artifacts = append(s.artifacts, l["uri"].(string))
	}
	for _, inv := range objects(run["invocations"]) {
		s.fields("invocation", inv, "executionSuccessful", "exitCode toolExecutionNotifications")
		for _, n := range objects(inv["toolExecutionNotifications"]) {
			s.fields("notification", n, "message", "descriptor level locations")
			s.text("message", n["message"])
			s.enum("level", n["level"], "none note warning error")
			for _, l := range objects(n["locations"]) {
				s.location(l)
			}
		}
	}
	for _, r := range objects(run["results"]) {
		s.result(r)
	}
}

func (s *sarifReader) result(r object) {
	s.results++
	s.fields("result", r, "message", "ruleId ruleIndex kind level locations codeFlows partialFingerprints properties")
	s.text("message", r["message"])
	s.enum("level", r["level"], "none note warning error")
	s.enum("kind", r["kind"], "fail")
	if rule := s.rules[s.index("ruleIndex", r["ruleIndex"], len(s.rules))]; rule != r["ruleId"] {
		s.errorf("got ruleId %v at the index of %s", r["ruleId"], rule)
	}
	for _, l := range objects(r["locations"]) {
		s.location(l)
	}
	for _, flow := range objects(r["codeFlows"]) {
		s.flows++
		s.fields("codeFlow", flow, "threadFlows", "message")
		threads := objects(flow["threadFlows"])
		if len(threads) == 0 {
			s.errorf("got a code flow without thread flows")
		}
		for _, th := range threads {
			s.fields("threadFlow", th, "locations", "id message")
			locations := objects(th["locations"])
			if len(locations) == 0 {
				s.errorf("got a thread flow without locations")
			}
			for i, tl := range locations {
				s.fields("threadFlowLocation", tl, "location", "executionOrder importance")
				s.enum("importance", tl["importance"], "important essential unimportant")
				if tl["executionOrder"] != float64(i+1) {
					s.errorf("got order %v, want %d", tl["executionOrder"], i+1)
				}
				l := tl["location"].(object)
				s.location(l)
				s.text("message", l["message"])
				if _, ok := l["physicalLocation"].(object)["region"]; !ok {
					s.errorf("got a step without a region")
				}
			}
		}
	}
}

func (s *sarifReader) location(l object) {
	s.fields("location", l, "physicalLocation", "message")
	p := l["physicalLocation"].(object)
	s.fields("physicalLocation", p, "artifactLocation", "region")
	a := p["artifactLocation"].(object)
	uri, _ := a["uri"].(string)
	if i := s.index("artifactLocation", a["index"], len(s.artifacts)); len(s.artifacts) > 0 && s.artifacts[i] != uri {
		s.errorf("got URI %s at the index of %s", uri, s.artifacts[i])
	}
	if u, err := url.Parse(uri); err != nil || strings.ContainsAny(uri, " \\") || u.IsAbs() && u.Scheme != "file" {
		s.errorf("got URI %q (%v), want a relative one or that of a file", uri, err)
	}
	if r, ok := p["region"].(object); ok {
		s.fields("region", r, "startLine", "startColumn snippet")
		for _, f := range []string{"startLine", "startColumn"} {
			if n, ok := r[f].(float64); !ok || n < 1 {
				s.errorf("got %s %v, want 1 or more", f, r[f])
			}
		}
	}
}
