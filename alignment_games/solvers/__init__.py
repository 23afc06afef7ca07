r"""Equilibria: one file per algorithm, one interface. `solve` runs a solver and verifies what it proposes.

How to choose a solver
----------------------
Mostly, do not: ``solve(game)`` lets `Auto` choose the method that proves most for a game of that size, and
``Auto().why(game)`` says which and for what reason before anything runs. All equilibria handed out have had their
regret recomputed, whatever the solver; solvers differ in what they say of the equilibria that are *not* there.
With m_i the actions of player i:

==================  ======================  ================================  ======================================
solver              games                   what it proves                    cost
==================  ======================  ================================  ======================================
VertexEnumeration   two players             all equilibria are here, continua  the vertices of two polytopes:
                                            as components                     exponential in the smaller m_i
SupportEnumeration  any number of players,  all equilibria are here, continua  up to (2**m_1 - 1) ... (2**m_n - 1)
                    few actions             as components; or how many        supports, each searched by branch and
                                            supports stayed open              prune
DropDominated       any that is small       what the solver of the rest       one pass over the payoffs for each
                    without dominated       proves, of the whole game         round, then the solver of the rest
                    actions, in sums too
MergeCopies         any that is small       the same                          the same, once
                    without copies of
                    actions
DropIdlePlayers     any that is small       the same                          nothing, then the solver of the rest
                    without who has no
                    choice
AlikePlayers        any number of players,  all equilibria are here, one of   a polynomial for each number of those
                    all alike, few actions, each kind where they are many;    who act and mix: twenty players; with
                    in sums too             or why some may be missing        three actions, twelve
ZeroSum             two players, constant   the value; that the optimal pair  a linear program: hundreds of actions
                    sum                     is the only one; otherwise one
                                            pair, or all where m_i are few
PureEnumeration     any                     all pure equilibria are here,     one pass over the payoffs:
                                            or that there are none, and       n m_1 m_2 ... m_n numbers
                                            what another solver then finds
LemkeHowson         two players             some equilibria                   one path for each action, mostly short
LogitTracing        any                     one equilibrium, the limit of     one path, some two passes over the
                                            quantal responses from chance     payoffs and a linear system of sum of
                                                                              m_i unknowns at each step
RestPoints          any                     the equilibria at which play      a path of play from each of many starts
                                            comes to rest, some
PureBySums          sums, hundreds of       all pure equilibria are here, or  branch and bound over intervals of the
                    states                  that there are none               sums
MixedBySums         sums, some hundred      one equilibrium in which few      small tables, one after another, and best
                    states                  mix, its regret a proven bound    replies of the others
LogitBySums         sums, some hundred      one equilibrium, its regret a     one path, convolutions over lattices of
                    states                  proven bound                      the sums at each step
==================  ======================  ================================  ======================================

>>> from alignment_games.models import volunteers_dilemma
>>> from alignment_games.solvers import Auto, PureEnumeration, solve
>>> print(Auto().why(volunteers_dilemma(3, cost=0.25)))
SupportEnumeration, because each of the 27 supports can be searched
>>> print(Auto().why(volunteers_dilemma(12, cost=0.25)))
AlikePlayers, because 12 players who are all alike have few kinds of equilibria

To choose yourself, hand the solver over; the status says how much was proven:

>>> solution = solve(volunteers_dilemma(12, cost=0.25), PureEnumeration())
>>> len(solution), solution.complete, solution.status.value
(12, False, 'every pure equilibrium is here; mixed equilibria were not looked for')

A response or threshold game for which no table of payoffs fits is solved by its sums, ``solve(model.sums())``:

>>> from alignment_games.models import threshold_model
>>> many = threshold_model({f"State {k}": 1 for k in range(40)}, against=1, cost=0.25)
>>> print(Auto().why(many.sums()))
PureBySums, because more than 10^15 supports without ... dominated actions are too many to search; all pure ...

Equilibria and continua have an `index`, in games of two players and where nothing is tied at once, elsewhere by
`with_indices`.

Other questions have other functions. Many games of one shape: `solve_batch`. A
parameter's whole range: sweeps. Symbols: `alignment_games.conditions`.

Other solution concepts have verbs of their own, because their answers are no Nash equilibria and have nothing to say
of completeness. Play with errors at a given rate is a point of a `LogitPath` (`logit_path`); the equilibrium that it
tends to is that of ``solve(game, LogitTracing())``. Agreements through a mediator are a `CorrelatedPlay`, a
distribution over profiles (`correlated_equilibrium`), or all of them a `CorrelatedPolytope` (`correlated_polytope`).
Which equilibrium play comes to rest at, and from how many starts: `basins` with `BestReplyDynamics`, `Replicator` and
others.
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(__name__)
