package rewrite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/condcheck/condcheck/model/native"
)

// explorer is the import path of package native.
const explorer = "github.com/condcheck/condcheck/model/native"

// laid is where the explorer is laid over a module that does not require it.
const laid = "condcheck_native"

// Options say what to rewrite.
type Options struct {
	Go       Go
	Patterns []string // packages whose tests are to be explored
	With     []string // modules to be rewritten, too, beside the main module
	// Plain leaves out that functions say where their variables are: executions
	// that come to the same state cannot be joined then.
	Plain bool
	Work  string // a directory for the rewritten files
}

// A Prepared is what the go command needs to build the rewritten packages.
type Prepared struct {
	Flags []string // -overlay=…, -modfile=…
	// RaceFlags are those that a build with -race needs, too.
	RaceFlags []string
	Files     int // rewritten
}

// Prepare rewrites the packages and all that they need of the main module and of
// the modules With.
func Prepare(ctx context.Context, opts Options) (*Prepared, error) {
	g := opts.Go
	main, err := g.mainModule(ctx)
	if err != nil {
		return nil, err
	}
	out := &Prepared{}
	overlay := make(map[string]string)
	if len(opts.With) > 0 {
		modfile, err := g.vendorInto(ctx, main, opts.With, opts.Work)
		if err != nil {
			return nil, err
		}
		g.Flags = append(g.Flags, "-modfile="+modfile, "-mod=mod")
		out.Flags = append(out.Flags, "-modfile="+modfile, "-mod=mod")
	}
	base := explorer
	if !g.requires(ctx, main) {
		base = main.Path + "/" + laid
		if err := layExplorer(filepath.Join(opts.Work, "explorer"), filepath.Join(main.Dir, laid), base, overlay); err != nil {
			return nil, err
		}
	}
	out.RaceFlags = []string{"-gcflags=" + base + "/...=-race=false -l"}
	ps, err := g.list(ctx, opts.Patterns)
	if err != nil {
		return nil, err
	}
	with := make(map[string]bool)
	for _, m := range opts.With {
		m, _, _ = strings.Cut(m, "@")
		with[m] = true
	}
	pr := &program{fset: token.NewFileSet(), byPath: make(map[string]*pkg), base: base, told: !opts.Plain, rewrite: func(p *pkg) bool {
		name, _, _ := strings.Cut(p.ImportPath, " ")
		if name == explorer || strings.HasPrefix(name, explorer+"/") && !strings.HasPrefix(name, explorer+"/testdata") {
			return false
		}
		return p.Module != nil && (p.Module.Main || with[p.Module.Path])
	}}
	for _, p := range ps {
		pr.byPath[p.ImportPath] = p
	}
	texts, err := pr.files(ps)
	if err != nil {
		return nil, err
	}
	n := 0
	for from, text := range texts {
		to := filepath.Join(opts.Work, "files", fmt.Sprintf("%d-%s", n, filepath.Base(from)))
		n++
		if err := write(to, text); err != nil {
			return nil, err
		}
		overlay[from] = to
	}
	out.Files = n
	text, err := json.MarshalIndent(struct{ Replace map[string]string }{overlay}, "", " ")
	if err != nil {
		return nil, err
	}
	name := filepath.Join(opts.Work, "overlay.json")
	if err := write(name, text); err != nil {
		return nil, err
	}
	out.Flags = append(out.Flags, "-overlay="+name)
	return out, nil
}

