# %% [markdown]
# # The thirties: three crises, one model
#
# Who stands up to Germany in 1936, 1938 and 1939? The same utility serves all three; what changes is power, and the intent that each state takes Germany to have.

# %%
import alignment_games as ag

names = ("europe-1936", "europe-1938", "europe-1939")
cases = [ag.load_case(name) for name in names]
cases[1]

# %% [markdown]
# Every equilibrium of September 1938, mixed ones included. Two alignments hold once states expect them: an Anglo-French stand, and passing the buck all round, which is what happened.

# %%
munich = ag.solve(cases[1].game())
munich

# %%
print(ag.explain(munich))

# %% [markdown]
# The three years side by side: which equilibrium gives the states most together, and who is closest to leaving it.

# %%
for case in cases:
    solution = ag.solve(case.game(), ag.solvers.PureEnumeration())
    print(f"{case.year}: " + " | ".join(map(str, solution)))

# %% [markdown]
# How much would have to change in 1938? The smallest change of the intents perceived that flips the prediction:

# %%
ag.nearest_flip(cases[1], {"intent": {"Britain": 0.5, "France": 0.7, "USSR": 0.7}})

# %% [markdown]
# And where the record is rational at all, whatever the burden of balancing and what a bargain saves:

# %%
ag.rationalise(cases[1], ["burden", "punishment"])
