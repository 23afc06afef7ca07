from alignment_games.symbolic._certificates import SignCertificate as SignCertificate
from alignment_games.symbolic._domain import Sign as Sign
from alignment_games.symbolic.algebraic import algebraic_equilibria as algebraic_equilibria
from alignment_games.symbolic.boundaries import BoundaryCurve as BoundaryCurve
from alignment_games.symbolic.boundaries import boundary_curves as boundary_curves
from alignment_games.symbolic.critical.critical_values import ComparativeStatic as ComparativeStatic
from alignment_games.symbolic.critical.critical_values import Threshold as Threshold
from alignment_games.symbolic.critical.critical_values import threshold as threshold
from alignment_games.symbolic.critical.critical_values import thresholds as thresholds
from alignment_games.symbolic.critical.lending import thresholds_by_lending as thresholds_by_lending
from alignment_games.symbolic.critical.lending_record import Lending as Lending
from alignment_games.symbolic.equilibrium_conditions import Condition as Condition
from alignment_games.symbolic.equilibrium_conditions import Conditions as Conditions
from alignment_games.symbolic.equilibrium_conditions import Implied as Implied
from alignment_games.symbolic.equilibrium_conditions import conditions as conditions
from alignment_games.symbolic.exact import exact_equilibrium as exact_equilibrium
from alignment_games.symbolic.exact_record import ExactForm as ExactForm
from alignment_games.symbolic.latex.latex import proposition as proposition
from alignment_games.symbolic.mixed import MixedConditions as MixedConditions
from alignment_games.symbolic.mixed import mixed_conditions as mixed_conditions
from alignment_games.symbolic.mixed import mixed_equilibria as mixed_equilibria
from alignment_games.symbolic.naming import parameters as parameters
from alignment_games.symbolic.naming import with_symbols as with_symbols
from alignment_games.symbolic.partition import Regime as Regime
from alignment_games.symbolic.partition import Regimes as Regimes
from alignment_games.symbolic.partition import Statement as Statement
from alignment_games.symbolic.partition import regimes as regimes
from alignment_games.symbolic.polyhedra import PolyhedralRegion as PolyhedralRegion
from alignment_games.symbolic.polyhedra import region as region
from alignment_games.symbolic.steps import Cell as Cell
from alignment_games.symbolic.steps import cells as cells
from alignment_games.symbolic.steps import step as step
from alignment_games.symbolic.symmetric import SymmetricMixed as SymmetricMixed
from alignment_games.symbolic.symmetric import symmetric_mixed as symmetric_mixed
from alignment_games.symbolic.symmetric import symmetric_mixed_in_n as symmetric_mixed_in_n

__all__ = [
    "BoundaryCurve",
    "Cell",
    "ComparativeStatic",
    "Condition",
    "Conditions",
    "ExactForm",
    "Implied",
    "Lending",
    "MixedConditions",
    "PolyhedralRegion",
    "Regime",
    "Regimes",
    "Sign",
    "SignCertificate",
    "Statement",
    "SymmetricMixed",
    "Threshold",
    "algebraic_equilibria",
    "boundary_curves",
    "cells",
    "conditions",
    "exact_equilibrium",
    "mixed_conditions",
    "mixed_equilibria",
    "parameters",
    "proposition",
    "regimes",
    "region",
    "step",
    "symmetric_mixed",
    "symmetric_mixed_in_n",
    "threshold",
    "thresholds",
    "thresholds_by_lending",
    "with_symbols",
]
