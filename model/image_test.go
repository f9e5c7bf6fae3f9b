package model_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/condcheck/condcheck/model"
)

// What configurations have in common is the same for each as if it had been made for
// it alone, and the images are, in whatever order they are made.
func TestSharedImages(t *testing.T) {
	numbers := func(p *model.Program, cfg model.Config) []byte {
		b, err := p.System(cfg).(model.Persister).Numbers()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for i, file := range programs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			src := read(t, file)
			p := link(t, src)
			var cfgs []model.Config
			for _, minor := range []int{13, 8}[:1+i%2] {
				for _, s := range schedules(p) {
					cfgs = append(cfgs, model.Config{Schedule: s, Minor: minor}, model.Config{Schedule: s, Minor: minor, Watch: true, Cover: &model.Coverage{}})
				}
			}
			for _, cfg := range cfgs {
				if shared, alone := model.Begun(p, cfg); !bytes.Equal(shared, alone) {
					t.Errorf("%+v: modules leave other objects than those that all configurations share", cfg)
				}
				p.System(cfg)
			}
			for _, cfg := range cfgs {
				cfg.Cover, cfg.Watch = nil, false
				if !bytes.Equal(numbers(p, cfg), numbers(link(t, src), cfg)) {
					t.Errorf("%+v: the image differs from that of a program which has no other", cfg)
				}
			}
		})
	}
}
