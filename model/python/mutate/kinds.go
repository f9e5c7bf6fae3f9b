package mutate

import (
	"strings"

	"github.com/condcheck/condcheck/model/python/syntax"
)

// What objects names stand for is guessed from the text: a name, or an attribute
// of that name, anywhere in the file may be what is assigned to the name anywhere,
// or passed for it in a call. A wrong guess costs a change that does not run.

// A kind is a set of kinds of objects.
type kind uint16

const (
	lock kind = 1 << iota
	condition
	event
	semaphore
	queue
	barrier
	other    // an object of a class of the program's own
	threaded // of module threading or queue

	known = lock | condition | event | semaphore | queue | barrier
)

func (k kind) has(x kind) bool { return k&x != 0 }

var constructors = map[string]kind{
	"Lock": lock, "RLock": lock, "Condition": condition, "Event": event,
	"Semaphore": semaphore, "BoundedSemaphore": semaphore, "Barrier": barrier,
	"Queue": queue, "LifoQueue": queue, "PriorityQueue": queue, "SimpleQueue": queue,
}

// infer fills in the tables of a program.
func (p *program) infer() {
	for _, n := range p.nodes {
		switch n := n.(type) {
		case *syntax.Import:
			for _, a := range n.Names {
				as := a.AsName
				if as == "" {
					as, _, _ = strings.Cut(a.Name, ".")
				}
				p.imports[as] = a.Name
			}
		case *syntax.ImportFrom:
			for _, a := range n.Names {
				as := a.AsName
				if as == "" {
					as = a.Name
				}
				p.imports[as] = n.Module + "." + a.Name
			}
		case *syntax.FunctionDef:
			p.funcs[n.Name] = append(p.funcs[n.Name], n)
		case *syntax.ClassDef:
			p.classes[n.Name] = n
		}
	}
	for before := -1; before != p.weight(); {
		before = p.weight()
		for _, n := range p.nodes {
			p.flow(n)
		}
	}
	each(p, func(c *syntax.Call) { // by use, where nothing else is known
		if a, ok := c.Func.(*syntax.Attribute); ok && p.kindOf(a.Value) == 0 && !p.module(a.Value) {
			switch a.Attr {
			case "notify", "notify_all", "notifyAll":
				p.note(a.Value, condition)
			}
		}
	})
}

func (p *program) weight() (n int) {
	for _, k := range p.kinds {
		for ; k != 0; k &= k - 1 {
			n++
		}
	}
	return n
}

// module reports whether an expression is an imported name.
func (p *program) module(e syntax.Expr) bool {
	n, ok := e.(*syntax.Name)
	return ok && p.imports[n.ID] != ""
}

// dotted is the full name of what an expression imports, "" if it is none.
func (p *program) dotted(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Name:
		return p.imports[e.ID]
	case *syntax.Attribute:
		if m := p.dotted(e.Value); m != "" {
			return m + "." + e.Attr
		}
	}
	return ""
}

// constructor is the kind of what the calls of an expression make.
func (p *program) constructor(e syntax.Expr) kind {
	module, name, _ := strings.Cut(p.dotted(e), ".")
	if k := constructors[name]; k != 0 {
		switch module {
		case "asyncio":
			return k
		case "threading", "queue":
			return k | threaded
		}
	}
	if n, ok := e.(*syntax.Name); ok {
		if c := p.classes[n.ID]; c != nil {
			for _, b := range c.Bases {
				if k := p.constructor(b); k.has(known) {
					return k
				}
			}
			return other
		}
	}
	return 0
}

