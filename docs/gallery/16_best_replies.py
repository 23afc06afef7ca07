"""Where players would go: every profile of Munich with its better best replies; equilibria have a frame."""

import alignment_games as ag

picture = ag.plot("europe-1938", kind="replies")