func write(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

// mainModule returns the module in whose directory the go command runs.
func (g *Go) mainModule(ctx context.Context) (*module, error) {
	out, err := g.run(ctx, append(append([]string{"list", "-m", "-json"}, modFlags(g.Flags)...), "--")...)
	if err != nil {
		return nil, err
	}
	m := &module{}
	if err := json.Unmarshal(out, m); err != nil {
		return nil, fmt.Errorf("got several modules (a workspace?), want one: set GOWORK=off or go to the module's directory: %w", err)
	}
	if m.Dir == "" || m.Path == "command-line-arguments" {
		return nil, errors.New("got no go.mod, want a module: go mod init makes one")
	}
	return m, nil
}

// modFlags are those flags that go list -m understands.
func modFlags(flags []string) (out []string) {
	for _, f := range flags {
		if strings.HasPrefix(f, "-modfile") || strings.HasPrefix(f, "-mod=") {
			out = append(out, f)
		}
	}
	return out
}

// requires reports whether the module has the explorer already.
func (g *Go) requires(ctx context.Context, main *module) bool {
	if strings.HasPrefix(explorer, main.Path+"/") {
		return true
	}
	out, err := g.run(ctx, append(append([]string{"list", "-f", "{{.Dir}}"}, g.Flags...), explorer+"/hook")...)
	return err == nil && strings.TrimSpace(string(out)) != ""
}

// layExplorer writes the explorer's files to dir and lays them over the module:
// at is where they are to seem to be, base their import path.
func layExplorer(dir, at, base string, overlay map[string]string) error {
	return fs.WalkDir(native.Source, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(name, "_test.go") || name == "embed.go" || !strings.HasSuffix(name, ".go") {
			return err
		}
		text, err := native.Source.ReadFile(name)
		if err != nil {
			return err
		}
		head := "//go:build go1.24\n\n"
		if only, rest, ok := strings.Cut(string(text), "\n"); ok && strings.HasPrefix(only, "//go:build ") {
			head, text = only+" && go1.24\n", []byte(rest)
		}
		s := head + strings.ReplaceAll(string(text), `"`+explorer, `"`+base)
		to := filepath.Join(dir, filepath.FromSlash(name))
		overlay[filepath.Join(at, filepath.FromSlash(name))] = to
		return write(to, []byte(s))
	})
}

// vendorInto copies modules, since the go command does not overlay files of its
// cache, and writes a go.mod that uses the copies.
func (g *Go) vendorInto(ctx context.Context, main *module, with []string, work string) (string, error) {
	modfile := filepath.Join(main.Dir, "go.mod")
	for _, f := range g.Flags {
		if name, ok := strings.CutPrefix(f, "-modfile="); ok {
			modfile = name
			if !filepath.IsAbs(name) {
				modfile = filepath.Join(g.Dir, name)
			}
		}
	}
	mod, err := os.ReadFile(modfile)
	if err != nil {
		return "", err
	}
	sum, err := os.ReadFile(strings.TrimSuffix(modfile, ".mod") + ".sum")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	edits := []string{"mod", "edit"}
	for _, w := range with {
		name, _, _ := strings.Cut(w, "@")
		out, err := g.run(ctx, append(append([]string{"list", "-m", "-json"}, modFlags(g.Flags)...), name)...)
		if err != nil {
			return "", fmt.Errorf("-with %s: %w", w, err)
		}
		m := &module{}
		if err := json.Unmarshal(out, m); err != nil {
			return "", fmt.Errorf("-with %s: %w", w, err)
		}
		if m.Dir == "" {
			return "", fmt.Errorf("-with %s: the module has not been downloaded; type: go mod download %s", w, name)
		}
		to := filepath.Join(work, "with", filepath.FromSlash(path.Join(m.Path)))
		if err := CopyModule(to, m.Dir, m.Path, m.GoVersion); err != nil {
			return "", err
		}
		edits = append(edits, "-dropreplace="+m.Path, "-dropreplace="+m.Path+"@"+m.Version, "-replace="+m.Path+"="+to)
	}
	name := filepath.Join(work, "go.mod")
	if err := write(name, mod); err != nil {
		return "", err
	}
	if _, err := g.run(ctx, append(edits, name)...); err != nil {
		return "", err
	}
	return name, write(filepath.Join(work, "go.sum"), sum)
}

// CopyModule copies a module's files, writable, and gives it a go.mod if it has
// none.
func CopyModule(to, from, name, version string) error {
	err := filepath.WalkDir(from, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, p)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return write(filepath.Join(to, rel), text)
	})
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(to, "go.mod")); err == nil {
		return nil
	}
	if version == "" {
		version = "1.16"
	}
	return write(filepath.Join(to, "go.mod"), []byte("module "+name+"\n\ngo "+version+"\n"))
}
