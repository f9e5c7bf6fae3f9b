package native

import (
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// Package variables. What an execution leaves in them would be there in the next
// one, which would then be another program. So they, and what can be reached from
// them, are as they were before when an execution begins: Globals is told of the
// variables of the packages that are explored (the rewriter does that). Variables
// that functions have captured are not reached, nor what belongs to the standard
// library but for a few containers.

// globals are the variables, as pointers.
var globals []any

// Globals declares variables of a package, by pointers to them.
func Globals(pkg string, pointers ...any) bool {
	explored = append(explored, pkg)
	globals = append(globals, pointers...)
	return true
}

// maxSaved is the number of objects that are saved.
const maxSaved = 100_000

// A memory is what the package variables held at some time.
type memory struct {
	blocks []block
	maps   []mapCopy
	chans  []chanCopy
	seen   map[blockKey]bool
}

type blockKey struct {
	at  unsafe.Pointer
	typ reflect.Type
}

type block struct{ at, was reflect.Value }

type mapCopy struct {
	m          reflect.Value
	keys, vals []reflect.Value
}

type chanCopy struct {
	c     reflect.Value
	items []reflect.Value
}

// remember saves the package variables.
func remember() *memory {
	if len(globals) == 0 {
		return nil
	}
	m := &memory{seen: make(map[blockKey]bool)}
	for _, p := range globals {
		m.block(reflect.ValueOf(p).Elem())
	}
	m.seen = nil
	return m
}

// block saves an addressable value and what it leads to.
func (m *memory) block(v reflect.Value) {
	t := v.Type()
	key := blockKey{v.Addr().UnsafePointer(), t}
	if t.Size() == 0 || m.seen[key] || len(m.seen) >= maxSaved || foreignType(t) {
		return
	}
	m.seen[key] = true
	if !holdsForeign(t) {
		was := reflect.New(t).Elem()
		was.Set(v)
		m.blocks = append(m.blocks, block{v, was})
		m.follow(v)
		return
	}
	// Part of it is not to be touched: save the rest.
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			m.block(field(v, i))
		}
	case reflect.Array:
		for i := range t.Len() {
			m.block(v.Index(i))
		}
	}
}

// field returns a struct's field, whether it is exported or not.
func field(v reflect.Value, i int) reflect.Value {
	f := v.Field(i)
	return reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
}

// follow saves what a value that was saved leads to.
func (m *memory) follow(v reflect.Value) {
	if plainType(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			m.block(v.Elem())
		}
	case reflect.Interface:
		if v.IsNil() {
			return
		}
		e := v.Elem()
		switch e.Kind() {
		case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Chan:
			if !foreignType(e.Type()) {
				c := reflect.New(e.Type()).Elem()
				c.Set(e)
				m.follow(c)
			}
		}
	case reflect.Slice:
		if e := v.Type().Elem(); v.Len() > 0 && !holdsForeign(e) {
			m.block(reflect.NewAt(reflect.ArrayOf(v.Len(), e), v.UnsafePointer()).Elem())
			return
		}
		for i := range v.Len() {
			m.block(v.Index(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			m.follow(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			m.follow(field(v, i))
		}
	case reflect.Map:
		m.saveMap(v)
	case reflect.Chan:
		m.saveChan(v)
	}
}

func (m *memory) saveMap(v reflect.Value) {
	key := blockKey{v.UnsafePointer(), v.Type()}
	if v.IsNil() || m.seen[key] || len(m.seen) >= maxSaved {
		return
	}
	m.seen[key] = true
	c := mapCopy{m: v}
	for it := v.MapRange(); it.Next(); {
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		k.Set(it.Key())
		e.Set(it.Value())
		c.keys, c.vals = append(c.keys, k), append(c.vals, e)
		m.follow(e)
	}
	m.maps = append(m.maps, c)
}

// saveChan saves what is in a channel's buffer. That it is open cannot be saved.
func (m *memory) saveChan(v reflect.Value) {
	if v.IsNil() || v.Cap() == 0 || v.Type().ChanDir() != reflect.BothDir {
		return
	}
	key := blockKey{v.UnsafePointer(), v.Type()}
	if m.seen[key] {
		return
	}
	m.seen[key] = true
	c := chanCopy{c: v}
	for range v.Len() {
		e, ok := v.TryRecv()
		if !ok {
			break
		}
		c.items = append(c.items, e)
		v.TrySend(e)
	}
	m.chans = append(m.chans, c)
}

// restore puts everything back.
func (m *memory) restore() {
	if m == nil {
		return
	}
	for _, b := range m.blocks {
		b.at.Set(b.was)
	}
	for _, c := range m.maps {
		c.m.Clear()
		for i, k := range c.keys {
			c.m.SetMapIndex(k, c.vals[i])
		}
	}
	for _, c := range m.chans {
		for range c.c.Len() {
			c.c.TryRecv()
		}
		for _, e := range c.items {
			c.c.TrySend(e)
		}
	}
}

// containers are packages of the standard library whose types are only data.
var containers = map[string]bool{
	"container/list": true, "container/ring": true, "container/heap": true, "bytes": true, "strings": true, "math/big": true, "errors": true,
	"net/url": true,
}

// foreignType reports whether a type's values are not to be touched: the
// explorer's own, which belong to an execution anyway, and the standard library's.
func foreignType(t reflect.Type) bool {
	path := t.PkgPath()
	switch {
	case path == "" || containers[path] || path == "time" && t.Name() == "Time" || slices.Contains(explored, path):
		return false
	case path == ownPath || strings.HasPrefix(path, ownPath+"/"):
		return true
	}
	first, _, _ := strings.Cut(path, "/")
	return t.Kind() == reflect.Struct && !strings.Contains(first, ".")
}

var ownPath = reflect.TypeFor[exec]().PkgPath()

// explored are the packages that are explored.
var explored []string

// holdsForeign reports whether a value of the type has a part that is foreign.
func holdsForeign(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		if foreignType(t) {
			return true
		}
		for i := range t.NumField() {
			if holdsForeign(t.Field(i).Type) {
				return true
			}
		}
	case reflect.Array:
		return holdsForeign(t.Elem())
	}
	return false
}

// plainType reports whether values of the type lead nowhere.
func plainType(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Slice, reflect.Map, reflect.Chan:
		return false
	case reflect.Array:
		return plainType(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if !plainType(t.Field(i).Type) {
				return false
			}
		}
	}
	return true
}
