package explore

// OnUnlifted sets what is told of reduced searches that had to be done again.
func OnUnlifted(f func(error)) { unlifted = f }
