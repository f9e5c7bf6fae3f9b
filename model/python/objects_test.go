package python

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/condcheck/condcheck/model/python/compile"
	"github.com/condcheck/condcheck/model/python/lib"
	"github.com/condcheck/condcheck/model/source"
)

var update = flag.Bool("update", false, "compile the library anew: write lib/objects.bin")

// TestObjects compares the library's objects with what its texts are compiled to.
func TestObjects(t *testing.T) {
	objects, errs := compile.Compile(lib.Modules(), func(module string) *compile.File {
		name, text, ok := lib.Text(module)
		if !ok {
			return nil
		}
		return &compile.File{File: source.NewFile("<"+name+">", text), Library: true}
	})
	for _, e := range errs {
		t.Error(e)
	}
	want := lib.Archive(objects)
	if *update {
		if err := os.WriteFile("lib/objects.bin", []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got, err := os.ReadFile("lib/objects.bin"); string(got) != want {
		t.Errorf("lib/objects.bin is not what the library is compiled to now (%v); type: go generate ./model/python/lib", err)
	}
}

// TestObjectsAreTexts compares what programs are compiled to by the library's objects
// and by its texts: also where a program changes the library, or has modules of its
// own in the place of some of it.
func TestObjectsAreTexts(t *testing.T) {
	programs := map[string]string{
		"all":              "",
		"nothing":          "",
		"attribute":        "import asyncio, condcheck, random\nasyncio.Lock = random.choice = None\n",
		"new attribute":    "import asyncio.locks as locks, queue\nlocks.mine = 1\nprint(locks.yours)\n",
		"wrong names":      "import asyncio, itertoolz\nfrom threading import Lokc\nasyncio.Lokc()\n",
		"own heapq":        "import heapq, asyncio, queue\n",
		"own asyncio":      "import asyncio, threading, asyncio.locks\n",
		"own asyncio.lock": "import asyncio.lock, asyncio\n",
	}
	for _, module := range lib.Modules() {
		programs["all"] += "import " + module + "\n"
		programs["from "+module] = "from " + module + " import *\n"
		programs["own "+module] = "import " + module + ", asyncio, threading, dataclasses\n"
	}
	paths, err := filepath.Glob("../../testdata/*.py")
	if err != nil || len(paths) == 0 {
		t.Fatalf("got no programs in testdata (%v)", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		programs[path] = string(text)
	}
	for name, text := range programs {
		own := func(module string) (string, error) {
			if name == "own "+module {
				return "import functools\ndef heappush(heap, item): pass\n", nil
			}
			return "", fs.ErrNotExist
		}
		got := listing(Load(name, []byte(text), WithLoader(own)))
		want := listing(Load(name, []byte(text), WithLoader(own), func(o *options) { o.texts = true }))
		if diff := firstDifference(want, got); diff != "" {
			t.Errorf("%s: got other code from the library's objects than from its texts:\n%s", name, diff)
		}
	}
}

// listing writes all that there is in a compiled program, or what is wrong with it.
func listing(u *Unit, err error) string {
	var errs Errors
	if errors.As(err, &errs) {
		return fmt.Sprint([]Error(errs))
	}
	var b strings.Builder
	for _, m := range u.Source.Modules {
		fmt.Fprintln(&b, m.Name, m.File.Name, len(m.File.Text), m.Library, m.Code, m.Globals)
	}
	for _, c := range u.Source.Codes {
		fmt.Fprintf(&b, "%+v\n", *c)
	}
	for _, c := range u.Source.Consts {
		fmt.Fprintf(&b, "%T %v\n", c, c)
	}
	fmt.Fprintln(&b, u.Source.Names)
	return b.String()
}

// firstDifference returns the first line in which two texts differ, "" if there is none.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		switch {
		case i >= len(w):
			return "+" + g[i]
		case i >= len(g):
			return "-" + w[i]
		case w[i] != g[i]:
			return "-" + w[i] + "\n+" + g[i]
		}
	}
	return ""
}
