module example.com/puddle

go 1.24

require (
	github.com/jackc/puddle v1.1.3
	github.com/jackc/puddle/v2 v2.2.3
)

require golang.org/x/sync v0.1.0 // indirect
