package model

import (
	"slices"
	"strings"
)

// __slots__: the instances of a class that has it, and whose bases all have it,
// have the attributes that are named there and no others. Source: CPython
// Objects/typeobject.c (type_new_slots) and object.c, by behaviour. What a class
// attribute of that name gives, a descriptor, is not modelled.

// slotsOnly reports whether a class with these bases and this namespace gives its
// instances no dict.
func (m *machine) slotsOnly(bases []Value, ns Value) bool {
	for _, b := range bases {
		if b == tObject.value() || b == tABC.value() || b.isConst() && derivable[m.builtinBase(b)] {
			continue
		}
		if !b.isRef() || m.get(b, wClassFlags).int()&classSlots == 0 {
			return false
		}
	}
	slots := m.nameGet(ns, m.prog.well.slots)
	return slots != 0 && m.eachSlot(slots, func(s Value) bool { return s != m.prog.well.dict })
}

// eachSlot calls f for each name in a value of __slots__ until f returns false; it
// returns whether f never has.
func (m *machine) eachSlot(slots Value, f func(Value) bool) bool {
	var names []Value
	switch m.kindOf(slots) {
	case kTuple:
		names = m.items(slots)
	case kList:
		names = m.listItems(slots)
	case kDict:
		m.dictEach(slots, func(k, _ Value) bool { names = append(names, k); return true })
	default:
		if !m.isStr(slots) {
			m.unsupported("slots", "__slots__ of "+m.typeName(slots)+" is not modelled", "write a tuple of names")
		}
		names = []Value{slots}
	}
	for _, s := range names {
		if !f(s) {
			return false
		}
	}
	return true
}

// hasSlot reports whether instances of cls have a slot of this name.
func (m *machine) hasSlot(cls, name Value) bool {
	for _, c := range m.mroOf(cls) {
		if !c.isRef() {
			continue
		}
		slots := m.ownAttr(c, m.prog.well.slots)
		if slots != 0 && !m.eachSlot(slots, func(s Value) bool {
			return m.mangled(c, s) != m.text(name)
		}) {
			return true
		}
	}
	return false
}

// mangled returns a slot's name as code in the body of the class has it.
func (m *machine) mangled(cls, slot Value) string {
	name, owner := m.text(slot), strings.TrimLeft(m.className(cls), "_")
	if !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || owner == "" {
		return name
	}
	return "_" + owner + name
}

// unslotted raises for an assignment to an attribute that is no slot, of an object
// without a dict.
func (m *machine) unslotted(obj, name Value) {
	format := "'%s' object has no attribute '%s'"
	switch {
	case m.classLookup(m.classOf(obj), name) != 0:
		format = "'%s' object attribute '%s' is read-only"
	case m.cfg.Minor >= 13:
		format += " and no __dict__ for setting new attributes"
	}
	m.raise(tAttributeError, format, m.typeName(obj), m.text(name))
}

// slotted reports whether the instances of a class have no dict.
func (m *machine) slotted(cls Value) bool {
	return cls == tObject.value() || cls.isRef() && m.get(cls, wClassFlags).int()&classSlots != 0
}

// noSetter raises for an assignment to a property that cannot be set.
func (m *machine) noSetter(cls, name Value) bool {
	if fields := m.classLookup(cls, m.str("_fields")); m.is(fields, kTuple) && slices.Contains(m.items(fields), name) {
		m.raise(tAttributeError, "can't set attribute")
		return false
	}
	return m.noAccess(cls, name, "set", "setter")
}

// noAccess raises for a property that lacks a function.
func (m *machine) noAccess(cls, name Value, verb, what string) bool {
	switch {
	case m.cfg.Minor < 10:
		m.raise(tAttributeError, "can't %s attribute", verb)
	case m.cfg.Minor == 10:
		m.raise(tAttributeError, "can't %s attribute '%s'", verb, m.text(name))
	default:
		m.raise(tAttributeError, "property '%s' of '%s' object has no %s", m.text(name), m.className(cls), what)
	}
	return false
}
