package model

// Dataclasses. lib/dataclasses.py works out what each field is when the class
// is made; this binds the arguments of __init__ and reads fields. The messages
// are those of a function with the same parameters.

// How __init__ finds the value of a field, as lib/dataclasses.py has it.
const (
	fieldRequired = iota
	fieldDefault
	fieldFactory
	fieldAlways
)

// A field of a plan: name, way, default or factory, and whether it is stored.
type planField struct {
	name   Value
	way    int64
	value  Value
	stored bool
	given  Value
}

func (m *machine) plan(v Value) []planField {
	items := m.items(v)
	out := make([]planField, len(items))
	for i, x := range items {
		f := m.items(x)
		out[i] = planField{name: f[0], way: f[1].int(), value: f[2], stored: f[3] == True}
	}
	return out
}

// bindFields gives the fields of a plan what the arguments are; it reports false
// if an exception is pending.
func (m *machine) bindFields(where string, positional, keyword []planField, args []Value, kwargs Value) bool {
	takes, optional := 0, 0
	for i := range positional {
		f := &positional[i]
		if f.way == fieldAlways {
			continue
		}
		if takes < len(args) {
			f.given = args[takes]
		}
		takes++
		if f.way != fieldRequired {
			optional++
		}
	}
	if len(args) > takes {
		n, plural := itoa(takes+1), "s"
		if optional > 0 {
			n = "from " + itoa(takes+1-optional) + " to " + n
		} else if takes == 0 {
			plural = ""
		}
		m.raise(tTypeError, "%s() takes %s positional argument%s but %d were given", where, n, plural, len(args)+1)
		return false
	}
	ok := true
	m.dictEach(kwargs, func(k, v Value) bool {
		for _, fields := range [][]planField{positional, keyword} {
			for i := range fields {
				if f := &fields[i]; f.name == k && f.way != fieldAlways {
					if f.given != 0 {
						m.raise(tTypeError, "%s() got multiple values for argument '%s'", where, m.text(k))
						ok = false
						return false
					}
					f.given = v
					return true
				}
			}
		}
		m.raise(tTypeError, "%s() got an unexpected keyword argument '%s'", where, m.text(k))
		ok = false
		return false
	})
	return ok && m.planComplete(where, "positional", positional) && m.planComplete(where, "keyword-only", keyword)
}

// dataclassInit is __init__(self, …) of a dataclass; it returns the tuple of the
// values that are for __post_init__.
func (m *machine) dataclassInit(self Value, where string, positional, keyword []planField, args []Value, kwargs Value) Value {
	if !m.bindFields(where, positional, keyword, args, kwargs) {
		return 0
	}
	var variables []Value
	for _, fields := range [][]planField{positional, keyword} {
		for _, f := range fields {
			v := f.given
			switch {
			case v != 0:
			case f.way == fieldDefault:
				v = f.value
			default:
				if v = m.call(f.value); v == 0 {
					return 0
				}
			}
			if !f.stored {
				variables = append(variables, v)
			} else if !m.storeField(self, f.name, v) {
				return 0
			}
		}
	}
	return m.tuple(variables...)
}

func (m *machine) planComplete(where, what string, fields []planField) bool {
	var missing []string
	for _, f := range fields {
		if f.way == fieldRequired && f.given == 0 {
			missing = append(missing, "'"+m.text(f.name)+"'")
		}
	}
	if missing == nil {
		return true
	}
	return m.missing(where, what, missing)
}

// storeField does what object.__setattr__ does.
func (m *machine) storeField(self, name, v Value) bool {
	if m.kindOf(self) < firstInstanceKind || !m.get(self, wClass).isRef() {
		return m.setattr(self, name, v)
	}
	return m.setattrPlain(self, m.get(self, wClass), name, v)
}

func init() {
	def("dataclasses._init", "self, where, positional, keyword, args, kwargs, /", func(m *machine, a []Value) Value {
		return m.dataclassInit(a[0], m.text(a[1]), m.plan(a[2]), m.plan(a[3]), append([]Value(nil), m.items(a[4])...), a[5])
	})
	def("dataclasses._bound", "where, positional, keyword, args, kwargs, /", func(m *machine, a []Value) Value {
		positional, keyword := m.plan(a[1]), m.plan(a[2])
		if !m.bindFields(m.text(a[0]), positional, keyword, append([]Value(nil), m.items(a[3])...), a[4]) {
			return 0
		}
		var bound []Value
		for _, f := range append(positional, keyword...) {
			value, makes := f.given, false
			if value == 0 {
				value, makes = f.value, f.way != fieldDefault
			}
			bound = append(bound, m.tuple(f.name, value, boolValue(makes), boolValue(f.stored)))
		}
		return m.tuple(bound...)
	})
	def("dataclasses._store", "obj, name, value, /", func(m *machine, a []Value) Value {
		if !m.storeField(a[0], a[1], a[2]) {
			return 0
		}
		return None
	})
	def("dataclasses._runs", "factory, /", func(m *machine, a []Value) Value { return boolValue(m.runsCode(a[0])) })
	def("dataclasses._values", "obj, names, /", func(m *machine, a []Value) Value {
		names := m.items(a[1])
		values := make([]Value, len(names))
		for i, name := range names {
			if values[i] = m.getattr(a[0], name); values[i] == 0 {
				return 0
			}
		}
		return m.tuple(values...)
	})
}
