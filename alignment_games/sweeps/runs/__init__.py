"""Long runs: chunks here or elsewhere, kept as they come in, what they need said before."""
