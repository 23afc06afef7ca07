"""Where the threat of Russia comes from: how often power, proximity, offence and intent halve it for each state."""

import alignment_games as ag

picture = ag.plot("russia-2022", kind="sources")
