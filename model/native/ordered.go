package native

import (
	"cmp"
	"reflect"
	"slices"
)

// Loops over maps. Go visits the keys in any order. Where the body of a loop does
// operations or ends the loop early, the order is a choice like others, and all are
// explored; such a loop is noticed when it first does so, and the search begins
// again. Other loops visit the keys in their order, so that executions do the same
// again, and a note says so.

const (
	allOrders  = 4 // keys of which all orders are explored
	someOrders = "a loop over a map of more than 4 keys does operations or ends early: its keys were visited in two orders, of which Go has any"
)

// Ordered is what a loop over a map becomes. Keys that have no order, as pointers,
// come as Go has them. As in Go, what is deleted before it is reached does not
// come; what is added need not.
//
//go:norace
func Ordered[M ~map[K]V, K comparable, V any](m M) func(yield func(K, V) bool) {
	return func(yield func(K, V) bool) {
		x := active
		var keys []K
		if x != nil && !x.dying && len(m) > 1 {
			keys = sortedKeys(m)
		}
		if keys == nil {
			for k, v := range m {
				if !yield(k, v) {
					return
				}
			}
			return
		}
		site := siteOf()
		before, matters := x.steps, x.mapLoops[site]
		x.ordered = x.ordered || !matters
		all := matters && len(keys) <= allOrders
		if matters && !all {
			x.unordered = true
			if Choose(2) == 1 {
				slices.Reverse(keys)
			}
		}
		for len(keys) > 0 {
			i := 0
			if all {
				i = Choose(len(keys))
			}
			k := keys[i]
			keys = without(keys, i)
			v, ok := m[k]
			if !ok {
				continue
			}
			more := yield(k, v)
			if !matters && !x.dying && (x.steps != before || !more && len(keys) > 0) {
				x.mapLoops[site], x.restart = true, true
			}
			if !more {
				return
			}
		}
	}
}

// sortedKeys returns a map's keys in their order, nil if they have none.
//
//go:norace
func sortedKeys[M ~map[K]V, K comparable, V any](m M) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		if k != k || !orderable(reflect.ValueOf(&k).Elem()) {
			return nil
		}
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int { return order(reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem()) })
	return keys
}

// orderable reports whether a value has a place among its like in every execution.
func orderable(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Bool, reflect.String,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr,
		reflect.Float32, reflect.Float64:
		return true
	case reflect.Interface:
		return v.IsNil() || orderable(v.Elem())
	case reflect.Array:
		for i := range v.Len() {
			if !orderable(v.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		for i := range v.NumField() {
			if !orderable(v.Field(i)) {
				return false
			}
		}
		return true
	}
	return false
}

// order compares two orderable values of one type.
func order(a, b reflect.Value) int {
	switch a.Kind() {
	case reflect.Bool:
		return cmp.Compare(b2i(a.Bool()), b2i(b.Bool()))
	case reflect.String:
		return cmp.Compare(a.String(), b.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return cmp.Compare(a.Int(), b.Int())
	case reflect.Float32, reflect.Float64:
		return cmp.Compare(a.Float(), b.Float())
	case reflect.Interface:
		switch {
		case a.IsNil() || b.IsNil():
			return cmp.Compare(b2i(b.IsNil()), b2i(a.IsNil()))
		case a.Elem().Type() != b.Elem().Type():
			return cmp.Compare(a.Elem().Type().String(), b.Elem().Type().String())
		}
		return order(a.Elem(), b.Elem())
	case reflect.Array:
		for i := range a.Len() {
			if c := order(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Struct:
		for i := range a.NumField() {
			if c := order(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
		return 0
	}
	return cmp.Compare(a.Uint(), b.Uint())
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
