from alignment_games.refinements._verdict import Verdict as Verdict
from alignment_games.refinements.coalitions import coalition_proof as coalition_proof
from alignment_games.refinements.coalitions import coalition_proof_profiles as coalition_proof_profiles
from alignment_games.refinements.coalitions import strong as strong
from alignment_games.refinements.evolution import evolutionarily_stable as evolutionarily_stable
from alignment_games.refinements.local import quasi_strict as quasi_strict
from alignment_games.refinements.local import regular as regular
from alignment_games.refinements.local import strict as strict
from alignment_games.refinements.local import undominated as undominated
from alignment_games.refinements.pareto import pareto_undominated as pareto_undominated
from alignment_games.refinements.potential import ordinal_potential as ordinal_potential
from alignment_games.refinements.refine import PREDICATES as PREDICATES
from alignment_games.refinements.refine import Refinement as Refinement
from alignment_games.refinements.refine import in_words as in_words
from alignment_games.refinements.refine import refine as refine
from alignment_games.refinements.risk import bicentric_prior as bicentric_prior
from alignment_games.refinements.risk import p_dominance as p_dominance
from alignment_games.refinements.risk import risk_dominance as risk_dominance
from alignment_games.refinements.risk import trace_from_prior as trace_from_prior
from alignment_games.refinements.selection import SELECTIONS as SELECTIONS
from alignment_games.refinements.selection import LargestBasin as LargestBasin
from alignment_games.refinements.selection import LogitSelection as LogitSelection
from alignment_games.refinements.selection import PayoffDominance as PayoffDominance
from alignment_games.refinements.selection import PDominance as PDominance
from alignment_games.refinements.selection import PotentialMaximiser as PotentialMaximiser
from alignment_games.refinements.selection import RiskDominance as RiskDominance
from alignment_games.refinements.selection import Selection as Selection
from alignment_games.refinements.selection import select as select
from alignment_games.refinements.trembles import perfect as perfect
from alignment_games.refinements.trembles import proper as proper

__all__ = [
    "PREDICATES",
    "SELECTIONS",
    "LargestBasin",
    "LogitSelection",
    "PDominance",
    "PayoffDominance",
    "PotentialMaximiser",
    "Refinement",
    "RiskDominance",
    "Selection",
    "Verdict",
    "bicentric_prior",
    "coalition_proof",
    "coalition_proof_profiles",
    "evolutionarily_stable",
    "in_words",
    "ordinal_potential",
    "p_dominance",
    "pareto_undominated",
    "perfect",
    "proper",
    "quasi_strict",
    "refine",
    "regular",
    "risk_dominance",
    "select",
    "strict",
    "strong",
    "trace_from_prior",
    "undominated",
]
