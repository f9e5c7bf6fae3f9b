module example.com/bufpipe

go 1.24

require github.com/acomagu/bufpipe v1.0.4
