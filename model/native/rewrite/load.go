package rewrite

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
)

// A pkg is what go list says of a package.
type pkg struct {
	ImportPath string
	ForTest    string
	Dir        string
	Name       string
	GoFiles    []string
	CgoFiles   []string
	Standard   bool
	Export     string
	ImportMap  map[string]string
	Module     *module
	DepOnly    bool
	Incomplete bool
	Error      *struct{ Err string }
}

type module struct {
	Path, Dir, GoVersion, Version string
	Main                          bool
}

// A Go is how to call the go command.
type Go struct {
	Dir   string   // where
	Flags []string // build flags: -tags=…, -modfile=…
	Env   []string
}

// run runs the go command and returns its output.
func (g *Go) run(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = g.Dir
	cmd.Env = append(os.Environ(), g.Env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		if text := strings.TrimSpace(errs.String()); text != "" {
			return nil, errors.New(text)
		}
		return nil, fmt.Errorf("go %s: %w", args[0], err)
	}
	return out.Bytes(), nil
}

// list returns the packages that patterns name, their tests, and all that these
// depend on.
func (g *Go) list(ctx context.Context, patterns []string) ([]*pkg, error) {
	args := append([]string{"list", "-test", "-deps", "-export", "-e", "-json=ImportPath,ForTest,Dir,Name,GoFiles,CgoFiles,Standard,Export,ImportMap,Module,DepOnly,Incomplete,Error"}, g.Flags...)
	out, err := g.run(ctx, append(append(args, "--"), patterns...)...)
	if err != nil {
		return nil, err
	}
	var ps []*pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		p := &pkg{}
		if err := d.Decode(p); errors.Is(err, io.EOF) {
			return ps, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if p.Error != nil && !p.DepOnly {
			return nil, errors.New(p.Error.Err)
		}
		ps = append(ps, p)
	}
}

// A program is the packages that are to be rewritten, with what is needed to
// know their types.
type program struct {
	fset    *token.FileSet
	byPath  map[string]*pkg // go list's name: "p", "p [p.test]"
	base    string
	rewrite func(*pkg) bool
	told    bool // functions are to say where their variables are

	explored map[string]bool
}

// files rewrites all files of the program's packages; the result maps paths to
// new texts.
func (pr *program) files(ps []*pkg) (map[string][]byte, error) {
	out := make(map[string][]byte)
	seen := make(map[string]bool)
	// A package as its tests see it has more files: those first.
	sort.SliceStable(ps, func(i, j int) bool { return ps[i].ForTest != "" && ps[j].ForTest == "" })
	for _, p := range ps {
		if p.Standard || strings.HasSuffix(p.ImportPath, ".test") || !pr.rewrite(p) {
			continue
		}
		var todo []string
		for _, f := range p.GoFiles {
			path := f
			if !filepath.IsAbs(path) {
				path = filepath.Join(p.Dir, f)
			}
			todo = append(todo, path)
		}
		if len(p.CgoFiles) > 0 {
			return nil, fmt.Errorf("%s: got cgo in %s, want none: code in C cannot be explored", p.ImportPath, p.CgoFiles[0])
		}
		if err := pr.onePackage(p, todo, seen, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (pr *program) onePackage(p *pkg, paths []string, seen map[string]bool, out map[string][]byte) error {
	fresh := false
	for _, path := range paths {
		fresh = fresh || !seen[path]
	}
	if !fresh {
		return nil
	}
	var asts []*ast.File
	var srcs [][]byte
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		a, err := parser.ParseFile(pr.fset, path, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		asts, srcs = append(asts, a), append(srcs, src)
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Uses: make(map[*ast.Ident]types.Object), Defs: make(map[*ast.Ident]types.Object),
		Instances: make(map[*ast.Ident]types.Instance), Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Implicits: make(map[ast.Node]types.Object),
	}
	path, _, _ := strings.Cut(p.ImportPath, " ")
	version := ""
	if p.Module != nil {
		version = p.Module.GoVersion
	}
	var first error
	conf := types.Config{
		Importer: importer.ForCompiler(pr.fset, "gc", pr.lookup(p)),
		Error: func(err error) {
			if first == nil {
				first = err
			}
		},
	}
	if version != "" {
		conf.GoVersion = "go" + version
	}
	if _, err := conf.Check(path, pr.fset, asts, info); err != nil {
		return first
	}
	told := pr.told
	for _, src := range srcs {
		// A variable that is told is not on the stack.
		told = told && !bytes.Contains(src, []byte("testing.AllocsPerRun"))
	}
	for i, a := range asts {
		if seen[paths[i]] {
			continue
		}
		seen[paths[i]] = true
		f := &file{fset: pr.fset, tok: pr.fset.File(a.FileStart), ast: a, src: srcs[i], info: info, base: pr.base, pkg: path, version: version, told: told, explored: pr.explores}
		text, err := f.rewrite()
		if err != nil {
			return err
		}
		if text != nil {
			out[paths[i]] = text
		}
	}
	return nil
}

// lookup finds the export data of what a package imports.
func (pr *program) lookup(p *pkg) importer.Lookup {
	return func(path string) (io.ReadCloser, error) {
		if to, ok := p.ImportMap[path]; ok {
			path = to
		}
		dep := pr.byPath[path]
		if dep == nil || dep.Export == "" {
			if dep != nil && dep.Error != nil {
				return nil, errors.New(dep.Error.Err)
			}
			return nil, fmt.Errorf("%s was not built", path)
		}
		return os.Open(dep.Export)
	}
}

// explores reports whether a package is explored.
func (pr *program) explores(path string) bool {
	if pr.explored == nil {
		pr.explored = make(map[string]bool)
		for name, p := range pr.byPath {
			if !p.Standard && pr.rewrite(p) {
				name, _, _ = strings.Cut(name, " ") // "p [q.test]" is p as q's test sees it
				pr.explored[name] = true
			}
		}
	}
	return pr.explored[path]
}
