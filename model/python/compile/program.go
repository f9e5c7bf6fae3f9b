package compile

import (
	"fmt"
	"sort"
	"strings"

	"github.com/condcheck/condcheck/model"
	"github.com/condcheck/condcheck/model/python/resolve"
	"github.com/condcheck/condcheck/model/python/syntax"
	"github.com/condcheck/condcheck/model/source"
)

// A File is a module's text and what it is to the program.
type File struct {
	*source.File
	// Library is true for a module of the model's own, in which a name that is
	// bound nowhere may be one of the machine's: Lock in asyncio is the builtin
	// asyncio.Lock.
	Library bool
	// Object is what Compile has made of the text, "" if there is none.
	Object string
}

// An Error is an error together with the file that it is in.
type Error struct {
	File *source.File
	Err  syntax.Error
}

// Error returns FILE:LINE:COL: MSG, and the hint in parentheses.
func (e Error) Error() string { return e.File.Name + ":" + e.Err.Error() }

// Unwrap returns the error without its file.
func (e Error) Unwrap() error { return e.Err }

// Options are what Program needs to know beside the text.
type Options struct {
	// Load finds the module that an import names; from is the importing file.
	// It returns nil if there is none.
	Load func(name string, from File) (*File, error)
	// Builtin reports whether the machine has a builtin of that name; nil means
	// model.HasBuiltin.
	Builtin func(name string) bool
	// Modules returns the names of the modelled modules, for suggestions. It may be nil.
	Modules func() []string

	texts   bool // leave objects alone
	partial bool // give the source in spite of errors: for tests
}

// Program compiles the file of the main module, and every module that it
// imports directly or not. The source is nil if there is any error.
func Program(main File, opts Options) (*model.Source, []Error) {
	p := newProgram(opts)
	src := p.src
	p.module("__main__", main)
	if p.parsed() {
		p.stars()
		p.patches()
		if p.unforeseen() {
			opts.texts = true
			return Program(main, opts)
		}
		p.number()
		for _, m := range p.order {
			if !m.bad {
				p.compileModule(m)
				p.link(m)
			}
		}
		src.Names, src.Consts = p.pool.names, p.pool.consts
	}
	if len(p.errs) > 0 {
		p.sortErrors()
		if !opts.partial {
			src = nil
		}
		return src, p.errs
	}
	return src, nil
}

func newProgram(opts Options) *program {
	if opts.Builtin == nil {
		opts.Builtin = hasBuiltin
	}
	return &program{src: &model.Source{}, pool: newPool(), opts: opts, modules: map[string]*module{}, failed: map[string]bool{}}
}

// parsed reports whether all files could be read.
func (p *program) parsed() bool {
	for _, m := range p.order {
		if m.info == nil {
			return false
		}
	}
	return true
}

// A program is the state of one compilation.
type program struct {
	src     *model.Source
	pool    *pool
	opts    Options
	modules map[string]*module
	order   []*module
	errs    []Error
	failed  map[string]bool // modules that could not be read
	aliases int             // how many imports alias has followed
	spare   []*fn           // that nobody uses any more
	room    room
}

// A module is one file being compiled.
type module struct {
	name    string
	file    File
	tree    *syntax.Module
	info    *resolve.Info
	index   int
	globals map[string]int  // number of each global in the source
	patched map[string]bool // attributes that other modules assign, globals all
	out     *object
	unbound map[string]resolve.Unknown

	// exports are the names that its __all__ lists, if exporting says that it has one
	// that is written out.
	exports   map[string]bool
	exporting bool

	bad bool // its scopes contradict each other: no code can be made
}

func (p *program) errorf(m *module, at source.Span, code, hint, format string, args ...any) {
	p.add(m.file.File, syntax.Error{Span: at, Code: code, Msg: fmt.Sprintf(format, args...), Hint: hint})
}

// add records an error once, even if the code it is in is compiled twice.
func (p *program) add(f *source.File, e syntax.Error) {
	for _, o := range p.errs {
		if o.File == f && o.Err.Span == e.Span && o.Err.Msg == e.Msg {
			return
		}
	}
	p.errs = append(p.errs, Error{f, e})
}

func (p *program) sortErrors() {
	rank := map[*source.File]int{}
	for i, m := range p.order {
		rank[m.file.File] = i
	}
	sort.SliceStable(p.errs, func(i, j int) bool {
		a, b := p.errs[i], p.errs[j]
		if a.File != b.File {
			return rank[a.File] < rank[b.File]
		}
		return a.Err.Span.Start.Before(b.Err.Span.Start)
	})
}

// module reads a module and those that it imports.
func (p *program) module(name string, f File) *module {
	m := &module{name: name, file: f, index: len(p.order), globals: map[string]int{}, patched: map[string]bool{}, unbound: map[string]resolve.Unknown{}}
	p.modules[name] = m
	p.order = append(p.order, m)
	if f.Object != "" && !p.opts.texts {
		m.decode(f.Object)
	} else if !p.read(m) {
		return m
	}
	for _, imp := range m.info.Imports {
		p.importModule(m, imp.Module)
		if imp.Name != "" {
			p.importModule(m, join(imp.Module, imp.Name))
		}
	}
	return m
}

