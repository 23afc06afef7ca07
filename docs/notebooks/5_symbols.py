# %% [markdown]
# # Theory in symbols: when do two states pass the buck to each other?
#
# Two equal states, a threat, and what balancing costs them. No number is given: payoffs are formulas, and the conditions are proven, not plotted.

# %%
import sympy

import alignment_games as ag

safety, cost = sympy.symbols("safety cost", positive=True)


def payoffs(*acts):
    safe = safety if "balance" in acts else 0
    return [safe - (cost if own == "balance" else 0) for own in acts]


game = ag.NormalFormGame.from_function(payoffs, ["Britain", "France"], ["balance", "buck_pass"])
game

# %% [markdown]
# The exact condition under which France may leave the burden to Britain:

# %%
ag.conditions(game, "balance, buck_pass")

# %% [markdown]
# At which cost Britain changes its response, and how that moves with what safety is worth:

# %%
ag.threshold(game, "Britain", ["balance", "buck_pass"], cost, others="buck_pass")

# %% [markdown]
# All regimes: which equilibria there are wherever the parameters lie.

# %%
regimes = ag.regimes(game)
regimes

# %% [markdown]
# And the mixed equilibrium in which each hopes for the other, where balancing pays at all:

# %%
ag.mixed_conditions(game, given=[cost < safety])

# %% [markdown]
# For the paper:

# %%
print(ag.to_latex(regimes))
