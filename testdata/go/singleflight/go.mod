module example.com/singleflight

go 1.24

require golang.org/x/sync v0.0.0-20200317015054-43a5402ce75a
