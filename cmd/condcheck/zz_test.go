package main
import ("testing";"os";"fmt";"bytes";"strconv";"strings"
"github.com/condcheck/condcheck/model/native")
func TestZZ(t *testing.T) {
	args := strings.Fields(os.Getenv("ZZ"))
	f, err := parseGoTest(args[2:])
	if err != nil { t.Fatal(err) }
	m, _ := strconv.Atoi(args[1])
	f.Method = native.Method(m)
	var out bytes.Buffer
	code := runGoTest(&env{ctx: t.Context(), stdout: &out, stderr: &out, getenv: os.Getenv}, f, args[0])
	fmt.Println(out.String(), code)
}
