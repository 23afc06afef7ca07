"""Estimates from what states did: threat weights and lambda over many games, and what joining a dispute is worth.

>>> from alignment_games.estimation import QuantalResponse
>>> QuantalResponse(sources=("proximity", "intent")).names
('log rate', 'weight of proximity', 'weight of intent')
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "calibration": ["CalibrationGroup", "calibration"],
        "coefficients": ["CoefficientTable", "coefficient_table"],
        "comparing": ["Vuong", "vuong"],
        "effects": ["Effect", "Effects"],
        "fitting": ["FitProblem", "fit"],
        "forecasts": ["Forecasts", "Foretold", "foretell"],
        "foresight": ["Foresight", "foresight"],
        "joining.differences": ["FirstDifference", "FirstDifferences", "first_differences"],
        "joining.fitting": ["JoinerFit", "fit_joiners"],
        "joining.intervals": ["Interval", "Intervals", "joining_intervals"],
        "joining.study": ["JoinerStudy", "judge_joiners"],
        "intervals": ["Bootstrap", "ConfidenceIntervals"],
        "moves": ["TwoMoves"],
        "quantal": ["QuantalResponse"],
        "results": ["Fit"],
        "search": ["Search"],
        "simulation": ["Recovery", "recover", "simulate"],
        "selecting.games": ["PlayedGames", "entry_games"],
        "selecting.identified": ["IdentifiedSet", "identified_set"],
        "selecting.problem": ["SelectionProblem"],
        "selecting.responses": ["response_games"],
        "selecting.results": ["SelectionFit"],
        "selecting.shocks": ["Shocks"],
        "selecting.simulation": ["profile_chances", "simulate_play"],
        "stack": ["Stack", "stack_games"],
        "strategic": ["StrategicFit", "StrategicProblem"],
        "validation": ["leave_cases_out"],
    },
)
