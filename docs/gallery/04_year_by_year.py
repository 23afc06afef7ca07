"""The 1930s year by year: what was recorded in 1936, 1938 and 1939, on one ground and one scale."""

import alignment_games as ag

cases = {year: ag.load_case(f"europe-{year}") for year in (1936, 1938, 1939)}
picture = ag.report.alignment_maps(cases)
