package native

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// A shape is what the walk through memory needs to know of a type.
type shape struct {
	t      reflect.Type
	kind   reflect.Kind
	size   uintptr
	elem   *shape // of a pointer, slice, array, channel
	n      int    // of an array
	fields []shapeField
	own    primitive
}

type shapeField struct {
	at uintptr
	*shape
}

// A primitive is a type whose values are not what its fields hold.
type primitive uint8

const (
	noPrimitive primitive = iota
	ownMutex
	ownRWMutex
	ownCond
	ownWaitGroup
	ownOnce
	ownCell
	ownMap
	ownPool
	ownOther // this package's, and not to be told
	testT
	timeTime
	typeOfType
)

var shapes = make(map[reflect.Type]*shape)

func shapeOf(t reflect.Type) *shape {
	if s := shapes[t]; s != nil {
		return s
	}
	s := &shape{t: t, kind: t.Kind(), size: t.Size()}
	shapes[t] = s
	s.own = primitiveOf(t)
	if s.own != noPrimitive && s.own != ownCell {
		return s
	}
	switch s.kind {
	case reflect.Pointer, reflect.Slice, reflect.Chan:
		s.elem = shapeOf(t.Elem())
	case reflect.Array:
		s.elem, s.n = shapeOf(t.Elem()), t.Len()
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); f.Name != "_" {
				s.fields = append(s.fields, shapeField{f.Offset, shapeOf(f.Type)})
			}
		}
	}
	return s
}

var primitiveTypes = map[reflect.Type]primitive{
	reflect.TypeFor[Mutex](): ownMutex, reflect.TypeFor[RWMutex](): ownRWMutex, reflect.TypeFor[rlocker](): ownRWMutex, reflect.TypeFor[Cond](): ownCond,
	reflect.TypeFor[WaitGroup](): ownWaitGroup, reflect.TypeFor[Once](): ownOnce, reflect.TypeFor[Map](): ownMap, reflect.TypeFor[Pool](): ownPool,
	reflect.TypeFor[testing.T](): testT, reflect.TypeFor[time.Time](): timeTime,
	reflect.TypeOf(reflect.TypeFor[int]()).Elem(): typeOfType,
}

func primitiveOf(t reflect.Type) primitive {
	if p, ok := primitiveTypes[t]; ok {
		return p
	}
	if t.Kind() != reflect.Struct {
		return noPrimitive
	}
	switch path := t.PkgPath(); {
	case path == ownPath:
		switch name, _, _ := strings.Cut(t.Name(), "["); name {
		case "Number", "Bool", "Pointer", "Value", "Iter":
			return noPrimitive // made of others
		case "cell":
			return ownCell
		}
		return ownOther
	case strings.HasPrefix(path, ownPath+"/time"), strings.HasPrefix(path, ownPath+"/rand"), strings.HasPrefix(path, ownPath+"/hook"):
		return ownOther
	}
	return noPrimitive
}
