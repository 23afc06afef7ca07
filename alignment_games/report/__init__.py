"""Words, tables and pictures for what the solvers found."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "briefing": ["brief"],
        "classroom": ["classroom_page"],
        "deposit": ["replicate"],
        "explanation": ["explain"],
        "tables": [
            "payoff_frame",
            "payoff_html",
            "payoff_latex",
            "payoff_text",
            "solution_latex",
            "threat_frame",
        ],
    },
)
