from alignment_games.report.briefs.briefing import brief as brief
from alignment_games.report.classroom.classroom import classroom_page as classroom_page
from alignment_games.report.deposit.deposit import replicate as replicate
from alignment_games.report.explanation import explain as explain
from alignment_games.report.latex.games import payoff_latex as payoff_latex
from alignment_games.report.latex.games import solution_latex as solution_latex
from alignment_games.report.latex.latex import table_latex as table_latex
from alignment_games.report.latex.latex import to_latex as to_latex
from alignment_games.report.pictures.alignments import alignment_map as alignment_map
from alignment_games.report.pictures.alignments import alignment_maps as alignment_maps
from alignment_games.report.pictures.panels import response_panels as response_panels
from alignment_games.report.pictures.replies import best_reply_graph as best_reply_graph
from alignment_games.report.pictures.saving import save_picture as save_picture
from alignment_games.report.pictures.sources import threat_by_source as threat_by_source
from alignment_games.report.pictures.threats import threat_heat_map as threat_heat_map
from alignment_games.report.plot import plot as plot
from alignment_games.report.progress import ProgressBar as ProgressBar
from alignment_games.report.tables import payoff_frame as payoff_frame
from alignment_games.report.tables import payoff_html as payoff_html
from alignment_games.report.tables import payoff_text as payoff_text
from alignment_games.report.tables import threat_frame as threat_frame

__all__ = [
    "ProgressBar",
    "alignment_map",
    "alignment_maps",
    "best_reply_graph",
    "brief",
    "classroom_page",
    "explain",
    "payoff_frame",
    "payoff_html",
    "payoff_latex",
    "payoff_text",
    "plot",
    "replicate",
    "response_panels",
    "save_picture",
    "solution_latex",
    "table_latex",
    "threat_by_source",
    "threat_frame",
    "threat_heat_map",
    "to_latex",
]
