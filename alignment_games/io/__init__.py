"""Files in and out: returns values, never solves.

>>> from alignment_games.io import parse_nfg
>>> parse_nfg('NFG 1 R "Chicken" {"Ann" "Bob"} {2 2} 0 0 -1 1 1 -1 -9 -9').payoffs[0].tolist()
[[0, 1], [-1, -9]]
"""

from alignment_games._lazy import attach

__getattr__, __dir__, __all__ = attach(
    __name__,
    {
        "sources.alignments": ["Alignments", "ObservedGame", "read_alignments"],
        "sources.capabilities": ["Capabilities", "read_capabilities"],
        "sources.configurations": ["Configurations", "read_configurations"],
        "sources.contiguity": ["Contiguity", "read_contiguity"],
        "data_files": ["read_data"],
        "sources.distances": ["Distances", "great_circle_km", "read_distances"],
        "dyads.maker": ["make_dyads"],
        "dyads.outcomes": ["read_choices"],
        "dyads.table": ["DyadTable", "read_dyads"],
        "dyads.games": ["DyadModel", "from_dyads"],
        "interchange": ["from_gambit", "from_nashpy", "from_quantecon", "to_gambit", "to_nashpy", "to_quantecon"],
        "model_files.model_file": ["build_model", "read_document", "read_model"],
        "model_files.model_writer": ["write_model"],
        "sources.move_table": ["MoveTable", "read_moves"],
        "game_files.nfg": ["parse_nfg", "read_nfg"],
        "sources.pacts": ["Pacts", "read_pacts"],
        "sources.participants": ["Participant", "Participants", "read_participants"],
        "sources.portfolios": ["Portfolios", "read_portfolios"],
        "sources.propensities": ["read_landscape", "read_propensities", "read_sizes"],
        "results.provenance": ["fingerprint", "provenance", "versions"],
        "sources.state_names": ["StateNames", "read_states"],
        "results.table_file": ["write_table"],
        "results.result_files": ["results_csv", "results_json", "write_results"],
        "sources.spells": ["Spells", "read_majors", "read_rivalries"],
        "sources.third_parties": ["ThirdParties", "read_third_parties"],
        "sources.third_party_table": ["DisputeFiles", "make_third_parties", "write_third_parties"],
    },
)
