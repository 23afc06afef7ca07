"""From chance to nearly best replies: how play settles as states err less."""

import alignment_games as ag

game = ag.load_case("europe-1938").game()
picture = ag.plot(ag.logit_path(game))
