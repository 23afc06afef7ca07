"""Files in and out: returns values, never solves.

>>> from alignment_games.io import parse_nfg
>>> parse_nfg('NFG 1 R "Chicken" {"Ann" "Bob"} {2 2} 0 0 -1 1 1 -1 -9 -9').payoffs[0].tolist()
[[0, 1], [-1, -9]]
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "alignments": ["Alignments", "ObservedGame", "read_alignments"],
        "capabilities": ["Capabilities", "read_capabilities"],
        "configurations": ["Configurations", "read_configurations"],
        "contiguity": ["Contiguity", "read_contiguity"],
        "data_files": ["read_data"],
        "distances": ["Distances", "great_circle_km", "read_distances"],
        "dyad_maker": ["make_dyads"],
        "dyad_outcomes": ["read_choices"],
        "dyad_table": ["DyadTable", "read_dyads"],
        "dyads": ["DyadModel", "from_dyads"],
        "interchange": ["from_gambit", "from_nashpy", "from_quantecon", "to_gambit", "to_nashpy", "to_quantecon"],
        "model_file": ["build_model", "read_document", "read_model"],
        "model_writer": ["write_model"],
        "move_table": ["MoveTable", "read_moves"],
        "nfg": ["parse_nfg", "read_nfg"],
        "pacts": ["Pacts", "read_pacts"],
        "participants": ["Participant", "Participants", "read_participants"],
        "portfolios": ["Portfolios", "read_portfolios"],
        "propensities": ["read_landscape", "read_propensities", "read_sizes"],
        "provenance": ["fingerprint", "provenance", "versions"],
        "state_names": ["StateNames", "read_states"],
        "table_file": ["write_table"],
        "results": ["results_csv", "results_json", "write_results"],
        "spells": ["Spells", "read_majors", "read_rivalries"],
        "third_parties": ["ThirdParties", "read_third_parties"],
        "third_party_table": ["DisputeFiles", "make_third_parties", "write_third_parties"],
    },
)
