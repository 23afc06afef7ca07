from alignment_games.solvers.alike_players import AlikePlayers as AlikePlayers
from alignment_games.solvers.auto import Auto as Auto
from alignment_games.solvers.batch import BatchSolution as BatchSolution
from alignment_games.solvers.batch import solve_batch as solve_batch
from alignment_games.solvers.control import Control as Control
from alignment_games.solvers.correlated.polytope import CorrelatedPolytope as CorrelatedPolytope
from alignment_games.solvers.correlated.polytope import correlated_polytope as correlated_polytope
from alignment_games.solvers.correlated.programs import CorrelatedPlay as CorrelatedPlay
from alignment_games.solvers.correlated.programs import correlated_equilibrium as correlated_equilibrium
from alignment_games.solvers.correlated.programs import maximum_entropy_correlated as maximum_entropy_correlated
from alignment_games.solvers.dynamics.attractors import Basins as Basins
from alignment_games.solvers.dynamics.attractors import RestPoints as RestPoints
from alignment_games.solvers.dynamics.attractors import basins as basins
from alignment_games.solvers.dynamics.laws import BestReplyDynamics as BestReplyDynamics
from alignment_games.solvers.dynamics.laws import FictitiousPlay as FictitiousPlay
from alignment_games.solvers.dynamics.laws import LogitDynamics as LogitDynamics
from alignment_games.solvers.dynamics.laws import Replicator as Replicator
from alignment_games.solvers.dynamics.laws import Trajectories as Trajectories
from alignment_games.solvers.dynamics.laws import all_pure_starts as all_pure_starts
from alignment_games.solvers.dynamics.laws import random_starts as random_starts
from alignment_games.solvers.indices.indices_by_parts import with_indices as with_indices
from alignment_games.solvers.logit.branch import Bifurcation as Bifurcation
from alignment_games.solvers.logit.branch import LogitPath as LogitPath
from alignment_games.solvers.logit.by_sums import LogitBySums as LogitBySums
from alignment_games.solvers.logit.fit import LogitFit as LogitFit
from alignment_games.solvers.logit.principal import LogitTracing as LogitTracing
from alignment_games.solvers.logit.principal import logit_path as logit_path
from alignment_games.solvers.mixed_by_sums import MixedBySums as MixedBySums
from alignment_games.solvers.pure.pure_by_sums import PureBySums as PureBySums
from alignment_games.solvers.pure.pure_enumeration import PureEnumeration as PureEnumeration
from alignment_games.solvers.reductions import DropDominated as DropDominated
from alignment_games.solvers.reductions import DropIdlePlayers as DropIdlePlayers
from alignment_games.solvers.reductions import MergeCopies as MergeCopies
from alignment_games.solvers.solution import Equilibrium as Equilibrium
from alignment_games.solvers.solution import Solution as Solution
from alignment_games.solvers.solve import solve as solve
from alignment_games.solvers.solver import AbstractSolver as AbstractSolver
from alignment_games.solvers.solver import Proposal as Proposal
from alignment_games.solvers.status import Component as Component
from alignment_games.solvers.status import Status as Status
from alignment_games.solvers.support_enumeration import SupportEnumeration as SupportEnumeration
from alignment_games.solvers.two_players.lemke_howson import LemkeHowson as LemkeHowson
from alignment_games.solvers.two_players.nash_subsets import NashSubset as NashSubset
from alignment_games.solvers.two_players.nash_subsets import nash_subsets as nash_subsets
from alignment_games.solvers.two_players.vertex_enumeration import VertexEnumeration as VertexEnumeration
from alignment_games.solvers.two_players.zero_sum import ZeroSum as ZeroSum

__all__ = [
    "AbstractSolver",
    "AlikePlayers",
    "Auto",
    "Basins",
    "BatchSolution",
    "BestReplyDynamics",
    "Bifurcation",
    "Component",
    "Control",
    "CorrelatedPlay",
    "CorrelatedPolytope",
    "DropDominated",
    "DropIdlePlayers",
    "Equilibrium",
    "FictitiousPlay",
    "LemkeHowson",
    "LogitBySums",
    "LogitDynamics",
    "LogitFit",
    "LogitPath",
    "LogitTracing",
    "MergeCopies",
    "MixedBySums",
    "NashSubset",
    "Proposal",
    "PureBySums",
    "PureEnumeration",
    "Replicator",
    "RestPoints",
    "Solution",
    "Status",
    "SupportEnumeration",
    "Trajectories",
    "VertexEnumeration",
    "ZeroSum",
    "all_pure_starts",
    "basins",
    "correlated_equilibrium",
    "correlated_polytope",
    "logit_path",
    "maximum_entropy_correlated",
    "nash_subsets",
    "random_starts",
    "solve",
    "solve_batch",
    "with_indices",
]