// kindOf is what an expression may be.
func (p *program) kindOf(e syntax.Expr) (k kind) {
	switch e := e.(type) {
	case *syntax.Name:
		if e.ID == "self" {
			return p.selfKind(e)
		}
		return p.kinds[e.ID] | p.constructor(e)
	case *syntax.Attribute:
		return p.kinds[e.Attr] | p.constructor(e)
	case *syntax.Subscript:
		return p.kindOf(e.Value)
	case *syntax.Await:
		return p.kindOf(e.Value)
	case *syntax.Starred:
		return p.kindOf(e.Value)
	case *syntax.NamedExpr:
		return p.kindOf(e.Value)
	case *syntax.IfExp:
		return p.kindOf(e.Body) | p.kindOf(e.Else)
	case *syntax.BoolOp:
		return p.kindsOf(e.Values)
	case *syntax.List:
		return p.kindsOf(e.Elts)
	case *syntax.Tuple:
		return p.kindsOf(e.Elts)
	case *syntax.Set:
		return p.kindsOf(e.Elts)
	case *syntax.Dict:
		return p.kindsOf(e.Values)
	case *syntax.ListComp:
		return p.kindOf(e.Elt)
	case *syntax.GeneratorExp:
		return p.kindOf(e.Elt)
	case *syntax.DictComp:
		return p.kindOf(e.Value)
	case *syntax.Call:
		return p.resultOf(e)
	}
	return 0
}

func (p *program) kindsOf(es []syntax.Expr) (k kind) {
	for _, e := range es {
		k |= p.kindOf(e)
	}
	return k
}

// selfKind is the kind of the class in whose method a name stands.
func (p *program) selfKind(n syntax.Node) kind {
	for n = p.parent[n]; n != nil; n = p.parent[n] {
		if c, ok := n.(*syntax.ClassDef); ok {
			for _, b := range c.Bases {
				if k := p.constructor(b); k.has(known) {
					return k
				}
			}
			return other
		}
	}
	return 0
}

// passers are functions of the library that return what they are given, or what
// is in it.
var passers = map[string]bool{"zip": true, "enumerate": true, "list": true, "tuple": true, "reversed": true, "sorted": true,
	"iter": true, "next": true, "dict": true, "defaultdict": true, "field": true, "cycle": true, "deque": true}

// resultOf is what a call may return.
func (p *program) resultOf(c *syntax.Call) (k kind) {
	if k = p.constructor(c.Func); k != 0 {
		return k
	}
	name := lastName(c.Func)
	for _, f := range p.funcs[name] {
		inside(f, func(n syntax.Node) {
			if r, ok := n.(*syntax.Return); ok && r.Value != nil && !calls(r.Value, name) {
				k |= p.kindOf(r.Value)
			}
		})
	}
	if passers[name] {
		k |= p.kindsOf(c.Args)
		for _, w := range c.Keywords {
			k |= p.kindOf(w.Value)
		}
	}
	if a, ok := c.Func.(*syntax.Attribute); ok {
		switch a.Attr {
		case "get", "pop", "setdefault", "values", "items", "popleft":
			k |= (p.kindOf(a.Value) | p.kindsOf(c.Args)) &^ queue
		}
	}
	return k
}

func calls(e syntax.Expr, name string) (found bool) {
	syntax.Walk(e, func(n syntax.Node) bool {
		c, ok := n.(*syntax.Call)
		found = found || ok && lastName(c.Func) == name
		return true
	})
	return found
}

func lastName(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Name:
		return e.ID
	case *syntax.Attribute:
		return e.Attr
	case *syntax.Subscript:
		return lastName(e.Value)
	}
	return ""
}

// note takes note of what a target may be.
func (p *program) note(target syntax.Expr, k kind) {
	switch t := target.(type) {
	case *syntax.Tuple:
		for _, e := range t.Elts {
			p.note(e, k)
		}
	case *syntax.List:
		for _, e := range t.Elts {
			p.note(e, k)
		}
	case *syntax.Starred:
		p.note(t.Value, k)
	default:
		if name := lastName(target); name != "" && k != 0 {
			p.kinds[name] |= k
		}
	}
}

// assign notes an assignment, item by item where both sides show their items.
func (p *program) assign(target, value syntax.Expr) {
	t, ok1 := target.(*syntax.Tuple)
	v, ok2 := value.(*syntax.Tuple)
	if ok1 && ok2 && len(t.Elts) == len(v.Elts) {
		for i := range t.Elts {
			p.assign(t.Elts[i], v.Elts[i])
		}
		return
	}
	p.note(target, p.kindOf(value))
}

