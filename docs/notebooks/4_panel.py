# %% [markdown]
# # A panel: states, threats and years from a table
#
# One row for each pair of states and year goes in; what each state does about each threat comes out. The figures here are made up, so that nothing has to be downloaded; the columns are those of the usual sources (National Material Capabilities, distances, contiguity).

# %%
import alignment_games as ag

years, states = range(1930, 1940), {200: "Britain", 220: "France", 365: "USSR"}
shares = {200: 0.10, 220: 0.07, 365: 0.14}
rows = {name: [] for name in ("ccode1", "ccode2", "year", "cinc1", "cinc2", "capdist", "conttype")}
for year in years:
    for code in states:
        germany = 0.08 + 0.01 * (year - 1930)  # it rearms, a point a year
        border = 1 if code == 220 else 0
        figures = (255, code, year, germany, shares[code], 900, border)
        for name, value in zip(rows, figures, strict=True):
            rows[name].append(value)

# %%
panel = ag.panel(rows, threats=255, names={**states, 255: "Germany"})
panel

# %% [markdown]
# In which year each state changes what it does:

# %%
last = {}
for row in panel:
    if last.get(row["state_name"]) != row["response"]:
        print(row["year"], row["state_name"], row["response"])
    last[row["state_name"]] = row["response"]

# %% [markdown]
# The same at a glance (needs the extra `plot`):

# %%
ag.plot(panel)
