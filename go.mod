module github.com/condcheck/condcheck

go 1.25
