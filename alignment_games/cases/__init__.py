"""History: one TOML file per case, with figures, sources, reasoning and the recorded outcome.

>>> from alignment_games.cases import load_case
>>> load_case("europe-1938").recorded
{'Britain': 'buck_pass', 'France': 'buck_pass', 'USSR': 'buck_pass'}
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "case": ["Case", "Record", "case_names", "load_case"],
        "comparison": ["Comparison", "TheoryVerdict", "compare", "judge", "situations"],
        "pair": ["load_pair", "pair_names"],
        "prediction": ["Prediction", "alignment", "predicted_probabilities"],
        "baselines": ["Situation", "area_under_curve", "baseline", "regression"],
        "scorecard": ["Scorecard", "scorecard"],
        "scores": ["Score", "macro_f1", "score"],
        "theories": [
            "THEORIES",
            "BalanceOfPower",
            "BalanceOfThreat",
            "CollectiveGoods",
            "MilieuGoals",
            "FirstFormOfThreat",
            "Theory",
        ],
    },
)
