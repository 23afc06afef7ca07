"""How to start from a dyad-year table, as peacesciencer writes it: one row for each pair of states and year.

In R, with the pipeline that peacesciencer's own guide begins with:

    create_dyadyears(subset_years = 1936:1939) |>
      add_cow_majors() |> add_nmc() |> add_capital_distance() |> add_contiguity() |>
      write.csv("dyads.csv", row.names = FALSE)

The rows below stand for that file; the figures are rounded. Columns that are not needed are left alone, and a state
without its figures is left out and named.
"""

from pathlib import Path

import alignment_games as ag

Path("dyads.csv").write_text(
    """"ccode1","ccode2","year","cowmaj1","cowmaj2","cinc1","cinc2","capdist","conttype"
200,255,1938,1,1,0.078,0.154,932,0
220,255,1938,1,1,0.046,0.154,880,1
255,315,1938,1,0,0.154,NA,280,1
255,365,1938,1,1,0.154,0.164,1610,0
""",
    encoding="utf-8",
)

names = {200: "Britain", 220: "France", 255: "Germany", 365: "USSR"}
dyads = ag.from_dyads("dyads.csv", threat=255, year=1938, names=names, intent={200: 0.5, 220: 0.7, 365: 0.7})
print(dyads)

solution = ag.solve(dyads.game(burden=0.05))
print(solution)
print(ag.explain(solution))

# Back to R: read.csv("equilibria.csv"), one row for each equilibrium, state and action. With the data extra,
# solution.to_frame() is the same as a pandas frame, and from_dyads takes a pandas frame as well as a path.
ag.write_results(solution, "equilibria.csv")

# On to the command line: alignment-games show dyads.toml, then explain, uncertain, brief, replicate, ...
ag.write_model(dyads.model.with_parameters(burden=0.05), "dyads.toml", title="Germany in 1938, from dyads")
print("written: equilibria.csv, dyads.toml")