// read reads the text of a module, and reports whether it could.
func (p *program) read(m *module) bool {
	var errs syntax.ErrorList
	if m.tree, errs = syntax.Parse(m.file.File); m.tree != nil {
		if m.tree.File != nil {
			m.file.File = m.tree.File
		}
		m.info, errs = resolve.File(m.tree)
	}
	for _, e := range errs {
		p.add(m.file.File, e)
	}
	if m.bad = len(errs) > 0; m.tree == nil {
		return false
	}
	m.exports, m.exporting = exports(m.tree)
	m.absolute()
	for _, u := range m.info.Unbound {
		m.unbound[u.Name] = u
	}
	return true
}

// importModule loads the module that an import in m names, and the packages
// around it, and returns it; nil if there is no such module.
func (p *program) importModule(m *module, name string) *module {
	if name == "" || p.opts.Load == nil {
		return nil
	}
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		if p.importModule(m, name[:i]) == nil {
			return nil
		}
	}
	if got, ok := p.modules[name]; ok {
		return got
	}
	f, err := p.opts.Load(name, m.file)
	if err != nil {
		p.failed[name] = true
		p.add(m.file.File, syntax.Error{Span: m.importSpan(name), Code: CodeImport, Msg: err.Error()})
	}
	if f == nil {
		return nil
	}
	return p.module(name, *f)
}

func (m *module) importSpan(name string) source.Span {
	for _, imp := range m.info.Imports {
		if imp.Module == name || strings.HasPrefix(imp.Module, name+".") {
			return imp.Pos
		}
	}
	return source.Span{}
}

// stars gives the modules that import everything from others the names that
// they use of them.
func (p *program) stars() {
	for _, m := range p.order {
		for _, star := range m.info.Stars {
			from := p.modules[star]
			if from == nil {
				continue
			}
			for _, name := range p.starNames(from, m) {
				m.info.Define(name, resolve.Import{Module: star, Name: name})
			}
		}
	}
}

// starNames lists what m gets from an import of everything in from: of the names
// that the text of from binds, all that its __all__ lists or that are public, and
// those of the machine's that m uses.
func (p *program) starNames(from, m *module) []string {
	var names []string
	for _, v := range from.info.Module.Vars {
		given := from.exports[v.Name] || !from.exporting && !strings.HasPrefix(v.Name, "_")
		if given && m.info.Module.Lookup(v.Name).Kind == resolve.Unbound {
			names = append(names, v.Name)
		}
	}
	for _, u := range m.info.Unbound {
		if !strings.HasPrefix(u.Name, "_") && p.native(from, u.Name) != "" {
			names = append(names, u.Name)
		}
	}
	return names
}

// native returns the machine's name for a name of a library module, "" if
// there is none. The modules of a package have the names of the package.
func (p *program) native(m *module, name string) string {
	if !m.file.Library {
		return ""
	}
	for pkg := m.name; ; {
		if full := pkg + "." + name; p.opts.Builtin(full) {
			return full
		}
		i := strings.LastIndexByte(pkg, '.')
		if i < 0 {
			return ""
		}
		pkg = pkg[:i]
	}
}

// number numbers all globals: those of the first module first.
func (p *program) number() {
	n := 0
	for _, m := range p.order {
		out := &model.Module{Name: m.name, File: m.file.File, Library: m.file.Library}
		p.src.Modules = append(p.src.Modules, out)
		for _, v := range m.info.Module.Vars {
			m.globals[v.Name] = n
			n++
			out.Globals = append(out.Globals, model.Global{Name: p.pool.name(v.Name), Once: v.Once && !m.patched[v.Name], Builtin: p.builtinConst(m, v.Name)})
			delete(m.patched, v.Name) // it is a global anyway
		}
		for _, name := range sortedKeys(m.patched) {
			m.globals[name] = n
			n++
			out.Globals = append(out.Globals, model.Global{Name: p.pool.name(name), Builtin: p.builtinConst(m, name)})
		}
	}
}

func sortedKeys(m map[string]bool) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// builtinConst returns the constant that a load of a global finds while the
// global is unbound, or -1.
func (p *program) builtinConst(m *module, name string) int {
	if b := p.builtin(m, name); b != "" {
		return p.pool.constant(model.Builtin(b))
	}
	return -1
}

// builtin returns the machine's name for a name that module m does not bind,
// "" if there is none.
func (p *program) builtin(m *module, name string) string {
	if p.opts.Builtin(name) && !strings.Contains(name, ".") {
		return name
	}
	return p.native(m, name)
}

// patches finds the attributes of modules that are assigned from outside, as in
// `random.choice = fake`.
func (p *program) patches() {
	for _, o := range p.order {
		for _, a := range o.info.Stores {
			if m := p.moduleExpr(o, o.info.Module, a.Value); m != nil {
				m.patched[a.Attr] = true
			}
		}
	}
}

// compileModule makes the object of a module, unless it has one.
func (p *program) compileModule(m *module) {
	if m.out != nil {
		return
	}
	m.out = newObject()
	c := p.newFn(m, m.info.Module, "<module>")
	c.code.Flags = model.FlagModule
	c.docstring(m.tree.Body)
	c.stmts(m.tree.Body)
	c.implicitReturn(m.tree.Span())
	c.finish()
}
