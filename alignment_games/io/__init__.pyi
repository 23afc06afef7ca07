from alignment_games.io.data_files import read_data as read_data
from alignment_games.io.dyads.games import DyadModel as DyadModel
from alignment_games.io.dyads.games import from_dyads as from_dyads
from alignment_games.io.dyads.maker import make_dyads as make_dyads
from alignment_games.io.dyads.outcomes import read_choices as read_choices
from alignment_games.io.dyads.table import DyadTable as DyadTable
from alignment_games.io.dyads.table import read_dyads as read_dyads
from alignment_games.io.game_files.nfg import parse_nfg as parse_nfg
from alignment_games.io.game_files.nfg import read_nfg as read_nfg
from alignment_games.io.interchange import from_gambit as from_gambit
from alignment_games.io.interchange import from_nashpy as from_nashpy
from alignment_games.io.interchange import from_quantecon as from_quantecon
from alignment_games.io.interchange import to_gambit as to_gambit
from alignment_games.io.interchange import to_nashpy as to_nashpy
from alignment_games.io.interchange import to_quantecon as to_quantecon
from alignment_games.io.model_files.model_file import build_model as build_model
from alignment_games.io.model_files.model_file import read_document as read_document
from alignment_games.io.model_files.model_file import read_model as read_model
from alignment_games.io.model_files.model_writer import write_model as write_model
from alignment_games.io.results.provenance import fingerprint as fingerprint
from alignment_games.io.results.provenance import provenance as provenance
from alignment_games.io.results.provenance import versions as versions
from alignment_games.io.results.result_files import results_csv as results_csv
from alignment_games.io.results.result_files import results_json as results_json
from alignment_games.io.results.result_files import write_results as write_results
from alignment_games.io.results.table_file import write_table as write_table
from alignment_games.io.sources.alignments import Alignments as Alignments
from alignment_games.io.sources.alignments import ObservedGame as ObservedGame
from alignment_games.io.sources.alignments import read_alignments as read_alignments
from alignment_games.io.sources.capabilities import Capabilities as Capabilities
from alignment_games.io.sources.capabilities import read_capabilities as read_capabilities
from alignment_games.io.sources.configurations import Configurations as Configurations
from alignment_games.io.sources.configurations import read_configurations as read_configurations
from alignment_games.io.sources.contiguity import Contiguity as Contiguity
from alignment_games.io.sources.contiguity import read_contiguity as read_contiguity
from alignment_games.io.sources.distances import Distances as Distances
from alignment_games.io.sources.distances import great_circle_km as great_circle_km
from alignment_games.io.sources.distances import read_distances as read_distances
from alignment_games.io.sources.move_table import MoveTable as MoveTable
from alignment_games.io.sources.move_table import read_moves as read_moves
from alignment_games.io.sources.pacts import Pacts as Pacts
from alignment_games.io.sources.pacts import read_pacts as read_pacts
from alignment_games.io.sources.participants import Participant as Participant
from alignment_games.io.sources.participants import Participants as Participants
from alignment_games.io.sources.participants import read_participants as read_participants
from alignment_games.io.sources.portfolios import Portfolios as Portfolios
from alignment_games.io.sources.portfolios import read_portfolios as read_portfolios
from alignment_games.io.sources.propensities import read_landscape as read_landscape
from alignment_games.io.sources.propensities import read_propensities as read_propensities
from alignment_games.io.sources.propensities import read_sizes as read_sizes
from alignment_games.io.sources.spells import Spells as Spells
from alignment_games.io.sources.spells import read_majors as read_majors
from alignment_games.io.sources.spells import read_rivalries as read_rivalries
from alignment_games.io.sources.state_names import StateNames as StateNames
from alignment_games.io.sources.state_names import read_states as read_states
from alignment_games.io.sources.third_parties import ThirdParties as ThirdParties
from alignment_games.io.sources.third_parties import read_third_parties as read_third_parties
from alignment_games.io.sources.third_party_table import DisputeFiles as DisputeFiles
from alignment_games.io.sources.third_party_table import make_third_parties as make_third_parties
from alignment_games.io.sources.third_party_table import write_third_parties as write_third_parties

__all__ = [
    "Alignments",
    "Capabilities",
    "Configurations",
    "Contiguity",
    "DisputeFiles",
    "Distances",
    "DyadModel",
    "DyadTable",
    "MoveTable",
    "ObservedGame",
    "Pacts",
    "Participant",
    "Participants",
    "Portfolios",
    "Spells",
    "StateNames",
    "ThirdParties",
    "build_model",
    "fingerprint",
    "from_dyads",
    "from_gambit",
    "from_nashpy",
    "from_quantecon",
    "great_circle_km",
    "make_dyads",
    "make_third_parties",
    "parse_nfg",
    "provenance",
    "read_alignments",
    "read_capabilities",
    "read_choices",
    "read_configurations",
    "read_contiguity",
    "read_data",
    "read_distances",
    "read_document",
    "read_dyads",
    "read_landscape",
    "read_majors",
    "read_model",
    "read_moves",
    "read_nfg",
    "read_pacts",
    "read_participants",
    "read_portfolios",
    "read_propensities",
    "read_rivalries",
    "read_sizes",
    "read_states",
    "read_third_parties",
    "results_csv",
    "results_json",
    "to_gambit",
    "to_nashpy",
    "to_quantecon",
    "versions",
    "write_model",
    "write_results",
    "write_table",
    "write_third_parties",
]
