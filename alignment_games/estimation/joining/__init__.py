"""Third states beside a dispute: join one side, join the other, or stay out; from thousands of decisions."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "baselines": ["FORECASTS", "multinomial_logit", "rule", "rule_of_thumb"],
        "conduct": ["Passing", "WaltGradient", "passing", "walt_gradient"],
        "differences": ["FirstDifference", "FirstDifferences", "first_differences"],
        "fitting": ["JoinerFit", "fit_joiners"],
        "intervals": ["Interval", "Intervals", "joining_intervals"],
        "scores": ["ForecastScore", "Scoreboard"],
        "study": ["JoinerStudy", "judge_joiners"],
        "theory": ["PARAMETERS", "terms", "threats"],
    },
)
