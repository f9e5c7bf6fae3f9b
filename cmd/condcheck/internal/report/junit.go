package report

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/model"
)

// JUnit XML, as build servers read it: a suite for each file, in it a case for
// each property. What could not be decided is an error, never a pass.

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Time     string      `xml:"time,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class   string         `xml:"classname,attr"`
	Name    string         `xml:"name,attr"`
	File    string         `xml:"file,attr"`
	Line    int32          `xml:"line,attr,omitempty"`
	Time    string         `xml:"time,attr"`
	Failure []junitProblem `xml:"failure"`
	Error   []junitProblem `xml:"error"`
	Skipped *junitSkipped  `xml:"skipped"`
	Out     *junitOut      `xml:"system-out"`
}

type junitOut struct {
	Text string `xml:",cdata"`
}

type junitProblem struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",cdata"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

// WriteJUnit writes the checks as JUnit XML.
func WriteJUnit(w io.Writer, cs []*Check) error {
	all := junitSuites{Name: "condcheck"}
	var total time.Duration
	for _, c := range cs {
		s, d := junitSuiteOf(c)
		total += d
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Errors += s.Errors
		all.Suites = append(all.Suites, s)
	}
	all.Time = seconds(total)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

func junitSuiteOf(c *Check) (junitSuite, time.Duration) {
	s := junitSuite{Name: c.Path}
	d := time.Duration(0)
	if c.Decision != nil {
		for _, r := range c.Decision.Searches {
			d += r.Stats.Duration
		}
	}
	s.Time = seconds(d)
	newCase := func(name string) junitCase {
		return junitCase{Class: c.Path, Name: name, File: c.Path, Time: "0.000"}
	}
	if why := unchecked(c); why != nil {
		tc := newCase("check")
		for _, d := range why {
			tc.Line = d.Span.Start.Line
			tc.Error = append(tc.Error, junitProblem{d.Message, d.Code, plain(func(w io.Writer) { d.Write(w, Style{}) })})
		}
		s.Cases = append(s.Cases, tc)
	}
	if c.Decision != nil {
		s.Cases = append(s.Cases, junitCases(c, newCase)...)
	}
	if len(s.Cases) > 0 {
		s.Cases[0].Time = s.Time // one search decides all
	}
	for _, tc := range s.Cases {
		s.Tests++
		if len(tc.Failure) > 0 {
			s.Failures++
		}
		if len(tc.Error) > 0 {
			s.Errors++
		}
		if tc.Skipped != nil {
			s.Skipped++
		}
	}
	return s, d
}

// junitCases returns a case for each property of a file that was searched.
func junitCases(c *Check, newCase func(string) junitCase) (cases []junitCase) {
	at := make(map[string]int)
	add := func(name string) *junitCase {
		i, ok := at[name]
		if !ok {
			i = len(cases)
			at[name] = i
			cases = append(cases, newCase(name))
		}
		return &cases[i]
	}
	for _, p := range c.Properties {
		add(p.Name)
	}
	for _, v := range append(c.Decision.Violations(), c.Decision.Notes()...) {
		tc := add(v.Finding.Property)
		story := plain(func(w io.Writer) { writeStory(w, Style{}, c, v, scheduleNote(c, v), c.Run(v.Finding)) })
		if !c.Fails(v.Finding) {
			if tc.Out == nil {
				tc.Out = &junitOut{}
			}
			tc.Out.Text += story
			continue
		}
		if len(tc.Failure) == 0 {
			tc.Line = v.Finding.Pos.Line
			tc.File, _ = c.in(v.Finding.File)
		}
		tc.Failure = append(tc.Failure, junitProblem{named(v.Finding) + v.Finding.Message, v.Finding.Property, story})
	}
	// A property that is not known to be broken holds only if all was searched.
	why := undecided(c)
	for i := range cases {
		tc := &cases[i]
		switch {
		case len(tc.Failure) > 0:
		case c.Decision.Verdict == explore.Violated:
			tc.Skipped = &junitSkipped{"not decided: the search ended where it found another property violated"}
		case why != "":
			tc.Error = append(tc.Error, junitProblem{firstClause(why), "unknown", why})
		}
	}
	return cases
}

// unchecked returns why a file could not be checked.
func unchecked(c *Check) []Diagnostic {
	ds := c.Diagnostics
	if c.Decision != nil {
		for _, d := range Refusals(c.Path, c.File, Reasons(c.Decision)) {
			if d.Severity == "error" {
				ds = append(ds[:len(ds):len(ds)], d)
			}
		}
	}
	return ds
}

// undecided says why searches that have found nothing say nothing, "" if they do.
func undecided(c *Check) string {
	var parts []string
	for _, r := range c.Decision.Incomplete() {
		parts = append(parts, fmt.Sprintf("schedule=%v: %s", r.Schedule, r.Reason))
	}
	if len(parts) == 0 && c.Decision.Verdict == explore.Unknown {
		return "nothing was searched"
	}
	return strings.Join(parts, "\n")
}

// plain returns what write writes, without what XML has no way to say.
func plain(write func(io.Writer)) string {
	var b bytes.Buffer
	write(&b)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t', 0x20 <= r && r <= 0xD7FF, 0xE000 <= r && r <= 0xFFFD, 0x10000 <= r && r <= 0x10FFFF:
			return r
		}
		return '\uFFFD'
	}, b.String())
}

// levelOf is a finding's severity in the words of the other formats: what makes
// a check fail is an error there.
func levelOf(c *Check, f model.Finding) string {
	if c.Fails(f) {
		return model.Error.String()
	}
	return f.Severity.String()
}
