from alignment_games import cases as cases
from alignment_games import catalogue as catalogue
from alignment_games import certificates as certificates
from alignment_games import errors as errors
from alignment_games import estimation as estimation
from alignment_games import game as game
from alignment_games import inverse as inverse
from alignment_games import io as io
from alignment_games import models as models
from alignment_games import refinements as refinements
from alignment_games import report as report
from alignment_games import solvers as solvers
from alignment_games import states as states
from alignment_games import sweeps as sweeps
from alignment_games import symbolic as symbolic
from alignment_games._version import __version__ as __version__
from alignment_games.cases.case import Case as Case
from alignment_games.cases.case import case_names as case_names
from alignment_games.cases.case import load_case as load_case
from alignment_games.cases.comparison import compare as compare
from alignment_games.cases.theories import BalanceOfPower as BalanceOfPower
from alignment_games.cases.theories import BalanceOfThreat as BalanceOfThreat
from alignment_games.cases.theories import CollectiveGoods as CollectiveGoods
from alignment_games.catalogue.citation import cite as cite
from alignment_games.catalogue.entries import catalog as catalog
from alignment_games.catalogue.entries import model as model
from alignment_games.certificates.writer import Certificate as Certificate
from alignment_games.certificates.writer import certify as certify
from alignment_games.errors import AlignmentGamesError as AlignmentGamesError
from alignment_games.errors import InvalidModelError as InvalidModelError
from alignment_games.errors import MissingExtraError as MissingExtraError
from alignment_games.errors import NotConvergedError as NotConvergedError
from alignment_games.errors import SolverError as SolverError
from alignment_games.errors import UnsupportedGameError as UnsupportedGameError
from alignment_games.estimation.fitting import fit as fit
from alignment_games.game.dominance import eliminate_dominated as eliminate_dominated
from alignment_games.game.normal_form import NormalFormGame as NormalFormGame
from alignment_games.game.problem import Problem as Problem
from alignment_games.game.sum_game import SumGame as SumGame
from alignment_games.inverse.nearest import nearest_rational_world as nearest_rational_world
from alignment_games.inverse.rationalise import rationalise as rationalise
from alignment_games.io.dyads.games import from_dyads as from_dyads
from alignment_games.io.dyads.outcomes import read_choices as read_choices
from alignment_games.io.dyads.table import read_dyads as read_dyads
from alignment_games.io.game_files.nfg import read_nfg as read_nfg
from alignment_games.io.interchange import from_gambit as from_gambit
from alignment_games.io.interchange import from_nashpy as from_nashpy
from alignment_games.io.interchange import from_quantecon as from_quantecon
from alignment_games.io.interchange import to_gambit as to_gambit
from alignment_games.io.interchange import to_nashpy as to_nashpy
from alignment_games.io.interchange import to_quantecon as to_quantecon
from alignment_games.io.model_files.model_file import read_model as read_model
from alignment_games.io.model_files.model_writer import write_model as write_model
from alignment_games.io.results.provenance import versions as versions
from alignment_games.io.results.result_files import write_results as write_results
from alignment_games.io.sources.capabilities import read_capabilities as read_capabilities
from alignment_games.io.sources.contiguity import read_contiguity as read_contiguity
from alignment_games.io.sources.distances import read_distances as read_distances
from alignment_games.models.door import as_model as as_model
from alignment_games.models.model import Model as Model
from alignment_games.models.model import Parameter as Parameter
from alignment_games.models.response import ResponseGame as ResponseGame
from alignment_games.models.response import ResponseModel as ResponseModel
from alignment_games.models.response import response_game as response_game
from alignment_games.models.response import response_model as response_model
from alignment_games.models.threshold import coalition_game as coalition_game
from alignment_games.models.threshold import minimal_winning_coalitions as minimal_winning_coalitions
from alignment_games.models.threshold import threshold_game as threshold_game
from alignment_games.models.threshold import threshold_model as threshold_model
from alignment_games.models.threshold import volunteers_dilemma as volunteers_dilemma
from alignment_games.refinements.refine import refine as refine
from alignment_games.refinements.selection import select as select
from alignment_games.report.briefs.briefing import brief as brief
from alignment_games.report.classroom.classroom import classroom_page as classroom_page
from alignment_games.report.deposit.deposit import replicate as replicate
from alignment_games.report.explanation import explain as explain
from alignment_games.report.latex.games import payoff_latex as payoff_latex
from alignment_games.report.latex.games import solution_latex as solution_latex
from alignment_games.report.latex.latex import to_latex as to_latex
from alignment_games.report.plot import plot as plot
from alignment_games.report.tables import payoff_frame as payoff_frame
from alignment_games.report.tables import payoff_text as payoff_text
from alignment_games.report.tables import threat_frame as threat_frame
from alignment_games.solvers.batch import BatchSolution as BatchSolution
from alignment_games.solvers.batch import solve_batch as solve_batch
from alignment_games.solvers.correlated.programs import correlated_equilibrium as correlated_equilibrium
from alignment_games.solvers.logit.principal import logit_path as logit_path
from alignment_games.solvers.solution import Equilibrium as Equilibrium
from alignment_games.solvers.solution import Solution as Solution
from alignment_games.solvers.solve import solve as solve
from alignment_games.solvers.status import Status as Status
from alignment_games.states.given_threat import GivenThreat as GivenThreat
from alignment_games.states.security import Response as Response
from alignment_games.states.security import SecurityUtility as SecurityUtility
from alignment_games.states.state import State as State
from alignment_games.states.system import System as System
from alignment_games.states.threat import PerceivedThreat as PerceivedThreat
from alignment_games.states.threat import perceived_threat as perceived_threat
from alignment_games.states.threat import securitize as securitize
from alignment_games.sweeps.flips.flip import nearest_flip as nearest_flip
from alignment_games.sweeps.grids.grid import sweep as sweep
from alignment_games.sweeps.panels.panels import panel as panel
from alignment_games.sweeps.regions import regional_complexes as regional_complexes
from alignment_games.sweeps.uncertainties.uncertainty import uncertain as uncertain
from alignment_games.sweeps.years import series as series
from alignment_games.symbolic.critical.critical_values import threshold as threshold
from alignment_games.symbolic.critical.critical_values import thresholds as thresholds
from alignment_games.symbolic.equilibrium_conditions import conditions as conditions
from alignment_games.symbolic.mixed import mixed_conditions as mixed_conditions
from alignment_games.symbolic.naming import with_symbols as with_symbols
from alignment_games.symbolic.partition import regimes as regimes

