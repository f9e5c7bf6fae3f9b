package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/condcheck/condcheck/explore"
	"github.com/condcheck/condcheck/explore/story"
	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/source"
	"github.com/condcheck/condcheck/props"
)

// SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): a rule for
// each property, a result for each finding, with a code flow that steps through
// the counterexample. Why a file could not be checked, or not wholly, is a
// notification of the invocation.

const (
	sarifVersion = "2.1.0"
	sarifSchema  = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	Invocations []sarifInvocation `json:"invocations"`
	Artifacts   []sarifArtifact   `json:"artifacts"`
	Results     []sarifResult     `json:"results"`
	ColumnKind  string            `json:"columnKind"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string      `json:"id"`
	Name    string      `json:"name"`
	Short   sarifText   `json:"shortDescription"`
	Full    sarifText   `json:"fullDescription"`
	Help    sarifText   `json:"help"`
	Default sarifConfig `json:"defaultConfiguration"`
}

type sarifConfig struct {
	Level string `json:"level"`
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	ExitCode      int                 `json:"exitCode"`
	Notifications []sarifNotification `json:"toolExecutionNotifications"`
}

type sarifNotification struct {
	Descriptor sarifDescriptor `json:"descriptor"`
	Level      string          `json:"level"`
	Message    sarifText       `json:"message"`
	Locations  []sarifLocation `json:"locations"`
}

type sarifDescriptor struct {
	ID string `json:"id"`
}

type sarifArtifact struct {
	Location sarifArtifactLocation `json:"location"`
	Language string                `json:"sourceLanguage"`
	Hashes   map[string]string     `json:"hashes,omitempty"`
}

type sarifArtifactLocation struct {
	URI   string `json:"uri"`
	Index int    `json:"index"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Kind         string            `json:"kind"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	CodeFlows    []sarifCodeFlow   `json:"codeFlows,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Properties   map[string]any    `json:"properties"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifText    `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifactLocation `json:"artifactLocation"`
	Region   *sarifRegion          `json:"region,omitempty"`
}

type sarifRegion struct {
	StartLine   int        `json:"startLine"`
	StartColumn int        `json:"startColumn,omitempty"`
	Snippet     *sarifText `json:"snippet,omitempty"`
}

type sarifCodeFlow struct {
	Message     sarifText         `json:"message"`
	ThreadFlows []sarifThreadFlow `json:"threadFlows"`
}

type sarifThreadFlow struct {
	ID        string              `json:"id"`
	Locations []sarifFlowLocation `json:"locations"`
}

type sarifFlowLocation struct {
	Location   sarifLocation `json:"location"`
	Order      int           `json:"executionOrder"`
	Importance string        `json:"importance"`
}

// WriteSARIF writes the checks as a SARIF log of one run. version is condcheck's.
func WriteSARIF(w io.Writer, cs []*Check, version string, exitCode int) error {
	s := &sarifWriter{rule: make(map[string]int), artifact: make(map[string]int)}
	s.run = sarifRun{
		Tool:        sarifTool{sarifDriver{"condcheck", version, "https://github.com/condcheck/condcheck", []sarifRule{}}},
		Artifacts:   []sarifArtifact{},
		Results:     []sarifResult{},
		ColumnKind:  "unicodeCodePoints",
		Invocations: []sarifInvocation{{Successful: true, ExitCode: exitCode, Notifications: []sarifNotification{}}},
	}
	for _, p := range props.All() {
		s.rules(p)
	}
	for _, c := range cs {
		s.check(c)
	}
	return encode(w, sarifLog{sarifSchema, sarifVersion, []sarifRun{s.run}})
}

type sarifWriter struct {
	run      sarifRun
	rule     map[string]int
	artifact map[string]int
}

