module example.com/channel

go 1.24

require github.com/bytedance/gopkg v0.1.3
