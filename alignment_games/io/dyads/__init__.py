"""Tables of pairs of states and years: read once, asked for any threat in any year."""
