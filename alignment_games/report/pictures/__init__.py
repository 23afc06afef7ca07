"""Pictures, one file for each kind; `alignment_games.plot` finds the one for a result. Needs the ``plot`` extra."""
