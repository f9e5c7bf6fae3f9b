package syntax

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/condcheck/condcheck/model/source"
	"pgregory.net/rapid"

	_ "github.com/condcheck/condcheck/props/proptest/steady"
)

// statementsOf cuts a file into its top-level statements, with the comments
// and blank lines between them left out.
func statementsOf(t testing.TB, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, errs := Parse(source.NewFile(path, string(text)))
	if len(errs) > 0 {
		return nil // not a file of this version
	}
	var list []string
	for i, s := range m.Body {
		from := int(s.Span().Start.Line)
		to := m.File.Lines()
		if i+1 < len(m.Body) {
			to = max(from, int(m.Body[i+1].Span().Start.Line)-1)
		}
		if i > 0 && int(m.Body[i-1].Span().End.Line) >= from {
			continue
		}
		var b strings.Builder
		for n := from; n <= to; n++ {
			b.WriteString(m.File.Line(n))
			b.WriteByte('\n')
		}
		if b.Len() < 3000 {
			list = append(list, b.String())
		}
	}
	return list
}

// mutations of a sequence of tokens: each takes the texts of the tokens with
// the blanks before them.
var scraps = strings.Fields(`( ) [ ] { } , : ; . ... -> @ = := + - * / // % ** << >> | ^ & ~ == != < <= > >= += **= ! $ ?
	False None True and as assert async await break class continue def del elif else except finally for from global if
	import in is lambda nonlocal not or pass raise return try while with yield match case type _ x print 1 0x1f 1.5 2j
	'a' b'b' f'{x}' f'{x!r:>{y}}' '''c''' u'd' rb'e' *x **x *_ \ # f'{ }'`)

var characters = []string{
	"", " ", "\n", "\t", "\r", "\f", "\\", "\\\n", "'", "\"", "'''", "#", "{", "}", ":", "!", "=", "_", "0", "e", "j", ".",
	"é", "\u00a0", "\u0660", "\v", "\x00",
}

// mutate changes one or two tokens of text at random.
func mutate(t *rapid.T, text string) string {
	if rapid.IntRange(0, 3).Draw(t, "by character") == 0 {
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		c := rapid.SampledFrom(characters).Draw(t, "character")
		return text[:at] + c + text[at+rapid.IntRange(0, 1).Draw(t, "replaced"):]
	}
	s := scan(text, nil)
	var cuts []string // blanks and token by turns
	last := int32(0)
	for _, k := range s.toks {
		if k.stop > k.off && k.kind != tFMiddle && k.off >= last {
			cuts = append(cuts, text[last:k.off], text[k.off:k.stop])
			last = k.stop
		}
	}
	tail := text[last:]
	n := len(cuts) / 2
	if n == 0 {
		return text
	}
	for range rapid.IntRange(1, 2).Draw(t, "changes") {
		i := rapid.IntRange(0, n-1).Draw(t, "token")*2 + 1
		switch rapid.SampledFrom([]string{"delete", "duplicate", "swap", "replace", "insert", "glue"}).Draw(t, "change") {
		case "delete":
			cuts[i] = ""
		case "duplicate":
			cuts[i] += " " + cuts[i]
		case "swap":
			j := rapid.IntRange(0, n-1).Draw(t, "other")*2 + 1
			cuts[i], cuts[j] = cuts[j], cuts[i]
		case "replace":
			cuts[i] = rapid.SampledFrom(scraps).Draw(t, "scrap")
		case "insert":
			cuts[i] += " " + rapid.SampledFrom(scraps).Draw(t, "scrap")
		case "glue":
			cuts[i-1] = ""
		}
	}
	return strings.Join(cuts, "") + tail
}

// TestAgreeMutations changes tokens of real programs at random: what the
// newest CPython found accepts is accepted with the same tree, and what all found reject is
// rejected, but for the syntax that only later versions have.
func TestAgreeMutations(t *testing.T) {
	refs := references(t)
	newest := refs[len(refs)-1]
	var pool []string
	for path := range acceptFiles(t) {
		pool = append(pool, statementsOf(t, path)...)
	}
	for _, path := range newest.files(t, append(core, sample...)...) {
		if strings.Contains(path, "test_") || strings.Contains(path, "asyncio") {
			pool = append(pool, statementsOf(t, path)...)
		}
	}
	t.Logf("%d statements", len(pool))
	accepted, rejected := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		text := mutate(rt, rapid.SampledFrom(pool).Draw(rt, "text"))
		if !utf8.ValidString(text) {
			return // as a file it is refused, but ast.parse lets such comments pass
		}
		m, errs := Parse(source.NewFile("x.py", text))
		want := newest.text(t, text)
		switch {
		case m != nil && want.Tree != nil:
			accepted++
			// != in a field spoils the text that = asks for in 3.13.0.
			if got := dump(m, newest.Minor); got != *want.Tree && !strings.Contains(text, "!=") {
				rt.Fatalf("%v: %s\n%s", newest.Interpreter, firstDifference(got, *want.Tree), text)
			}
		case m == nil && want.Tree == nil:
			rejected++
		case m == nil:
			rt.Fatalf("got %v, %v has a tree:\n%s", errs, newest.Interpreter, text)
		case later(m, newest.Minor):
		default:
			for _, r := range refs[:len(refs)-1] {
				if r.brief(t, text).Tree != nil {
					return
				}
			}
			rt.Fatalf("got a tree, %v says %s:\n%s", newest.Interpreter, want.Error, text)
		}
	})
	t.Logf("%d accepted, %d rejected by both", accepted, rejected)
}

// later reports whether m has syntax that Python 3.minor has not yet.
func later(m *Module, minor int) bool {
	found := false
	Walk(m, func(n Node) bool {
		switch n := n.(type) {
		case *TemplateStr:
			found = found || minor < 14
		case *ExceptHandler:
			t, ok := n.Type.(*Tuple)
			found = found || minor < 14 && ok && !t.Parens
		case *TypeParam:
			found = found || minor < 12 || minor < 13 && n.Default != nil
		case *JoinedStr:
			found = found || minor < 12
		case *Match:
			found = found || minor < 10
		}
		return true
	})
	return found
}
