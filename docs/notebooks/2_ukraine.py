# %% [markdown]
# # Ukraine: 2014 and 2022
#
# The same states before the same threat, eight years apart. In 2022 most took Russia to mean harm; what else had changed?

# %%
import alignment_games as ag

before, after = ag.load_case("russia-2014"), ag.load_case("russia-2022")
after

# %% [markdown]
# How threatened each state feels, and from which source:

# %%
before.model.threat

# %%
after.model.threat

# %% [markdown]
# All equilibria of 2022, and whether what the states did is one of them:

# %%
solution = ag.solve(after.game())
solution

# %%
gains = dict(zip(after.recorded, after.game().regrets(after.recorded), strict=True))
print("\n".join(f"{state} {action}: could have gained {gains[state]:.4f}" for state, action in after.recorded.items()))

# %% [markdown]
# Had the speech acts of that winter not found an audience: securitization multiplies the odds of ill intent, 1 is as coded, and the rest stays as it is.

# %%
ag.sweep(after, vary={"securitization": [0.125, 0.25, 0.5, 1.0, 2.0]})

# %% [markdown]
# What rival theories of threat would have foretold:

# %%
ag.compare(after, [ag.BalanceOfThreat(), ag.BalanceOfPower()])
