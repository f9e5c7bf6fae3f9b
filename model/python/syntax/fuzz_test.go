package syntax

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/source"
)

// seed adds the texts of testdata, whole and in pieces, to a fuzz corpus.
func seed(f *testing.F) {
	for path := range acceptFiles(f) {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
		for _, s := range statementsOf(f, path) {
			f.Add(s)
		}
	}
	for _, path := range errorFiles(f) {
		for _, c := range chunks(f, path) {
			f.Add(c.text)
		}
	}
	f.Add("")
	f.Add("\ufeffx\r\ry\r\n\f z")
	f.Add("# coding: latin-1\n'\xe9'")
	f.Add("f'{f'{f'{")
	f.Add("x\x00y")
	f.Add("[lambda :0]")
}

// FuzzScan checks that tokens lie in the text and follow one another, whatever
// the text.
func FuzzScan(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?") // as Parse sees to
		s := scan(text, nil)
		last := int32(0)
		for i, k := range s.toks {
			if k.off < last || k.stop < k.off || int(k.stop) > len(text) {
				t.Fatalf("token %d, %v: got place %d-%d after %d, text of %d bytes", i, k.kind, k.off, k.stop, last, len(text))
			}
			last = k.off
			if k.end.Before(k.start) {
				t.Fatalf("token %d, %v: got end %v before start %v", i, k.kind, k.end, k.start)
			}
		}
		if n := len(s.toks); n == 0 || s.toks[n-1].kind != tEOF {
			t.Fatalf("got %d tokens without an end of file", n)
		}
		bad := false
		depth := 0
		for _, k := range s.toks {
			switch k.kind {
			case tBad:
				bad = true
			case tIndent:
				depth++
			case tDedent:
				depth--
			}
		}
		if depth != 0 {
			t.Errorf("got %d more indents than dedents", depth)
		}
		if bad && len(s.errs) == 0 {
			t.Error("got a bad token without an error")
		}
	})
}

// FuzzParse checks that there is a tree or an error, and that all places lie
// in the file and in the places of the nodes around them.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		m, errs := Parse(source.NewFile("x.py", text))
		if (m == nil) == (len(errs) == 0) {
			t.Fatalf("got tree %v and errors %v, want one of them", m != nil, errs)
		}
		for i, e := range errs {
			if !e.Span.Start.IsValid() || e.Span.End.Before(e.Span.Start) || e.Msg == "" || e.Code == "" {
				t.Errorf("got ill-formed error %+v", e)
			}
			if i > 0 && e.Span.Start.Before(errs[i-1].Span.Start) {
				t.Errorf("got error %v after %v", e, errs[i-1])
			}
		}
		if m != nil {
			checkPlaces(t, m)
		}
	})
}

// checkPlaces checks that the places of the nodes below m are well-formed.
func checkPlaces(t testing.TB, m *Module) {
	t.Helper()
	lines := m.File.Lines()
	Walk(m, func(n Node) bool {
		at := n.Span()
		if !at.Start.IsValid() || at.End.Before(at.Start) || int(at.End.Line) > lines {
			t.Errorf("%T: got place %v-%v in a file of %d lines", n, at.Start, at.End, lines)
			return false
		}
		if int(at.End.Col) > len(m.File.Line(int(at.End.Line)))+3 {
			t.Errorf("%T: got end %v beyond its line", n, at.End)
		}
		return true
	})
}

// TestPlacesNest checks, over the sample sources, that a node lies in the
// node around it; decorators stand before their function.
func TestPlacesNest(t *testing.T) {
	for path := range acceptFiles(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		m, errs := Parse(source.NewFile(filepath.Base(path), string(text)))
		if len(errs) > 0 {
			t.Fatal(errs)
		}
		nodes := 0
		var visit func(outer Node)
		visit = func(outer Node) {
			Walk(outer, func(n Node) bool {
				if n == outer {
					return true
				}
				nodes++
				in, out := n.Span(), outer.Span()
				decorated := false
				switch outer.(type) {
				case *FunctionDef, *ClassDef:
					decorated = in.Start.Before(out.Start)
				}
				if (in.Start.Before(out.Start) || out.End.Before(in.End)) && !decorated {
					t.Errorf("%s: %T at %v-%v sticks out of %T at %v-%v", path, n, in.Start, in.End, outer, out.Start, out.End)
				}
				visit(n)
				return false
			})
		}
		visit(m)
		if nodes == 0 {
			t.Errorf("%s: got no nodes", path)
		}
	}
}

// BenchmarkParse parses the files of testdata/accept over and over.
func BenchmarkParse(b *testing.B) {
	var files []*source.File
	size := 0
	for path := range acceptFiles(b) {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, source.NewFile(path, string(text)))
		size += len(text)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range files {
			if _, errs := Parse(f); len(errs) > 0 {
				b.Fatal(errs)
			}
		}
	}
}
