module example.com/suites

go 1.24.0

require (
	github.com/Workiva/go-datastructures v1.1.5
	github.com/djherbis/buffer v1.1.0
	github.com/djherbis/nio/v3 v3.0.1
	github.com/stretchr/testify v1.7.0
	golang.org/x/net v0.44.0
	golang.org/x/sync v0.17.0
)

require (
	github.com/davecgh/go-spew v1.1.0 // indirect
	github.com/pmezard/go-difflib v1.0.0 // indirect
	golang.org/x/text v0.29.0 // indirect
	gopkg.in/yaml.v3 v3.0.0-20200313102051-9f266ea9e77c // indirect
)
