"""The states around the threat, and how they align, as a graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, only_known, require
from alignment_games.game.words import listed, plot_text
from alignment_games.report.pictures.looks import (
    BOX,
    ORANGE,
    VERMILLION,
    axes_of,
    capital,
    looks_of,
)
from alignment_games.states.words import doing
from alignment_games.text.visible import visible

Array = NDArray[Any]


def alignment_map(model: Any, ax: Any = None, *, alignment: Mapping[str, str]) -> Any:
    """Return the axes with the states around the threat, as a graph.

    ``model``: a response model, its game, or a case. ``alignment``: action by state. Arrows from the threat are as
    wide as the threat that each state perceives, which stands beside them; lines join those who balance; a dashed
    line ties a bandwagoner to the threat. Raises InvalidModelError for unknown or missing states.
    """
    networkx = require("networkx", extra="plot")
    model = getattr(model, "model", model)
    names, centre = model.names, model.against.name
    only_known("state", alignment, names)
    missing = [name for name in names if name not in alignment]
    if missing:
        raise InvalidModelError(f"the alignment says nothing of {listed(missing)}; give an action for every state")
    ax = axes_of(ax, width=6.4, height=6.4)
    graph = networkx.DiGraph()
    graph.add_nodes_from([centre, *names])
    places = networkx.shell_layout(graph, [[centre], list(names)], rotate=np.pi / 2)
    looks = looks_of(alignment.values())
    values = np.broadcast_to(np.asarray(model.threat.values, dtype=float), (len(names),))
    unit = max(float(values.max()), 1e-300)
    _draw_ties(networkx, graph, places, centre, alignment, ax)
    for name, value in zip(names, values.tolist(), strict=True):
        _draw_threat(networkx, graph, places, (centre, name), (value, value / unit), ax)
        colour, _, marker = looks[alignment[name]]
        _draw_node(networkx, graph, places, name, colour, marker, ax)
    _draw_node(networkx, graph, places, centre, "#000000", "o", ax, size=2800)
    for name in names:
        _beside(
            ax,
            places[name],
            np.asarray(places[name]) - places[centre],
            plot_text(f"{visible(name)}\n{visible(doing(alignment[name]))}"),
        )
    ax.annotate(
        plot_text(visible(centre).replace(" ", "\n")),
        places[centre],
        ha="center",
        va="center",
        fontsize="small",
        color="white",
    )
    _marker_legend(ax, {plot_text(capital(doing(action))): looks[action] for action in looks}, set(alignment.values()))
    ax.margins(0.3, 0.18)
    ax.set_axis_off()
    return ax


def _draw_ties(networkx: Any, graph: Any, places: Any, centre: str, alignment: Mapping[str, str], ax: Any) -> None:
    """Draw lines between balancers, and dashed ones from bandwagoners to the threat."""
    members = [name for name, action in alignment.items() if action in ("balance", "soft_balance")]
    pairs = [(a, b) for k, a in enumerate(members) for b in members[:k]]
    riders = [(name, centre) for name, action in alignment.items() if action == "bandwagon"]
    style = {"ax": ax, "arrows": True, "arrowstyle": "-"}
    networkx.draw_networkx_edges(graph, places, pairs, width=2.5, edge_color=ORANGE, **style)
    bent = {**style, "connectionstyle": "arc3,rad=0.25"}
    networkx.draw_networkx_edges(graph, places, riders, width=2, edge_color=VERMILLION, style="dashed", **bent)


def _draw_threat(
    networkx: Any, graph: Any, places: Any, pair: tuple[str, str], threat: tuple[float, float], ax: Any
) -> None:
    """Draw the arrow of a threat, as wide as its share of the largest, and its figure beside it."""
    value, share = threat
    networkx.draw_networkx_edges(
        graph, places, [pair], width=0.8 + 6 * share, edge_color="#555555", ax=ax,
        arrowstyle="-|>", arrowsize=12 + 12 * share, node_size=900,
    )  # fmt: skip
    middle = 0.55 * np.asarray(places[pair[1]]) + 0.45 * np.asarray(places[pair[0]])
    ax.annotate(f"{value:.2f}", middle, ha="center", va="center", fontsize="small", bbox=BOX)


def _beside(ax: Any, place: Array, direction: Array, text: str) -> None:
    """Write a text beside a node, in a direction."""
    across, up = np.asarray(direction) / (np.linalg.norm(direction) or 1)
    ha = "center" if abs(across) < 0.5 else "left" if across > 0 else "right"
    va = "center" if abs(up) < 0.5 else "bottom" if up > 0 else "top"
    ax.annotate(text, place, (20 * across, 20 * up), textcoords="offset points", ha=ha, va=va, bbox=BOX)


def _draw_node(
    networkx: Any, graph: Any, places: Any, name: str, colour: str, marker: str, ax: Any, *, size: float = 600
) -> None:
    drawn = networkx.draw_networkx_nodes(
        graph, places, [name], node_color=colour, node_shape=marker, node_size=size, edgecolors="black", ax=ax
    )
    drawn.set_zorder(3)


def _marker_legend(ax: Any, looks: Mapping[str, tuple[str, str, str]], actions: set[str]) -> None:
    from matplotlib.lines import Line2D

    handles = [
        Line2D(
            [], [], linestyle="", marker=marker, markersize=10, markerfacecolor=colour, markeredgecolor="black",
            label=name,
        )
        for name, (colour, _, marker) in looks.items()
    ]  # fmt: skip
    handles.append(Line2D([], [], color="#555555", linewidth=3, label="Perceived threat"))
    if "bandwagon" in actions:
        handles.append(Line2D([], [], color=VERMILLION, linewidth=2, linestyle="--", label="Aid to the threat"))
    ax.legend(handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, fontsize="small", frameon=False)
