package main

import (
	"embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/condcheck/condcheck/props"
)

//go:embed topics/*.txt
var topicFiles embed.FS

// topics are the subjects of condcheck help, in the order of the overview.
var topics = []struct{ name, short string }{
	{"verdicts", "holds, violated, unknown"},
	{"exit-codes", "what the exit code says"},
	{"schedules", "fifo and any"},
	{"threads", "programs that use threading; where they may be preempted"},
	{"profiles", "locks and conditions as in Go, POSIX, Java, and others"},
	{"properties", "what programs are checked for"},
	{"directives", "defaults and expectations in a file's comments"},
	{"semantics", "what a step and a state are"},
	{"reduction", "what is not searched because it shows the same"},
	{"dpor", "programs of threads by their executions, no state kept"},
	{"limits", "when a search does not end"},
	{"syntax", "what a program may contain"},
	{"traces", "counterexamples in files"},
	{"go", "exploring Go tests"},
	{"ci", "formats for build servers, and what a job looks like"},
	{"json", "the output of --format json"},
}

// overview prints what to type next.
func overview(w io.Writer) {
	fmt.Fprint(w, `condcheck explores every scheduling of a program that uses asyncio or threads.

  condcheck verify FILE.py      does any order of events break it?
  condcheck why FILE.py         which of its locks and notifies does it need?
  condcheck outcomes FILE.py    what can it end in?
  condcheck replay TRACE.json   a counterexample again, step by step
  condcheck test ./pkg          every interleaving of a Go package's tests

Commands:
`)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-22s %s\n", c.name+" "+c.args, c.short)
	}
	fmt.Fprint(w, "\nTopics, for condcheck help TOPIC:\n")
	for _, t := range topics {
		fmt.Fprintf(w, "  %-22s %s\n", t.name, t.short)
	}
}

// help explains a command or a topic.
func help(e *env, args []string) int {
	if len(args) == 0 {
		overview(e.stdout)
		return exitHolds
	}
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	for _, t := range topics {
		names = append(names, t.name)
	}
	about := make(map[string]props.Property)
	for _, p := range props.All() {
		about[p.Name] = p
	}
	topic := args[0]
	switch {
	case topic == "verify":
		commandHelp(e.stdout, topic, newVerifyFlags().FlagSet)
	case topic == "why":
		commandHelp(e.stdout, topic, newWhyFlags().FlagSet)
		topicText(e.stdout, topic)
	case topic == "outcomes":
		commandHelp(e.stdout, topic, newOutcomesFlags().FlagSet)
	case topic == "replay":
		commandHelp(e.stdout, topic, newReplayFlags().FlagSet)
		topicText(e.stdout, topic)
	case topic == "test":
		commandHelp(e.stdout, topic, nil)
		fmt.Fprint(e.stdout, goTestHelp)
	case topic == "help" || topic == "version":
		commandHelp(e.stdout, topic, nil)
	case topic == "properties":
		properties(e.stdout)
	case slices.Contains(names, topic):
		text, err := topicFiles.ReadFile("topics/" + topic + ".txt")
		if err != nil {
			return usage(e, err.Error())
		}
		fmt.Fprintf(e.stdout, "%s", text)
	case about[topic].Name != "":
		property(e.stdout, about[topic])
	default:
		for _, p := range props.All() {
			names = append(names, p.Name)
		}
		msg := fmt.Sprintf("help: got topic %q, want one of %s", topic, joinNames(names))
		if s := nearest(topic, names); s != "" {
			msg += fmt.Sprintf("; did you mean %q?", s)
		}
		return usage(e, msg)
	}
	return exitHolds
}

// topicText writes the text of a topic.
func topicText(w io.Writer, topic string) {
	text, err := topicFiles.ReadFile("topics/" + topic + ".txt")
	if err == nil {
		fmt.Fprintf(w, "\n%s", text)
	}
}

func commandHelp(w io.Writer, name string, flags *pflag.FlagSet) {
	for _, c := range commands() {
		if c.name == name {
			fmt.Fprintf(w, "condcheck %s: %s\n", strings.TrimSpace(c.name+" "+c.args), c.short)
		}
	}
	if flags == nil {
		return
	}
	fmt.Fprint(w, "\nFlags:\n")
	kinds := make(map[string]string)
	for _, k := range knobs() {
		kinds[k.name] = k.kind
	}
	flags.VisitAll(func(f *pflag.Flag) {
		left := "--" + f.Name
		if f.Shorthand != "" {
			left = "-" + f.Shorthand + ", " + left
		}
		arg, usage := pflag.UnquoteUsage(f)
		if k := kinds[f.Name]; k != "" {
			left += " " + k
		} else if usage != f.Usage {
			left += " " + arg
		} else if f.Value.Type() == "string" {
			left += " " + strings.NewReplacer(", ", "|", " or ", "|").Replace(f.Usage)
			usage = ""
		}
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("  %-28s %s", left, usage), " "))
	})
	if name == "verify" {
		fmt.Fprint(w, "\nA directory stands for the Python files in it. See also: condcheck help exit-codes,\nschedules, limits, directives.\n")
	}
}

func properties(w io.Writer) {
	for _, p := range props.All() {
		property(w, p)
	}
	fmt.Fprint(w, "--property NAME,… chooses among them; --strict makes errors of warnings and notes.\n")
}

// property writes what a property means, and a program that breaks it.
func property(w io.Writer, p props.Property) {
	optIn := ""
	if p.OptIn {
		optIn = ", if asked for"
	}
	fmt.Fprintf(w, "%s (%s%s)\n", p.Name, p.Severity, optIn)
	rest := "    " + p.Doc
	for len(rest) > 80 {
		cut := strings.LastIndexByte(rest[:80], ' ')
		fmt.Fprintln(w, rest[:cut])
		rest = "    " + rest[cut+1:]
	}
	fmt.Fprintf(w, "%s\n", rest)
	if p.Events != "" {
		fmt.Fprintf(w, "    Watched: %s.\n", p.Events)
	}
	if p.Example != "" {
		fmt.Fprint(w, "\n  Broken by\n")
		for line := range strings.SplitSeq(p.Example, "\n") {
			fmt.Fprintf(w, "    %s\n", line)
		}
	}
	fmt.Fprintln(w)
}
