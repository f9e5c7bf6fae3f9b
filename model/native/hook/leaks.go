package hook

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/condcheck/condcheck/model/native"
)

// NoLeaks is what goleak.VerifyNone is in an execution, where real goroutines are
// the explorer's: it fails the test for goroutines of the execution that have not
// ended a second after.
func NoLeaks[F any](verify F) F {
	if !native.Exploring() {
		return verify
	}
	return reflect.MakeFunc(reflect.TypeOf(verify), func(args []reflect.Value) []reflect.Value {
		native.Idle()
		if len(native.Others()) > 0 {
			native.Sleep(time.Second)
			native.Idle()
		}
		if left := native.Others(); len(left) > 0 {
			if t, ok := args[0].Interface().(testing.TB); ok {
				t.Errorf("goleak.VerifyNone: goroutines are left: %s", strings.Join(left, "; "))
			}
		}
		return nil
	}).Interface().(F)
}
