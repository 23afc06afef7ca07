"""How to make a panel: many threats, many years, one row for each state, in one call.

The table stands for the file of your dyads, with the columns that peacesciencer writes; its figures are invented. The
same on the command line:

    alignment-games panel dyads.csv --threat 666 --years 1950:1959 -o panel.csv --plot strips.png
"""

import itertools

import numpy as np

import alignment_games as ag

states = {651: "Egypt", 652: "Syria", 663: "Jordan", 666: "Israel"}
draw = np.random.default_rng(1)
km = {pair: float(draw.uniform(100, 1500)) for pair in itertools.combinations(states, 2)}
columns = ("ccode1", "ccode2", "year", "cinc1", "cinc2", "capdist", "conttype")
dyads: dict[str, list[float]] = {name: [] for name in columns}
for year in range(1950, 1960):
    power = {code: float(draw.uniform(0.001, 0.01)) for code in states}
    for one, other in itertools.combinations(states, 2):
        row = (one, other, year, power[one], power[other], km[one, other], float(km[one, other] < 400))
        for column, value in zip(dyads.values(), row, strict=True):
            column.append(value)

table = ag.read_dyads(dyads, names=states)
print(table)  # which column was read in which role, what is missing, and what was not used

# Any key of the table or name serves for a state; columns of intent in the table would go before these.
panel = ag.panel(table, threats=["Israel", "Egypt"], intent={"Syria": 0.8}, utility=ag.SecurityUtility(burden=0.02))
print(panel)
for row in panel[:3]:
    print(row["threat_name"], row["year"], row["state_name"], row["response"], f"slack {row['slack']:.4f}")

panel.write("panel.csv")  # for R; .dta and .parquet with the extras, panel.to_frame() for pandas
ag.plot(panel, threat="Israel").figure.savefig("strips.png")
print("written: panel.csv, strips.png")
