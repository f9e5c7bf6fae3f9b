package syntax

import (
	"math/big"
	"strconv"
	"strings"
)

// maxIntDigits is how many digits a decimal integer may have, as in CPython
// since 3.11.
const maxIntDigits = 4300

func digitBelow(c byte, base int) bool {
	switch {
	case c >= '0' && c <= '9':
		return int(c-'0') < base
	case base == 16:
		return c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
	}
	return false
}

// number scans a number literal.
func (s *scanner) number() {
	start, what, base := s.off, "decimal", 10
	i := s.off
	at := func(j int) byte {
		if j < len(s.text) {
			return s.text[j]
		}
		return 0
	}
	// digits moves past digits and the underscores between them.
	digits := func() bool {
		if !digitBelow(at(i), base) {
			return false
		}
		for digitBelow(at(i), base) || at(i) == '_' && digitBelow(at(i+1), base) {
			i++
		}
		return at(i) != '_'
	}
	bad := func(hint, format string, args ...any) {
		for i < len(s.text) && identPart(s.text[i]) {
			i++
		}
		from, to := s.pos(start), s.pos(i)
		s.off = i
		s.errorAt(from, to, CodeToken, hint, format, args...)
	}
	if at(i) == '0' {
		switch at(i+1) | 0x20 {
		case 'x':
			base, what = 16, "hexadecimal"
		case 'o':
			base, what = 8, "octal"
		case 'b':
			base, what = 2, "binary"
		}
	}
	if base != 10 {
		i += 2
		if at(i) == '_' {
			i++
		}
		if !digits() || at(i) >= '0' && at(i) <= '9' {
			bad("", "got ill-formed %s literal", what)
			return
		}
	} else {
		whole := true
		if at(i) != '.' && !digits() {
			bad("", "got ill-formed decimal literal")
			return
		}
		intEnd := i
		if at(i) == '.' {
			whole = false
			i++
			if digitBelow(at(i), 10) && !digits() {
				bad("", "got ill-formed decimal literal")
				return
			}
		}
		if at(i)|0x20 == 'e' {
			j := i + 1
			if at(j) == '+' || at(j) == '-' {
				j++
			}
			if digitBelow(at(j), 10) {
				whole = false
				i = j
				if !digits() {
					bad("", "got ill-formed decimal literal")
					return
				}
			} else if j > i+1 {
				bad("", "got ill-formed decimal literal")
				return
			}
		}
		if at(i)|0x20 == 'j' {
			i++
			whole, what = false, "imaginary"
		}
		lead := s.text[start:intEnd]
		if whole && len(lead) > 1 && lead[0] == '0' && strings.Trim(lead, "0_") != "" {
			bad("write 0o"+strings.TrimLeft(lead, "0_")+" for an octal number", "got leading zeros in a decimal integer")
			return
		}
		if whole && len(lead) > maxIntDigits && len(lead)-strings.Count(lead, "_") > maxIntDigits {
			bad("write it in hexadecimal", "got an integer of more than %d digits", maxIntDigits)
			return
		}
	}
	if c := at(i); identPart(c) && !keywordFollows(s.text[i:]) {
		bad("", "got ill-formed %s literal", what)
		return
	}
	s.emit(tNumber, i)
}

// keywordFollows reports whether rest begins with a keyword that may stand
// directly after a number.
func keywordFollows(rest string) bool {
	for _, k := range []string{"and", "else", "for", "if", "in", "is", "or", "not"} {
		if strings.HasPrefix(rest, k) {
			return true
		}
	}
	return false
}

// numberValue returns the value of a number literal that scanned well.
func numberValue(lit string) any {
	lit = strings.ToLower(strings.ReplaceAll(lit, "_", ""))
	if len(lit) > 1 && lit[0] == '0' {
		switch lit[1] {
		case 'x', 'o', 'b':
			n, _ := new(big.Int).SetString(lit, 0)
			return n
		}
	}
	if im, ok := strings.CutSuffix(lit, "j"); ok {
		f, _ := strconv.ParseFloat(im, 64)
		return complex(0, f)
	}
	if strings.ContainsAny(lit, ".e") {
		f, _ := strconv.ParseFloat(lit, 64) // out of range gives an infinity, as in Python
		return f
	}
	if len(lit) <= 18 {
		n, _ := strconv.ParseInt(lit, 10, 64)
		return big.NewInt(n)
	}
	n, _ := new(big.Int).SetString(lit, 10)
	return n
}
