package syntax

import (
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/runenames"
)

// byName finds characters by their Unicode name. It is built when a \N{…}
// escape is first met, since few files have any.
var byName = sync.OnceValue(func() map[string]rune {
	m := make(map[string]rune, 40000)
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if r == 0x3400 { // CJK ideographs and Hangul are named by rule
			r = 0x4dc0
		}
		if r == 0x4e00 {
			r = 0xa000
		}
		if r == 0xac00 {
			r = 0xf900
		}
		if r == 0xf0000 {
			break
		}
		if n := runenames.Name(r); n != "" && n[0] != '<' {
			m[n] = r
		}
	}
	for n, r := range controlNames {
		m[n] = r
	}
	return m
})

// controlNames are the aliases of the control characters, which have no names
// of their own, and of a few others that are known by their abbreviation.
var controlNames = map[string]rune{
	"NULL": 0, "NUL": 0, "START OF HEADING": 1, "SOH": 1, "START OF TEXT": 2, "STX": 2, "END OF TEXT": 3, "ETX": 3,
	"END OF TRANSMISSION": 4, "EOT": 4, "ENQUIRY": 5, "ENQ": 5, "ACKNOWLEDGE": 6, "ACK": 6, "ALERT": 7, "BEL": 7,
	"BACKSPACE": 8, "BS": 8, "CHARACTER TABULATION": 9, "HORIZONTAL TABULATION": 9, "TAB": 9, "HT": 9,
	"LINE FEED": 10, "NEW LINE": 10, "END OF LINE": 10, "LF": 10, "NL": 10, "EOL": 10,
	"LINE TABULATION": 11, "VERTICAL TABULATION": 11, "VT": 11, "FORM FEED": 12, "FF": 12,
	"CARRIAGE RETURN": 13, "CR": 13, "SHIFT OUT": 14, "SO": 14, "SHIFT IN": 15, "SI": 15,
	"DATA LINK ESCAPE": 16, "DLE": 16, "DEVICE CONTROL ONE": 17, "DC1": 17, "DEVICE CONTROL TWO": 18, "DC2": 18,
	"DEVICE CONTROL THREE": 19, "DC3": 19, "DEVICE CONTROL FOUR": 20, "DC4": 20, "NEGATIVE ACKNOWLEDGE": 21, "NAK": 21,
	"SYNCHRONOUS IDLE": 22, "SYN": 22, "END OF TRANSMISSION BLOCK": 23, "ETB": 23, "CANCEL": 24, "CAN": 24,
	"END OF MEDIUM": 25, "EOM": 25, "SUBSTITUTE": 26, "SUB": 26, "ESCAPE": 27, "ESC": 27,
	"FILE SEPARATOR": 28, "INFORMATION SEPARATOR FOUR": 28, "FS": 28, "GROUP SEPARATOR": 29, "INFORMATION SEPARATOR THREE": 29, "GS": 29,
	"RECORD SEPARATOR": 30, "INFORMATION SEPARATOR TWO": 30, "RS": 30, "UNIT SEPARATOR": 31, "INFORMATION SEPARATOR ONE": 31, "US": 31,
	"SP": 32, "DELETE": 127, "DEL": 127, "NEXT LINE": 0x85, "NEL": 0x85, "CONTROL SEQUENCE INTRODUCER": 0x9b, "CSI": 0x9b,
	"NBSP": 0xa0, "SHY": 0xad, "ZWSP": 0x200b, "ZWNJ": 0x200c, "ZWJ": 0x200d, "LRM": 0x200e, "RLM": 0x200f,
	"BOM": 0xfeff, "BYTE ORDER MARK": 0xfeff, "ZWNBSP": 0xfeff,
}

// The syllables that Hangul names are spelt of.
var (
	hangulL = strings.Split("G,GG,N,D,DD,R,M,B,BB,S,SS,,J,JJ,C,K,T,P,H", ",")
	hangulV = strings.Split("A,AE,YA,YAE,EO,E,YEO,YE,O,WA,WAE,OE,YO,U,WEO,WE,WI,YU,EU,YI,I", ",")
	hangulT = strings.Split(",G,GG,GS,N,NJ,NH,D,L,LG,LM,LB,LS,LT,LP,LH,M,B,BS,S,SS,NG,J,C,K,T,P,H", ",")
)

// runeNamed returns the character called name, in any case of letters.
func runeNamed(name string) (rune, bool) {
	name = strings.ToUpper(name)
	if hex, ok := strings.CutPrefix(name, "CJK UNIFIED IDEOGRAPH-"); ok {
		n, err := strconv.ParseUint(hex, 16, 32)
		return rune(n), err == nil && len(hex) >= 4 && unicode.Is(unicode.Unified_Ideograph, rune(n))
	}
	if syl, ok := strings.CutPrefix(name, "HANGUL SYLLABLE "); ok {
		for l, lead := range hangulL {
			for v, vowel := range hangulV {
				if tail, ok := strings.CutPrefix(syl, lead+vowel); ok {
					for t, want := range hangulT {
						if tail == want {
							return rune(0xac00 + (l*len(hangulV)+v)*len(hangulT) + t), true
						}
					}
				}
			}
		}
		return 0, false
	}
	r, ok := byName()[name]
	return r, ok
}
