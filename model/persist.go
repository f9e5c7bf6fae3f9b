package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"errors"
	"math/big"
)

// A Persister is a system whose states can be read by another process. Numbers in
// states are those of this process: of strings and other values, in the order of
// their first use, and of the objects in the image.
type Persister interface {
	System
	// Numbers returns what the numbers in states mean by now.
	Numbers() ([]byte, error)
	// SetNumbers makes them mean the same in a system that has not run yet. The error
	// says that it cannot: it is not the same program.
	SetNumbers([]byte) error
}

// numbers is what Numbers writes.
type numbers struct {
	Image           [sha256.Size]byte // digest
	Atoms           []savedAtom
	Assumed, Broken uint32 // of a reduction
}

type savedAtom struct {
	Kind  atomKind
	Text  string
	Float float64
	Int   []byte // of kind atomInt, its magnitude
	Minus bool
}

// Numbers implements Persister.
func (s *system) Numbers() ([]byte, error) { return s.image.numbers(nil) }

// SetNumbers implements Persister.
func (s *system) SetNumbers(b []byte) error { return s.image.setNumbers(b, nil) }

// Numbers implements Persister. What the reduction takes for granted belongs to
// what states mean.
func (s *reducedSystem) Numbers() ([]byte, error) { return s.image.numbers(s.red) }

// SetNumbers implements Persister.
func (s *reducedSystem) SetNumbers(b []byte) error { return s.image.setNumbers(b, s.red) }

func (im *image) numbers(red *reduction) ([]byte, error) {
	n := numbers{Image: im.digest()}
	for _, a := range *im.atoms.list.Load() {
		sa := savedAtom{Kind: a.kind, Text: a.s, Float: a.f}
		if a.n != nil {
			sa.Int, sa.Minus = a.n.Bytes(), a.n.Sign() < 0
		}
		n.Atoms = append(n.Atoms, sa)
	}
	if red != nil {
		n.Assumed, n.Broken = red.assumed, red.broken.Load()
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(n)
	return b.Bytes(), err
}

var errOtherImage = errors.New("the program is not the same, or was compiled otherwise")

func (im *image) setNumbers(b []byte, red *reduction) error {
	var n numbers
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(&n); err != nil {
		return err
	}
	if n.Image != im.digest() {
		return errOtherImage
	}
	c := im.newMachine().atoms
	for i, a := range n.Atoms {
		var v Value
		switch a.Kind {
		case atomStr:
			v = c.str(a.Text)
		case atomBytes:
			v = c.bytes(a.Text)
		case atomFloat:
			v = c.float(a.Float)
		default:
			k := new(big.Int).SetBytes(a.Int)
			if a.Minus {
				k.Neg(k)
			}
			v = c.bigInt(k)
		}
		if v.payload() != i {
			return errOtherImage
		}
	}
	if red != nil {
		red.assumed = n.Assumed
		red.broken.Store(n.Broken)
	}
	return nil
}

// digest identifies the image: what the numbers of objects in it mean.
func (im *image) digest() (sum [sha256.Size]byte) {
	h := sha256.New()
	h.Write(bytesOf(im.frozen))
	h.Write(im.base)
	h.Sum(sum[:0])
	return sum
}
