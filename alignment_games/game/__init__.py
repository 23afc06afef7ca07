"""The n-player normal form: payoffs, profiles, best replies, dominance. Knows no states and no solver."""
