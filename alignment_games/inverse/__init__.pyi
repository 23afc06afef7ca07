from alignment_games.inverse.alone import Alone as Alone
from alignment_games.inverse.alone import Stretch as Stretch
from alignment_games.inverse.alone import alone as alone
from alignment_games.inverse.inequalities import Inequality as Inequality
from alignment_games.inverse.nearest import RationalWorld as RationalWorld
from alignment_games.inverse.nearest import nearest_rational_world as nearest_rational_world
from alignment_games.inverse.nowhere import NoRationalWorld as NoRationalWorld
from alignment_games.inverse.rationalise import Rationalisation as Rationalisation
from alignment_games.inverse.rationalise import RecordedPlay as RecordedPlay
from alignment_games.inverse.rationalise import rationalise as rationalise
from alignment_games.inverse.together import one_vector as one_vector
from alignment_games.inverse.together_record import OneVector as OneVector

__all__ = [
    "Alone",
    "Inequality",
    "NoRationalWorld",
    "OneVector",
    "RationalWorld",
    "Rationalisation",
    "RecordedPlay",
    "Stretch",
    "alone",
    "nearest_rational_world",
    "one_vector",
    "rationalise",
]
