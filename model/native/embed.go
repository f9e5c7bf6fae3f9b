package native

import "embed"

// Source is the text of this package and of those below it that explored code
// needs: rewrite lays them over the user's module.
//
//go:embed *.go sync time context rand hook synctest
var Source embed.FS
