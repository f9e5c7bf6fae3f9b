package model

// The overlay holds what was changed in objects of the frozen image, and the
// changed attributes of all classes: a dict from class to dict from name to
// value. A deleted attribute has the value well.deleted.

func (m *machine) overlayEmpty() bool { return m.a[m.frozen+rOverlay] == 0 }

func (m *machine) overlayGet(c, name Value) (Value, bool) {
	ov := m.a[m.frozen+rOverlay]
	for i := range m.tableUsed(ov) {
		e := m.tableEntry(ov, i)
		if m.a[e] == c {
			v := m.nameGet(m.a[e+1], name)
			if v == 0 {
				return 0, false
			}
			if v == m.prog.well.deleted {
				return 0, true
			}
			return v, true
		}
	}
	return 0, false
}

func (m *machine) overlaySet(c, name, v Value) {
	if m.is(c, kClass) && m.get(c, wClassDict).payload() >= m.frozen {
		// A class made while running is the state's own.
		m.breaks(partsApart)
		d := m.get(c, wClassDict)
		if v == 0 {
			m.dictDel(d, name)
		} else {
			m.dictSet(d, name, v)
			m.set(c, wClassFlags, rawInt(m.specialFlags(m.get(c, wClassFlags).int(), name, v)))
		}
		return
	}
	if m.is(c, kClass) && v != 0 {
		if f := m.get(c, wClassFlags).int(); m.specialFlags(f, name, v) != f {
			m.unsupported("class-change", "the special method "+m.text(name)+" of class "+m.className(c)+" is assigned while the program runs", "define it in the class")
		}
	}
	if v == 0 {
		v = m.prog.well.deleted
	}
	m.overlayPut(c, name, v)
}

func (m *machine) overlayPut(c, name, v Value) { m.dictSet(m.overlayOf(c), name, v) }

// overlayOf returns the dict of what was changed in c, made if need be.
func (m *machine) overlayOf(c Value) Value {
	m.breaks(partsApart)
	ov := m.a[m.frozen+rOverlay]
	if ov == 0 {
		ov = m.newDict(1)
		m.a[m.frozen+rOverlay] = ov
	}
	for i := range m.tableUsed(ov) {
		if e := m.tableEntry(ov, i); m.a[e] == c {
			return m.a[e+1]
		}
	}
	d := m.newDict(1)
	m.a[m.tableInsert(ov, c)+1] = d
	return d
}

// overlayDict is the __dict__ of the frozen function or instance c, whose
// attributes are in the dict d: all of them go to the overlay, so that what is
// done to it has its effect.
func (m *machine) overlayDict(c, d Value) Value {
	o := m.overlayOf(c)
	if d == 0 {
		return o
	}
	all := m.newDict(m.tableLen(d))
	m.dictCopyInto(all, d)
	m.dictEach(o, func(k, v Value) bool {
		if v == m.prog.well.deleted {
			m.unsupported("namespace-change", "the __dict__ of an object is used after one of its attributes was deleted", "use the attributes")
		}
		return m.dictSet(all, k, v)
	})
	m.tableClear(o)
	m.dictCopyInto(o, all)
	return o
}