// rules adds the rule of a property.
func (s *sarifWriter) rules(p props.Property) int {
	if i, ok := s.rule[p.Name]; ok {
		return i
	}
	i := len(s.run.Tool.Driver.Rules)
	s.rule[p.Name] = i
	first, _, _ := strings.Cut(p.Doc, ". ")
	help, markdown := p.Doc, p.Doc
	if p.Example != "" {
		help += "\n\nA program that breaks it:\n\n" + p.Example
		markdown += "\n\nA program that breaks it:\n\n```python\n" + p.Example + "\n```"
	}
	help += "\n\nSee also: condcheck help properties"
	s.run.Tool.Driver.Rules = append(s.run.Tool.Driver.Rules, sarifRule{
		ID: p.Name, Name: camel(p.Name), Short: sarifText{Text: strings.TrimSuffix(first, ".") + "."}, Full: sarifText{Text: p.Doc},
		Help: sarifText{Text: help, Markdown: markdown}, Default: sarifConfig{p.Severity.String()},
	})
	return i
}

// camel writes a-rule-name as ARuleName.
func camel(name string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(name, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

func (s *sarifWriter) check(c *Check) {
	s.location(c.Path, c.File, source.Pos{}) // every file that was looked at is an artifact
	inv := &s.run.Invocations[0]
	notify := func(level, code, text, path string, f *source.File, p source.Pos) {
		inv.Notifications = append(inv.Notifications, sarifNotification{
			sarifDescriptor{code}, level, sarifText{Text: text}, []sarifLocation{s.location(path, f, p)}})
	}
	for _, d := range unchecked(c) {
		text := d.Message
		if d.Hint != "" {
			text += " (hint: " + d.Hint + ")"
		}
		notify(d.Severity, d.Code, text, d.Path, d.File, d.Span.Start)
		inv.Successful = inv.Successful && d.Severity != "error"
	}
	if c.Decision == nil {
		return
	}
	for _, v := range append(c.Decision.Violations(), c.Decision.Notes()...) {
		s.result(c, v)
	}
	if c.Status() == Unknown {
		notify("warning", "unknown", undecided(c), c.Path, nil, source.Pos{})
	}
}

func (s *sarifWriter) result(c *Check, v explore.Shown) {
	f := v.Finding
	rule := s.rules(props.Property{Name: f.Property, Severity: f.Severity, Doc: f.Property + "."})
	run := c.Run(f)
	if run != nil {
		f = explore.FindingIn(run, f)
	}
	path, file := c.in(f.File)
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Property, f.Name, strings.TrimSpace(lineAt(file, f.Pos))}, "\x00")))
	r := sarifResult{
		RuleID: f.Property, RuleIndex: rule, Kind: "fail", Level: levelOf(c, v.Finding),
		Message:      sarifText{Text: named(f) + f.Message + ". " + scheduleNote(c, v)},
		Locations:    []sarifLocation{s.location(path, file, f.Pos)},
		Fingerprints: map[string]string{"condcheckFinding/v1": hex.EncodeToString(sum[:])},
		Properties: map[string]any{
			"schedule": v.Schedule.String(), "python": version(c.Minor), "steps": v.Trace.Len(), "taskSwitches": v.Switches,
		},
	}
	if run != nil {
		if why := explanation(c.File, run, f); why != "" {
			r.Message.Text += " " + why
		}
		if flow := s.flow(c, f, run); len(flow.ThreadFlows[0].Locations) > 0 {
			r.CodeFlows = []sarifCodeFlow{flow}
		}
	}
	s.run.Results = append(s.run.Results, r)
}

