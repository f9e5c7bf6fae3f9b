package compile

import (
	"bytes"
	"encoding/json"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/python/control"
)

// compiles asks an interpreter which of the texts it compiles; the others have
// the message of the error.
func compiles(t *testing.T, python string, texts []string) []string {
	t.Helper()
	const script = `
import json, sys, warnings
warnings.simplefilter("ignore")
out = []
for text in json.load(sys.stdin):
    try:
        compile(text, "text", "exec")
        out.append("")
    except Exception as e:
        out.append(type(e).__name__ + ": " + str(e))
json.dump(out, sys.stdout)
`
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", script)
	cmd.Stdin = bytes.NewReader(in)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", python, err, stderr.Bytes())
	}
	var answers []string
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatal(err)
	}
	return answers
}

// newest returns the newest interpreter found.
func newest(t *testing.T) string {
	t.Helper()
	var best control.Interpreter
	for _, p := range pythons(t) {
		if p.Minor > best.Minor {
			best = p
		}
	}
	if best.Minor < 12 {
		t.Skipf("got Python %s as the newest interpreter, want 3.12 or later: set CONDCHECK_PYTHONS", best.Version)
	}
	return best.Path
}

// agree compares which texts CPython compiles with which this package does.
func agree(t *testing.T, texts []string) {
	python := newest(t)
	refusals := 0
	for i, theirs := range compiles(t, python, texts) {
		refused, err := compileLoosely("text", texts[i])
		if err != nil {
			t.Errorf("%v in:\n%s", err, texts[i])
			continue
		}
		ours := ""
		if len(refused) > 0 {
			ours = refused[0].Error()
		}
		if (ours == "") != (theirs == "") {
			t.Errorf("got %q, want as CPython %q, for:\n%s", ours, theirs, texts[i])
		}
		if theirs != "" {
			refusals++
		}
	}
	t.Logf("%s: %d texts, %d of them refused", python, len(texts), refusals)
}

// TestAgree compares the texts in testdata/agree.txt.
func TestAgree(t *testing.T) {
	data, err := os.ReadFile("testdata/agree.txt")
	if err != nil {
		t.Fatal(err)
	}
	agree(t, strings.Split(string(data), "---\n"))
}

var token = regexp.MustCompile(`[\pL_][\pL\pN_]*|[0-9.]+|"[^"\n]*"|[^\s\pL\pN_]| +|\n`)

// TestAgreeMutated compares mutations of whole programs: a token taken away,
// doubled, or put in the place of another.
func TestAgreeMutated(t *testing.T) {
	var programs [][]string
	for _, pat := range []string{"testdata/dis/*.py", "testdata/errors/[ns]*.py", "../../../testdata/*.py"} {
		paths, err := filepath.Glob(pat)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range paths {
			text, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			programs = append(programs, token.FindAllString(string(text), -1))
		}
	}
	n, seed := 300, int64(1)
	if os.Getenv("CONDCHECK_ALL_OF_LIB") != "" {
		n = 20_000
	}
	rnd := rand.New(rand.NewSource(seed))
	words := []string{"yield", "await", "async", "nonlocal", "global", "return", "break", "continue", "*", "def", "class", "lambda", ":=", "x"}
	var texts []string
	for range n {
		tokens := append([]string(nil), programs[rnd.Intn(len(programs))]...)
		for range 1 + rnd.Intn(2) {
			i, j := rnd.Intn(len(tokens)), rnd.Intn(len(tokens))
			switch rnd.Intn(5) {
			case 0:
				tokens[i] = ""
			case 1:
				tokens[i] += tokens[i]
			case 2:
				tokens[i] = tokens[j]
			case 3:
				tokens[i] = words[rnd.Intn(len(words))]
			case 4:
				tokens[i] += words[rnd.Intn(len(words))] + " "
			}
		}
		texts = append(texts, strings.Join(tokens, ""))
	}
	agree(t, texts)
}
