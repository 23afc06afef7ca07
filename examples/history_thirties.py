"""The 1930s year by year: what two theories say of the powers before Germany, and what the powers did.

The prediction rule is one for all cases: the logit quantal response at a fixed rate. 1938 is buck-passing by
all three; by 1939 intent is read anew and Britain and France balance.
"""

from alignment_games.cases import BalanceOfPower, BalanceOfThreat, compare, load_case

for name in ("europe-1936", "europe-1938", "europe-1939"):
    print(compare(load_case(name), [BalanceOfThreat(), BalanceOfPower()]))
    print()