// flow steps through a run: a location for each line, with what happened there.
func (s *sarifWriter) flow(c *Check, f model.Finding, run *model.Run) sarifCodeFlow {
	flow := sarifThreadFlow{ID: "all tasks in the order in which they ran", Locations: []sarifFlowLocation{}}
	add := func(in string, p source.Pos, text, importance string) {
		path, file := c.in(in)
		l := s.location(path, file, p)
		l.Message = &sarifText{Text: text}
		flow.Locations = append(flow.Locations, sarifFlowLocation{l, len(flow.Locations) + 1, importance})
	}
	events := story.Condense(run)
	for i := range run.Steps {
		step := &run.Steps[i]
		head := fmt.Sprintf("step %d, %s", i+1, story.ActorName(run, step.Actor))
		if step.Actor < 0 {
			head = fmt.Sprintf("step %d, %s", i+1, step.Label)
		}
		for _, part := range byLine(run, step, events[i]) {
			importance := "important"
			text := head
			if len(part.did) > 0 {
				text += ": " + strings.Join(part.did, "; ")
			} else {
				importance = "unimportant"
			}
			if part.pos.IsValid() {
				add(part.file, part.pos, text, importance)
			}
		}
	}
	for _, b := range run.Blocked {
		if b.Pos.IsValid() {
			add(b.File, b.Pos, fmt.Sprintf("the end: %s waits for %s", b.Actor, b.On), "essential")
		}
	}
	if f.Pos.IsValid() {
		add(f.File, f.Pos, f.Property+": "+named(f)+f.Message, "essential")
	}
	return sarifCodeFlow{sarifText{Text: fmt.Sprintf("the counterexample, %s", story.Plural(int64(len(run.Steps)), "step"))}, []sarifThreadFlow{flow}}
}

// A lineEvents is a source line that ran in a step, and what happened there.
type lineEvents struct {
	file string
	pos  source.Pos
	did  []string
}

func byLine(run *model.Run, step *model.RunStep, evs []model.Event) (parts []lineEvents) {
	for _, ev := range evs {
		if ev.Kind == model.EvLine {
			parts = append(parts, lineEvents{file: ev.File, pos: ev.Pos})
			continue
		}
		text := strings.TrimSpace(story.Describe(ev, run, 0).Text)
		if text == "" {
			continue
		}
		if ev.Kind == model.EvNotify && ev.Met > 0 {
			if names := story.Selected(run, step.Events, ev); len(names) > 0 {
				text += ": " + strings.Join(names, ", ")
			}
		}
		if len(parts) == 0 {
			parts = append(parts, lineEvents{file: ev.File, pos: ev.Pos})
		}
		last := &parts[len(parts)-1]
		if !last.pos.IsValid() {
			last.file, last.pos = ev.File, ev.Pos
		}
		if !slices.Contains(last.did, text) {
			last.did = append(last.did, text)
		}
	}
	return parts
}

func (s *sarifWriter) location(path string, f *source.File, p source.Pos) sarifLocation {
	uri := fileURI(path)
	i, ok := s.artifact[uri]
	if !ok {
		i = len(s.run.Artifacts)
		s.artifact[uri] = i
		a := sarifArtifact{Location: sarifArtifactLocation{uri, i}, Language: "python"}
		if f != nil {
			sum := sha256.Sum256([]byte(f.Text))
			a.Hashes = map[string]string{"sha-256": hex.EncodeToString(sum[:])}
		}
		s.run.Artifacts = append(s.run.Artifacts, a)
	}
	l := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifactLocation{uri, i}}}
	if p.IsValid() {
		l.Physical.Region = &sarifRegion{StartLine: int(p.Line), StartColumn: column(f, p)}
		if text := lineAt(f, p); text != "" {
			l.Physical.Region.Snippet = &sarifText{Text: text}
		}
	}
	return l
}

// fileURI returns the URI of a file: a relative reference unless the path is
// absolute.
func fileURI(path string) string {
	slashed := filepath.ToSlash(filepath.Clean(path))
	if filepath.IsAbs(path) {
		if !strings.HasPrefix(slashed, "/") {
			slashed = "/" + slashed
		}
		return (&url.URL{Scheme: "file", Path: slashed}).String()
	}
	return (&url.URL{Path: slashed}).String()
}

// column returns the column of p in characters, from 1; p counts bytes.
func column(f *source.File, p source.Pos) int {
	line := lineAt(f, p)
	if n := int(p.Col) - 1; 0 <= n && n <= len(line) {
		return utf8.RuneCountInString(line[:n]) + 1
	}
	return max(int(p.Col), 1)
}

func lineAt(f *source.File, p source.Pos) string {
	if f == nil || !p.IsValid() {
		return ""
	}
	return strings.ToValidUTF8(f.Line(int(p.Line)), "\uFFFD")
}
