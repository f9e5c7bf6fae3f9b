package syntax

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/condcheck/condcheck/model/source"
	"golang.org/x/text/encoding/charmap"
)

// cookie finds an encoding declaration (PEP 263) in a line.
var cookie = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)`)
})

// charmaps are the single-byte encodings other than Latin-1 that a
// declaration may name, under Python's normalised names.
var charmaps = sync.OnceValue(func() map[string]*charmap.Charmap {
	return map[string]*charmap.Charmap{
		"cp1250": charmap.Windows1250, "windows-1250": charmap.Windows1250,
		"cp1251": charmap.Windows1251, "windows-1251": charmap.Windows1251,
		"cp1252": charmap.Windows1252, "windows-1252": charmap.Windows1252,
		"cp1253": charmap.Windows1253, "windows-1253": charmap.Windows1253,
		"cp1254": charmap.Windows1254, "windows-1254": charmap.Windows1254,
		"cp437": charmap.CodePage437, "cp850": charmap.CodePage850, "cp866": charmap.CodePage866,
		"iso8859-2": charmap.ISO8859_2, "iso-8859-2": charmap.ISO8859_2, "latin-2": charmap.ISO8859_2,
		"iso8859-5": charmap.ISO8859_5, "iso-8859-5": charmap.ISO8859_5,
		"iso8859-7": charmap.ISO8859_7, "iso-8859-7": charmap.ISO8859_7,
		"iso-8859-15": charmap.ISO8859_15, "iso8859-15": charmap.ISO8859_15, "latin-9": charmap.ISO8859_15,
		"koi8-r": charmap.KOI8R, "koi8-u": charmap.KOI8U, "mac-roman": charmap.Macintosh,
	}
})

// decode returns file as UTF-8 without a byte order mark: file itself if that
// is what it is.
func decode(file *source.File) (*source.File, *Error) {
	text := file.Text
	bom := strings.HasPrefix(text, "\ufeff")
	if bom {
		text = text[3:]
	}
	name, line := declared(text)
	norm := strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	fail := func(pos source.Pos, hint, format string, args ...any) (*source.File, *Error) {
		return nil, &Error{Span: source.Span{Start: pos, End: pos}, Code: CodeEncoding, Msg: fmt.Sprintf(format, args...), Hint: hint}
	}
	at := source.Pos{Line: int32(line), Col: 1}
	utf := norm == "" || norm == "utf-8" || norm == "utf8" || strings.HasPrefix(norm, "utf-8-")
	switch {
	case utf:
		if !utf8.ValidString(text) {
			off := 0
			for {
				r, n := utf8.DecodeRuneInString(text[off:])
				if r == utf8.RuneError && n == 1 {
					break
				}
				off += n
			}
			return fail(source.NewFile(file.Name, text).Pos(off), "save the file as UTF-8, or declare its encoding in the first line",
				"got byte 0x%02x, want UTF-8", text[off])
		}
	case bom:
		return fail(at, "drop one of the two", "got a UTF-8 byte order mark and the encoding declaration %q", name)
	case norm == "latin-1" || norm == "iso-8859-1" || norm == "iso8859-1" || norm == "iso-latin-1" || norm == "latin1" ||
		strings.HasPrefix(norm, "latin-1-") || strings.HasPrefix(norm, "iso-8859-1-") || strings.HasPrefix(norm, "iso-latin-1-"):
		runes := make([]rune, len(text))
		for i := range len(text) {
			runes[i] = rune(text[i])
		}
		text = string(runes)
	case norm == "ascii" || norm == "us-ascii":
		for i := range len(text) {
			if text[i] >= utf8.RuneSelf {
				return fail(source.NewFile(file.Name, text).Pos(i), "", "got byte 0x%02x, want ASCII as declared in line %d", text[i], line)
			}
		}
	case charmaps()[norm] != nil:
		runes := make([]rune, len(text))
		for i := range len(text) {
			c := text[i]
			runes[i] = charmaps()[norm].DecodeByte(c)
			if runes[i] == utf8.RuneError {
				if c >= 0xa0 || !strings.HasPrefix(norm, "iso") && !strings.HasPrefix(norm, "latin") {
					return fail(source.NewFile(file.Name, text).Pos(i), "", "got byte 0x%02x, which the declared encoding %q does not have", c, name)
				}
				runes[i] = rune(c) // a control character
			}
		}
		text = string(runes)
	default:
		return fail(at, "save the file as UTF-8", "got unknown encoding %q", name)
	}
	if text == file.Text {
		return file, nil
	}
	return source.NewFile(file.Name, text), nil
}

// declared returns the encoding that text declares and in which line, or "".
func declared(text string) (string, int) {
	for n := 1; n <= 2; n++ {
		end := strings.IndexAny(text, "\r\n")
		line := text
		if end >= 0 {
			line = text[:end]
		}
		if strings.Contains(line, "coding") {
			if m := cookie().FindStringSubmatch(line); m != nil {
				return m[1], n
			}
		}
		// Behind a line without code the declaration may stand on the second.
		if code := strings.TrimLeft(line, " \t\f"); end < 0 || code != "" && code[0] != '#' {
			break
		}
		if strings.HasPrefix(text[end:], "\r\n") {
			end++
		}
		text = text[end+1:]
	}
	return "", 1
}
