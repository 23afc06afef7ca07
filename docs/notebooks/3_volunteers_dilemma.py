# %% [markdown]
# # A published model replicated: the volunteer's dilemma
#
# One state suffices to hold the threat, and holding it costs c of the b that all get (Diekmann 1985). In the symmetric equilibrium nobody helps for sure: each lets it be with the chance $(c/b)^{1/(n-1)}$, so that help comes less often the more could give it.

# %%
from fractions import Fraction

import alignment_games as ag

game = ag.volunteers_dilemma(3, cost=Fraction(1, 4))
game

# %% [markdown]
# All equilibria, exactly: three in which one state stands alone, and mixed ones.

# %%
solution = ag.solve(game)
solution

# %% [markdown]
# The published formula against the solver, for two to five states:

# %%
for n in range(2, 6):
    found = ag.solve(ag.volunteers_dilemma(n, cost=0.25))
    alike = [
        each for each in found if not each.pure and all(abs(p[1] - each.profile[0][1]) < 1e-9 for p in each.profile)
    ]
    shirks = min(float(each.profile[0][1]) for each in alike)
    formula = 0.25 ** (1 / (n - 1))
    assert abs(shirks - formula) < 1e-9
    print(f"{n} states: each passes the buck with {shirks:.4f}, Diekmann {formula:.4f}; nobody helps {shirks**n:.4f}")

# %% [markdown]
# The claim as the catalogue keeps it:

# %%
print(ag.catalogue.claims("volunteer")[0].statement)

# %% [markdown]
# With the cost as a symbol, the exact condition under which one state stands alone:

# %%
import sympy

cost = sympy.Symbol("cost", positive=True)
ag.conditions(ag.volunteers_dilemma(3, cost=cost), "balance, buck_pass, buck_pass")
