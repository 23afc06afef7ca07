"""Eight states around Russia in 2022, with the guarantor that backs some of them."""

import alignment_games as ag

russia = ag.load_case("russia-2022")
picture = ag.plot(russia)
