package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// AppendRune appends r to b in UTF-8, and a surrogate in the same scheme.
func AppendRune(b []byte, r rune) []byte {
	if r >= 0xd800 && r < 0xe000 {
		return append(b, 0xe0|byte(r>>12), 0x80|byte(r>>6)&0x3f, 0x80|byte(r)&0x3f)
	}
	return utf8.AppendRune(b, r)
}

// DecodeRune returns the first character of s, which may be a surrogate, and
// its width in bytes.
func DecodeRune(s string) (rune, int) {
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 && len(s) >= 3 && s[0] == 0xed && s[1] >= 0xa0 && s[1] < 0xc0 && s[2]&0xc0 == 0x80 {
		return 0xd000 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f), 3
	}
	return r, n
}

// An escapeError is what is wrong with an escape, and where in the body.
type escapeError struct {
	off int
	msg string
}

// unescape returns the value of the body of a str or bytes literal: escapes
// replaced, unless it is raw, and line ends as \n.
func unescape(body string, raw, bytes bool) (string, *escapeError) {
	if !strings.ContainsAny(body, "\\\r") {
		return body, nil
	}
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); {
		c := body[i]
		switch {
		case c == '\r':
			out = append(out, '\n')
			i++
			if i < len(body) && body[i] == '\n' {
				i++
			}
		case c != '\\' || raw:
			out = append(out, c)
			i++
		default:
			var err *escapeError
			n := 0
			if out, n, err = escape(out, body[i:], bytes); err != nil {
				err.off += i
				return "", err
			}
			i += n
		}
	}
	return string(out), nil
}

var simpleEscapes = [256]byte{
	'\\': '\\', '\'': '\'', '"': '"', 'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
}

// escape appends the value of the escape that s begins with, and returns how
// many bytes of s it is. An unknown escape stands for itself.
func escape(out []byte, s string, bytes bool) ([]byte, int, *escapeError) {
	if len(s) < 2 {
		return append(out, '\\'), 1, nil
	}
	c := s[1]
	if v := simpleEscapes[c]; v != 0 {
		return append(out, v), 2, nil
	}
	add := func(v rune, n int) ([]byte, int, *escapeError) {
		if bytes {
			return append(out, byte(v)), n, nil
		}
		return AppendRune(out, v), n, nil
	}
	width := 0
	switch c {
	case '\n':
		return out, 2, nil
	case '\r':
		if len(s) > 2 && s[2] == '\n' {
			return out, 3, nil
		}
		return out, 2, nil
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v, n := rune(0), 1
		for n < 4 && n < len(s) && s[n] >= '0' && s[n] <= '7' {
			v = v*8 + rune(s[n]-'0')
			n++
		}
		return add(v, n)
	case 'x':
		width = 2
	case 'u':
		width = 4
	case 'U':
		width = 8
	case 'N':
		if bytes {
			break
		}
		end := strings.IndexByte(s, '}')
		if len(s) < 3 || s[2] != '{' || end < 4 {
			return nil, 0, &escapeError{0, `got ill-formed escape \N, want \N{name of a character}`}
		}
		r, ok := runeNamed(s[3:end])
		if !ok {
			return nil, 0, &escapeError{0, fmt.Sprintf("got unknown character name %q", s[3:end])}
		}
		return add(r, end+1)
	}
	if width == 0 || bytes && c != 'x' {
		return append(out, '\\'), 1, nil
	}
	v := rune(0)
	for n := 2; n < 2+width; n++ {
		if n >= len(s) || !digitBelow(s[n], 16) {
			return nil, 0, &escapeError{0, fmt.Sprintf(`got truncated escape \%c, want %d hexadecimal digits`, c, width)}
		}
		d := s[n] | 0x20
		if d >= 'a' {
			d -= 'a' - 10
		} else {
			d -= '0'
		}
		if v > 0x10ffff>>4 {
			return nil, 0, &escapeError{0, `got an escape \U above 0010ffff, the last character`}
		}
		v = v<<4 | rune(d&0xf)
	}
	return add(v, 2+width)
}