__all__ = [
    "AlignmentGamesError",
    "BalanceOfPower",
    "BalanceOfThreat",
    "BatchSolution",
    "Case",
    "Certificate",
    "CollectiveGoods",
    "Equilibrium",
    "GivenThreat",
    "InvalidModelError",
    "MissingExtraError",
    "Model",
    "NormalFormGame",
    "NotConvergedError",
    "Parameter",
    "PerceivedThreat",
    "Problem",
    "Response",
    "ResponseGame",
    "ResponseModel",
    "SecurityUtility",
    "Solution",
    "SolverError",
    "State",
    "Status",
    "SumGame",
    "System",
    "UnsupportedGameError",
    "as_model",
    "brief",
    "case_names",
    "cases",
    "catalog",
    "catalogue",
    "certificates",
    "certify",
    "cite",
    "classroom_page",
    "coalition_game",
    "compare",
    "conditions",
    "correlated_equilibrium",
    "eliminate_dominated",
    "errors",
    "estimation",
    "explain",
    "fit",
    "from_dyads",
    "from_gambit",
    "from_nashpy",
    "from_quantecon",
    "game",
    "inverse",
    "io",
    "load_case",
    "logit_path",
    "minimal_winning_coalitions",
    "mixed_conditions",
    "model",
    "models",
    "nearest_flip",
    "nearest_rational_world",
    "panel",
    "payoff_frame",
    "payoff_latex",
    "payoff_text",
    "perceived_threat",
    "plot",
    "rationalise",
    "read_capabilities",
    "read_choices",
    "read_contiguity",
    "read_distances",
    "read_dyads",
    "read_model",
    "read_nfg",
    "refine",
    "refinements",
    "regimes",
    "regional_complexes",
    "replicate",
    "report",
    "response_game",
    "response_model",
    "securitize",
    "select",
    "series",
    "solution_latex",
    "solve",
    "solve_batch",
    "solvers",
    "states",
    "sweep",
    "sweeps",
    "symbolic",
    "threat_frame",
    "threshold",
    "threshold_game",
    "threshold_model",
    "thresholds",
    "to_gambit",
    "to_latex",
    "to_nashpy",
    "to_quantecon",
    "uncertain",
    "versions",
    "volunteers_dilemma",
    "with_symbols",
    "write_model",
    "write_results",
]
