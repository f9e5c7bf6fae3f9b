package model

// Plain returns cfg with shortcuts switched off.
func (cfg Config) Plain(keepDead, freezeNone, collectMuch bool) Config {
	cfg.plain = plainness{keepDead: keepDead, freezeNone: freezeNone, collectMuch: collectMuch}
	return cfg
}

// StepAll returns cfg with everything that a thread does a step, be it seen by
// others or not.
func (cfg Config) StepAll() Config {
	cfg.plain.stepAll = true
	return cfg
}

// RoundTrip reads a state and writes it again.
func RoundTrip(sys System, s State) State {
	m := sys.NewMachine().(*machine)
	m.roomy(func() { m.decodeState(s) })
	return State(m.encodeState(false))
}

// Begun returns what an image begins with, the one that configurations share and one
// that is made for this one alone.
func Begun(p *Program, cfg Config) (shared, alone []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	im := &image{Program: p, cfg: cfg, sem: asyncioSemantics(cfg.Minor), atoms: newAtomTable(nil)}
	m := im.newMachine()
	m.a = make([]Value, 16*smallArena)
	im.load(m)
	return bytesOf(p.load(cfg).begun), bytesOf(im.begun)
}
