from alignment_games.sweeps.contrasts.contrast import Contrast as Contrast
from alignment_games.sweeps.flips.flip import Flip as Flip
from alignment_games.sweeps.flips.flip import nearest_flip as nearest_flip
from alignment_games.sweeps.grids.grid import sweep as sweep
from alignment_games.sweeps.grids.phase_diagram import PhaseDiagram as PhaseDiagram
from alignment_games.sweeps.grids.phase_regions import Region as Region
from alignment_games.sweeps.panels.panels import panel as panel
from alignment_games.sweeps.panels.rows import Panel as Panel
from alignment_games.sweeps.planes.curves import Boundary as Boundary
from alignment_games.sweeps.planes.curves import boundaries as boundaries
from alignment_games.sweeps.planes.curves import disagreements as disagreements
from alignment_games.sweeps.regions import Complexes as Complexes
from alignment_games.sweeps.regions import SplitError as SplitError
from alignment_games.sweeps.regions import regional_complexes as regional_complexes
from alignment_games.sweeps.regions import regional_games as regional_games
from alignment_games.sweeps.regions import split_error as split_error
from alignment_games.sweeps.regions import threat_matrix as threat_matrix
from alignment_games.sweeps.runs.store import Store as Store
from alignment_games.sweeps.selection import SELECTIONS as SELECTIONS
from alignment_games.sweeps.selection import first as first
from alignment_games.sweeps.selection import payoff_dominant as payoff_dominant
from alignment_games.sweeps.selection import risk_dominant as risk_dominant
from alignment_games.sweeps.uncertainties.chances import Chances as Chances
from alignment_games.sweeps.uncertainties.chances import chances as chances
from alignment_games.sweeps.uncertainties.estimate import Estimate as Estimate
from alignment_games.sweeps.uncertainties.guesses import guesses as guesses
from alignment_games.sweeps.uncertainties.guesses import intent_guesses as intent_guesses
from alignment_games.sweeps.uncertainties.sensitivity import SobolIndex as SobolIndex
from alignment_games.sweeps.uncertainties.sensitivity import Swing as Swing
from alignment_games.sweeps.uncertainties.sensitivity import sobol as sobol
from alignment_games.sweeps.uncertainties.sensitivity import swings as swings
from alignment_games.sweeps.uncertainties.uncertainty import Uncertain as Uncertain
from alignment_games.sweeps.uncertainties.uncertainty import uncertain as uncertain
from alignment_games.sweeps.years import Series as Series
from alignment_games.sweeps.years import Year as Year
from alignment_games.sweeps.years import series as series

__all__ = [
    "SELECTIONS",
    "Boundary",
    "Chances",
    "Complexes",
    "Contrast",
    "Estimate",
    "Flip",
    "Panel",
    "PhaseDiagram",
    "Region",
    "Series",
    "SobolIndex",
    "SplitError",
    "Store",
    "Swing",
    "Uncertain",
    "Year",
    "boundaries",
    "chances",
    "disagreements",
    "first",
    "guesses",
    "intent_guesses",
    "nearest_flip",
    "panel",
    "payoff_dominant",
    "regional_complexes",
    "regional_games",
    "risk_dominant",
    "series",
    "sobol",
    "split_error",
    "sweep",
    "swings",
    "threat_matrix",
    "uncertain",
]
