package compile

import "github.com/condcheck/condcheck/model/python/syntax"

// exports returns the names that a module's __all__ lists; ok is false if it has
// none that is written out.
func exports(tree *syntax.Module) (names map[string]bool, ok bool) {
	for _, s := range tree.Body {
		a, is := s.(*syntax.Assign)
		if !is || len(a.Targets) != 1 {
			continue
		}
		if t, is := a.Targets[0].(*syntax.Name); !is || t.ID != "__all__" {
			continue
		}
		var list []syntax.Expr
		switch v := a.Value.(type) {
		case *syntax.List:
			list = v.Elts
		case *syntax.Tuple:
			list = v.Elts
		default:
			return nil, false
		}
		names = map[string]bool{}
		for _, e := range list {
			c, is := e.(*syntax.Constant)
			if !is {
				return nil, false
			}
			if name, is := c.Value.(string); is {
				names[name] = true
			}
		}
	}
	return names, names != nil
}
