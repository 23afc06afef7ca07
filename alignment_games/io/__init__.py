"""Files in and out: returns values, never solves."""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "interchange": ["from_gambit", "from_nashpy", "from_quantecon", "to_gambit", "to_nashpy", "to_quantecon"],
        "model_file": ["build_model", "read_document", "read_model"],
        "model_writer": ["write_model"],
        "nfg": ["parse_nfg", "read_nfg"],
        "results": ["results_csv", "results_json", "write_results"],
    },
)
