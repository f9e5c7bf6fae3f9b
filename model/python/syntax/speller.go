package syntax

// nearKeyword returns the keyword that begins statements and that word is one
// slip away from, or "".
func nearKeyword(word string) string {
	if len(word) < 2 {
		return ""
	}
	for k := tFalse; k < numKinds; k++ {
		if kw := kindText[k]; len(kw) > 2 || k == tIf {
			if oneSlip(word, kw) {
				return kw
			}
		}
	}
	if oneSlip(word, "match") {
		return "match"
	}
	return ""
}

// oneSlip reports whether a and b differ by one letter more, fewer or other,
// or by two neighbours exchanged.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == b || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