// flow notes what a node passes on.
func (p *program) flow(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.Assign:
		for _, t := range n.Targets {
			p.assign(t, n.Value)
		}
	case *syntax.AnnAssign:
		p.note(n.Target, p.kindOf(n.Annotation))
		if n.Value != nil {
			p.assign(n.Target, n.Value)
		}
	case *syntax.NamedExpr:
		p.note(n.Target, p.kindOf(n.Value))
	case *syntax.For:
		p.note(n.Target, p.kindOf(n.Iter))
	case *syntax.Comprehension:
		p.note(n.Target, p.kindOf(n.Iter))
	case *syntax.WithItem:
		if n.Vars != nil {
			p.note(n.Vars, p.kindOf(n.Context)&^threaded)
		}
	case *syntax.Arg:
		if n.Annotation != nil {
			p.kinds[n.Name] |= p.kindOf(n.Annotation)
		}
	case *syntax.Call:
		p.pass(n)
	}
}

// pass notes the arguments of a call for the parameters of the functions of that
// name: of the one called, or of one among the arguments that is to be called with
// the arguments behind it.
func (p *program) pass(c *syntax.Call) {
	p.bind(lastName(c.Func), c.Args, c.Keywords)
	if cl := p.classes[lastName(c.Func)]; cl != nil {
		for _, s := range cl.Body {
			switch s := s.(type) {
			case *syntax.FunctionDef:
				if s.Name == "__init__" {
					p.bindTo(s, c.Args, c.Keywords)
				}
			case *syntax.AnnAssign: // of a dataclass
				for _, k := range c.Keywords {
					if k.Arg == lastName(s.Target) {
						p.note(s.Target, p.kindOf(k.Value))
					}
				}
			}
		}
	}
	for i, a := range c.Args {
		if name := lastName(a); len(p.funcs[name]) > 0 {
			p.bind(name, c.Args[i+1:], nil)
		}
	}
	var target string
	var args []syntax.Expr
	for _, k := range c.Keywords {
		switch k.Arg {
		case "target":
			target = lastName(k.Value)
		case "args":
			if t, ok := k.Value.(*syntax.Tuple); ok {
				args = t.Elts
			}
		}
	}
	p.bind(target, args, nil)
}

func (p *program) bind(name string, args []syntax.Expr, keywords []*syntax.Keyword) {
	for _, f := range p.funcs[name] {
		p.bindTo(f, args, keywords)
	}
}

func (p *program) bindTo(f *syntax.FunctionDef, args []syntax.Expr, keywords []*syntax.Keyword) {
	params := append(append([]*syntax.Arg{}, f.Args.PosOnly...), f.Args.Args...)
	if _, method := p.parent[f].(*syntax.ClassDef); method && len(params) > 0 {
		params = params[1:]
	}
	for i, a := range args {
		if s, ok := a.(*syntax.Starred); ok {
			for ; i < len(params); i++ {
				p.kinds[params[i].Name] |= p.kindOf(s.Value)
			}
			break
		}
		if i < len(params) {
			p.kinds[params[i].Name] |= p.kindOf(a)
		} else if f.Args.VarArg != nil {
			p.kinds[f.Args.VarArg.Name] |= p.kindOf(a)
		}
	}
	for _, k := range keywords {
		for _, a := range append(params, f.Args.KwOnly...) {
			if a.Name == k.Arg {
				p.kinds[a.Name] |= p.kindOf(k.Value)
			}
		}
	}
}

// method returns the receiver and name of a method call on an object of one of
// the given kinds.
func (p *program) method(n syntax.Node, of kind) (recv syntax.Expr, name string, call *syntax.Call, ok bool) {
	call, ok = n.(*syntax.Call)
	if !ok {
		return nil, "", nil, false
	}
	a, ok := call.Func.(*syntax.Attribute)
	if !ok || p.module(a.Value) || !p.kindOf(a.Value).has(of) {
		return nil, "", nil, false
	}
	return a.Value, a.Attr, call, true
}
