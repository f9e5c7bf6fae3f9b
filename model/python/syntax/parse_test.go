package syntax

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/condcheck/condcheck/model/source"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func parse(t testing.TB, text string) *Module {
	t.Helper()
	m, errs := Parse(source.NewFile("x.py", text))
	if len(errs) > 0 {
		t.Fatalf("%q: got %v", text, errs)
	}
	return m
}

// TestEncoding parses texts in various encodings, all of which assign 'é'.
func TestEncoding(t *testing.T) {
	for _, c := range []struct {
		text string
		col  int32 // of the value
		err  string
	}{
		{"x = 'é'", 5, ""},
		{"\ufeffx = 'é'", 5, ""},
		{"\ufeff# coding: utf-8\nx = 'é'", 5, ""},
		{"# -*- coding: latin-1 -*-\nx = '\xe9'", 5, ""},
		{"#!/bin/python\n# vim: set fileencoding=ISO-8859-15 :\r\nx = '\xe9'", 5, ""},
		{"# coding=cp437\nx = '\x82'", 5, ""},
		{"# coding: utf_8\nx = 'é'", 5, ""},
		{"x = 1\n\n# coding: latin-1\nx = 'é'", 5, ""},
		{"x = '\xe9'", 0, "1:6: got byte 0xe9, want UTF-8 (save the file as UTF-8, or declare its encoding in the first line)"},
		{"# coding: ascii\nx = 'é'", 0, "2:6: got byte 0xc3, want ASCII as declared in line 1"},
		{"# coding: iso-8859-15\n'\x84'; x = '\xe9'", 11, ""},
		{"# coding: cp1252\nx = '\x81'", 0, `2:6: got byte 0x81, which the declared encoding "cp1252" does not have`},
		{"# coding: klingon\nx = 'é'", 0, `1:1: got unknown encoding "klingon" (save the file as UTF-8)`},
		{"\ufeff# coding: latin-1\nx = 'é'", 0, `1:1: got a UTF-8 byte order mark and the encoding declaration "latin-1" (drop one of the two)`},
	} {
		m, errs := Parse(source.NewFile("x.py", c.text))
		if c.err != "" {
			if got := errs.Error(); got != c.err {
				t.Errorf("%q: got %q, want %q", c.text, got, c.err)
			}
			continue
		}
		if len(errs) > 0 {
			t.Errorf("%q: got %v", c.text, errs)
			continue
		}
		v := m.Body[len(m.Body)-1].(*Assign).Value.(*Constant)
		if v.Value != "é" || v.Start.Col != c.col {
			t.Errorf("%q: got %q at %v, want é in column %d", c.text, v.Value, v.Start, c.col)
		}
		if line := m.File.Line(int(v.Start.Line)); !strings.Contains(line, "'é'") {
			t.Errorf("%q: got line %q in the module's file, want one with 'é'", c.text, line)
		}
	}
}

// TestComments checks the text and place of the comments of a file.
func TestComments(t *testing.T) {
	m := parse(t, "# condcheck: schedule=fifo\nx = [1,  # one\n  '# no']\r\n  # want deadlock \"x\"\n#")
	type comment struct{ Text, Place string }
	var got []comment
	for _, c := range m.Comments {
		got = append(got, comment{c.Text, c.Start.String() + "-" + c.End.String()})
	}
	want := []comment{
		{"# condcheck: schedule=fifo", "1:1-1:27"},
		{"# one", "2:10-2:15"},
		{"# want deadlock \"x\"", "4:3-4:22"},
		{"#", "5:1-5:2"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("comments, -want +got:\n%s", diff)
	}
}

// TestLineEnds checks that all three line ends mean the same, in code and in
// strings.
func TestLineEnds(t *testing.T) {
	text := "if x:\n  y = '''a\nb\\\nc'''\n  z = \\\n 1 # c\n\nw = f'''\n{x\n}'''\n"
	want := dump(parse(t, text), 13)
	for _, end := range []string{"\r\n", "\r"} {
		if got := dump(parse(t, strings.ReplaceAll(text, "\n", end)), 13); got != want {
			t.Errorf("with %q: %s", end, firstDifference(got, want))
		}
	}
}

// TestNames checks that names are normalised and their places are not.
func TestNames(t *testing.T) {
	m := parse(t, "ﬁ.ﬁ = 𝔘")
	a := m.Body[0].(*Assign)
	attr := a.Targets[0].(*Attribute)
	if attr.Attr != "fi" || attr.Value.(*Name).ID != "fi" || a.Value.(*Name).ID != "U" {
		t.Errorf("got %s.%s = %s, want fi.fi = U", attr.Value.(*Name).ID, attr.Attr, a.Value.(*Name).ID)
	}
	if attr.AttrPos.Col != 5 || attr.End.Col != 8 {
		t.Errorf("got attribute at %v up to %v, want 1:5 up to 1:8", attr.AttrPos, attr.End)
	}
}

// TestRunes checks that characters, surrogates among them, survive
// AppendRune and DecodeRune, and that UTF-8 is left as it is.
func TestRunes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(rapid.OneOf(rapid.Int32Range(0, 0x10ffff), rapid.Int32Range(0xd700, 0xe100))).Draw(t, "runes")
		var b []byte
		valid := true
		for _, r := range want {
			b = AppendRune(b, r)
			valid = valid && utf8.ValidRune(r)
		}
		if utf8.Valid(b) != valid {
			t.Fatalf("%x: got valid UTF-8 %v, want %v", b, !valid, valid)
		}
		got := []int32{}
		for s := string(b); len(s) > 0; {
			r, n := DecodeRune(s)
			got = append(got, r)
			s = s[n:]
		}
		if diff := cmp.Diff(append([]int32{}, want...), got); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// TestDocstring checks what counts as a docstring.
func TestDocstring(t *testing.T) {
	for text, want := range map[string]string{
		"'a' 'b'": "ab", "f'a'": "-", "b'a'": "-", "x": "-", "": "-", "('a')": "a", "pass; 'a'": "-", "''": "",
	} {
		got, ok := Docstring(parse(t, text).Body)
		if !ok {
			got = "-"
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestNearKeyword checks which names are taken for misspelt keywords.
func TestNearKeyword(t *testing.T) {
	for word, want := range map[string]string{
		"whlie": "while", "retrun": "return", "esle": "else", "improt": "import", "calss": "class", "dfe": "def",
		"x": "", "while": "", "client": "", "mtach": "match", "iff": "if",
	} {
		if got := nearKeyword(word); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}
