package model

// Plain returns cfg with shortcuts switched off.
func (cfg Config) Plain(keepDead, freezeNone, collectMuch bool) Config {
	cfg.plain = plainness{keepDead, freezeNone, collectMuch}
	return cfg
}

// RoundTrip reads a state and writes it again.
func RoundTrip(sys System, s State) State {
	m := sys.NewMachine().(*machine)
	m.roomy(func() { m.decodeState(s) })
	return State(m.encodeState(false))
}
