package props

import "github.com/condcheck/condcheck/model"

// Follow implements model.Follower if the inner machine does.
func (m *machine) Follow(f *model.Following) bool {
	in, ok := m.Machine.(model.Follower)
	return ok && in.Follow(f)
}

// Standings implements model.Follower.
func (m *machine) Standings(s model.State, names []model.Name, next bool, buf []model.Standing) []model.Standing {
	return m.Machine.(model.Follower).Standings(inner(s), names, next, buf)
}
