"""Pictures: phase diagrams, alignment probabilities, tornado, slack by year, alignment map. Needs the ``plot`` extra.

Every function takes a matplotlib ``ax`` (None makes a new figure) and returns it. Colours are Okabe and Ito's
(2008), which colour-blind readers can tell apart; hatches and shapes say the same again for print in grey.
The path of quantal responses draws itself: `solvers.logit.LogitPath.plot`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alignment_games.errors import InvalidModelError, UnsupportedGameError, only_known, require
from alignment_games.game.words import listed, plot_text
from alignment_games.states.words import doing
from alignment_games.sweeps.curves import boundaries
from alignment_games.sweeps.phase_diagram import NO_EQUILIBRIUM, Labels, PhaseDiagram, Region
from alignment_games.sweeps.sensitivity import Swing
from alignment_games.sweeps.uncertainty import Uncertain
from alignment_games.sweeps.years import Series

Array = NDArray[Any]

SKY, ORANGE, GREEN, VERMILLION = "#56B4E9", "#E69F00", "#009E73", "#D55E00"
BLUE, PURPLE, YELLOW, GREY = "#0072B2", "#CC79A7", "#F0E442", "#999999"

#: The look of each action, the same in every picture: colour, hatch, marker.
_LOOKS = {
    "balance": (ORANGE, "///", "o"),
    "buck_pass": (SKY, "", "s"),
    "bandwagon": (VERMILLION, "xxx", "v"),
    "neutral": (YELLOW, "...", "D"),
    "arm": (GREEN, "\\\\\\", "^"),
    "soft_balance": (PURPLE, "---", "p"),
}
_OTHER_LOOKS = ((BLUE, "+++", "h"), (GREY, "ooo", "8"), ("#000000", "|||", "*"))
#: The looks of further regions.
_REGIONS = (
    (GREEN, "\\\\\\"), (YELLOW, "..."), (PURPLE, "---"), (BLUE, "+++"), (GREY, "ooo"),
    (SKY, ""), (ORANGE, "///"), (VERMILLION, "xxx"),
)  # fmt: skip
#: Regions below this share of the grid, such as single points, are left out of the legend.
_LEAST_LISTED = 0.001
#: Games with more profiles than this are drawn without exact boundaries, which would take long to derive.
_MOST_PROFILES = 81
_FINE = 400


def phase_diagram(
    diagram: PhaseDiagram, ax: Any = None, *, by: str = "selected", exact: bool = True, named: bool = True
) -> Any:
    """Return the axes with the regions of a diagram over one or two inputs, hatched and named.

    ``by``: as in `PhaseDiagram.regions`. ``exact``: lay the exact boundaries over the pixels, where the payoffs are
    fractions of polynomials and the game is small enough to derive them. ``named``: write names into the regions.
    Raises InvalidModelError for a diagram of more than two inputs.
    """
    if len(diagram.axes) > 2:
        raise InvalidModelError(
            f"a picture has two axes, this diagram has {len(diagram.axes)}: {listed(map(str, diagram.axes))}; "
            "sweep two of them and fix the others"
        )
    ax = _axes(ax)
    (across, x), *rest = diagram.axes.items()
    (up, y) = rest[0] if rest else (None, np.array([0.0, 1.0]))
    regions = diagram.regions(by=by)
    looks = _region_looks(regions)
    _paint(ax, x, y, [region.mask if rest else np.repeat(region.mask[:, None], 2, axis=1) for region in regions], looks)
    if exact and rest:
        _draw_boundaries(ax, diagram)
    ax.set(
        xlim=_ends(x),
        ylim=_ends(y) if rest else (0, 1),
        xlabel=plot_text(str(across)),
        ylabel=plot_text(str(up)) if rest else "",
    )
    if not rest:
        ax.set_yticks([])
    rows = []
    for region, look, letter in zip(regions, looks, cycle("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), strict=False):
        name = _region_name(diagram, region)
        key = _name(ax, region, x, y, (name, letter)) if named else ""
        if region.share >= _LEAST_LISTED:
            rows.append((textwrap.fill(key + name.replace("\n", "; "), 75), look))
    _legend(ax, rows)
    return ax


def _region_looks(regions: Sequence[Region]) -> list[tuple[str, str]]:
    """Return a look for each region: that of its leading action, or one still free where an earlier region has it."""
    looks: list[tuple[str, str] | None] = []
    for region in regions:
        leading = _LOOKS.get(_leading(region.profiles[0]), _OTHER_LOOKS[0])[:2] if region.profiles else ("white", "")
        looks.append(None if leading in looks else leading)
    free = cycle([look for look in _REGIONS if look not in looks] or _REGIONS)
    return [next(free) if look is None else look for look in looks]


def _leading(profile: Labels) -> str:
    """Return the action that a profile is named after: what is done by some, rather than left to others."""
    return min(dict.fromkeys(profile), key=lambda action: (action == "buck_pass", action == "neutral"))


def _paint(ax: Any, x: Array, y: Array, masks: Sequence[Array], looks: Sequence[tuple[str, str]]) -> None:
    """Paint the pixels of all masks, and hatch each."""
    picture = np.zeros((len(y), len(x), 3))
    for mask, (colour, _) in zip(masks, looks, strict=True):
        picture[mask.T] = _pale(colour)
    steps = [np.diff(values) for values in (x, y)]
    if all(len(step) and np.allclose(step, step[0]) for step in steps):
        half = [step[0] / 2 for step in steps]
        extent = (x[0] - half[0], x[-1] + half[0], y[0] - half[1], y[-1] + half[1])
        ax.imshow(picture, origin="lower", extent=extent, aspect="auto", interpolation="nearest")
    else:
        ax.pcolormesh(x, y, picture, shading="nearest", rasterized=True)
    for mask, (colour, hatch) in zip(masks, looks, strict=True):
        if hatch and min(mask.shape) > 1:
            hatched = ax.contourf(x, y, mask.T.astype(float), levels=[0.5, 1.5], colors="none", hatches=[hatch])
            hatched.set_edgecolor(colour)
            hatched.set_linewidth(0)


def _pale(colour: str) -> tuple[float, ...]:
    """Return the colour on its way to white, so that black text can be read on it."""
    from matplotlib.colors import to_rgb

    return tuple(0.45 + 0.55 * part for part in to_rgb(colour))


def _draw_boundaries(ax: Any, diagram: PhaseDiagram) -> None:
    """Draw the exact boundaries of the profiles that are selected somewhere."""
    if diagram.family.n_profiles > _MOST_PROFILES:
        return
    chosen = [diagram.profiles[k] for k in np.unique(diagram.selected) if k >= 0]
    wide = [profile for profile in chosen if diagram.is_equilibrium(profile).mean() > 1e-3]
    try:
        found = boundaries(diagram, wide)
    except (UnsupportedGameError, InvalidModelError):
        return  # a builder that does not take symbols, or payoffs that are no fractions of polynomials
    fine = {name: np.linspace(values.min(), values.max(), _FINE) for name, values in diagram.axes.items()}
    x, y = fine.values()
    for boundary in found:
        try:
            curves = list(boundary.curves(fine))
        except OverflowError:
            continue  # coefficients beyond the floats: the pixels stand alone
        for _, value in curves:
            if np.nanmin(value) < 0 < np.nanmax(value):
                ax.contour(x, y, value.T, levels=[0], colors="black", linewidths=1.3)


def _name(ax: Any, region: Region, x: Array, y: Array, names: tuple[str, str]) -> str:
    """Write the name into the region where it fits, or else a letter; return the letter as a key for the legend.

    A rectangle of the size of the text fits around a pixel when all pixels under it belong to the region.
    """
    from scipy.ndimage import distance_transform_edt, minimum_filter

    if not region.share:
        return ""
    # A region over one input is as high as the picture.
    mask = region.mask if region.mask.ndim == 2 else np.repeat(region.mask[:, None], _FINE, axis=1)
    y = y if region.mask.ndim == 2 else np.linspace(0, 1, _FINE)
    depth = distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1]
    box = ax.get_window_extent()
    point = ax.figure.dpi / 72
    for name in names:
        lines = name.split("\n")
        wide, high = 4.7 * max(map(len, lines)) + 10, 12 * len(lines) + 8
        size = [ceil(wide * point / box.width * len(x)), ceil(high * point / box.height * len(y))]
        room = minimum_filter(mask.astype(np.uint8), size, mode="constant", cval=0) * depth
        if room.max() > 0:
            i, j = np.unravel_index(np.argmax(room), room.shape)
            height = y[j] if region.mask.ndim == 2 else 0.5
            ax.text(x[i], height, name, ha="center", va="center", fontsize="small", bbox=_BOX, clip_on=True)
            return "" if name == names[0] else f"{name}: "
    return ""


def _region_name(diagram: PhaseDiagram, region: Region) -> str:
    """Return what happens in a region, one line for each action; several equilibria are parted by 'or'."""
    told = [plot_text(diagram.names.get(profile) or _told(diagram.players, profile)) for profile in region.profiles]
    return "\nor ".join(told[:3]) + (f"\nor {len(told) - 3} more" if len(told) > 3 else "") or _capital(NO_EQUILIBRIUM)


def _told(players: Sequence[str], profile: Labels) -> str:
    by_action: dict[str, list[str]] = {}
    for player, action in zip(players, profile, strict=True):
        by_action.setdefault(action, []).append(player)
    if len(by_action) == 1:
        return f"All {doing(profile[0])}"
    ordered = sorted(by_action, key=lambda action: (action == "buck_pass", len(by_action[action])))
    return "\n".join(_capital(f"{doing(action)}: {', '.join(by_action[action])}") for action in ordered)


def alignment_probabilities(result: Uncertain, ax: Any = None) -> Any:
    """Return the axes with one bar for each state, divided by the probability of each response.

    Shares of at least 5 % are written in; what is left white is the probability of no pure equilibrium.
    """
    ax = _axes(ax, height=1.2 + 0.5 * len(result.players))
    looks = _looks(action for own in result.actions for action in own)
    for row, player in enumerate(result.players):
        left = 0.0
        for action, estimate in result.response(player).items():
            colour, hatch, _ = looks[action]
            ax.barh(row, estimate.value, left=left, height=0.7, **_patch(colour, hatch))
            if estimate.value >= 0.05:
                _inside(ax, left + estimate.value / 2, row, f"{estimate.value:.0%}")
            left += estimate.value
    ax.set(xlim=(0, 1), xlabel=f"probability in the {result.selection.replace('_', '-')} equilibrium")
    ax.set_yticks(range(len(result.players)), list(map(plot_text, result.players)))
    ax.invert_yaxis()
    _legend(ax, [(plot_text(_capital(doing(action))), looks[action][:2]) for action in looks])
    return ax


def tornado(swings: Sequence[Swing], ax: Any = None) -> Any:
    """Return the axes with, for each input, how far it alone moves the slack of the predicted alignment.

    The widest on top. Where a bar crosses zero, to the left, the alignment gives way. At the ends: the input's values.
    """
    ax = _axes(ax, height=1.6 + 0.45 * len(swings))
    for row, swing in enumerate(swings):
        for value, slack, colour, hatch in (
            (swing.low, swing.slack_low, SKY, ""),
            (swing.high, swing.slack_high, ORANGE, "///"),
        ):
            ax.barh(row, slack - swing.slack, left=swing.slack, height=0.6, **_patch(colour, hatch))
            if slack != swing.slack:
                side = "left" if slack > swing.slack else "right"
                ax.annotate(
                    f"{value:.3g}", (slack, row), (4 if side == "left" else -4, 0), textcoords="offset points",
                    ha=side, va="center", fontsize="small",
                )  # fmt: skip
    if swings:
        ax.axvline(swings[0].slack, color="black", linewidth=0.8)
    ax.axvline(0, color="black", linewidth=1.4, linestyle="--")
    ax.margins(x=0.12)
    ax.annotate("gives way", (0, 0), (-4, 4), xycoords=("data", "axes fraction"), textcoords="offset points",
                ha="right", va="bottom", fontsize="small", bbox=_BOX)  # fmt: skip
    ax.set_yticks(range(len(swings)), [plot_text(swing.input) for swing in swings])
    ax.invert_yaxis()
    ax.set_xlabel("smallest slack of the predicted alignment, in payoff units")
    _legend(ax, [("input at its low quantile", (SKY, "")), ("input at its high quantile", (ORANGE, "///"))])
    return ax


def slack_by_year(series: Series, ax: Any = None) -> Any:
    """Return the axes with the slack of the binding inequality year by year, and who is bound by it."""
    ax = _axes(ax)
    shown = [year for year in series if year.alignment]
    places = range(len(shown))
    slack = [year.slack for year in shown]
    ax.plot(places, slack, color=BLUE, marker="o")
    for place, year in zip(places, shown, strict=True):
        if year.state:
            low = year.slack <= min(slack[max(place - 1, 0)], slack[min(place + 1, len(slack) - 1)])
            who = plot_text(f"{year.state} is nearest\nto {doing(year.deviation)}")
            ax.annotate(
                who, (place, year.slack), (0, -9 if low else 9),
                textcoords="offset points", ha="center", va="top" if low else "bottom", fontsize="small", bbox=_BOX,
            )  # fmt: skip
    ax.axhline(0, color="black", linewidth=1.4, linestyle="--")
    ax.set_xticks(list(places), [str(year.year) for year in shown])
    ax.margins(x=0.2, y=0.25)
    ax.set(xlabel="year", ylabel="slack of the binding inequality, payoff units")
    return ax


def alignment_map(model: Any, alignment: Mapping[str, str], ax: Any = None) -> Any:
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
    ax = _axes(ax, width=6.4, height=6.4)
    graph = networkx.DiGraph()
    graph.add_nodes_from([centre, *names])
    places = networkx.shell_layout(graph, [[centre], list(names)], rotate=np.pi / 2)
    looks = _looks(alignment.values())
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
            ax, places[name], np.asarray(places[name]) - places[centre], plot_text(f"{name}\n{doing(alignment[name])}")
        )
    ax.annotate(
        plot_text(centre.replace(" ", "\n")), places[centre], ha="center", va="center", fontsize="small", color="white"
    )
    _marker_legend(ax, {plot_text(_capital(doing(action))): looks[action] for action in looks}, set(alignment.values()))
    ax.margins(0.3, 0.18)
    ax.set_axis_off()
    return ax


_BOX = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}


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
    ax.annotate(f"{value:.2f}", middle, ha="center", va="center", fontsize="small", bbox=_BOX)


def _beside(ax: Any, place: Array, direction: Array, text: str) -> None:
    """Write a text beside a node, in a direction."""
    across, up = np.asarray(direction) / (np.linalg.norm(direction) or 1)
    ha = "center" if abs(across) < 0.5 else "left" if across > 0 else "right"
    va = "center" if abs(up) < 0.5 else "bottom" if up > 0 else "top"
    ax.annotate(text, place, (20 * across, 20 * up), textcoords="offset points", ha=ha, va=va, bbox=_BOX)


def _draw_node(
    networkx: Any, graph: Any, places: Any, name: str, colour: str, marker: str, ax: Any, *, size: float = 600
) -> None:
    drawn = networkx.draw_networkx_nodes(
        graph, places, [name], node_color=colour, node_shape=marker, node_size=size, edgecolors="black", ax=ax
    )
    drawn.set_zorder(3)


def _axes(ax: Any, *, width: float = 6.8, height: float = 5.2) -> Any:
    """Return the axes given, or those of a new figure."""
    pyplot = require("matplotlib.pyplot", extra="plot")
    return pyplot.subplots(figsize=(width, height), layout="constrained")[1] if ax is None else ax


def _looks(actions: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """Return the look of each action, in the order in which they come."""
    others = cycle(_OTHER_LOOKS)
    return {action: _LOOKS.get(action) or next(others) for action in dict.fromkeys(actions)}


def _patch(colour: str, hatch: str) -> dict[str, Any]:
    return {
        "facecolor": _pale(colour),
        "edgecolor": "black" if colour == "white" else colour,
        "hatch": hatch,
        "linewidth": 0.8,
    }


def _inside(ax: Any, x: float, y: float, text: str) -> None:
    ax.text(x, y, text, ha="center", va="center", fontsize="small", bbox=_BOX)


def _legend(ax: Any, rows: Sequence[tuple[str, tuple[str, str]]]) -> None:
    """Write a legend above the axes: patches of colour and hatch."""
    from matplotlib.patches import Patch

    handles = [Patch(label=name, **_patch(colour, hatch)) for name, (colour, hatch) in rows]
    columns = 1 if max((len(name) for name, _ in rows), default=0) > 30 else min(3, len(rows))
    ax.legend(
        handles=handles, loc="lower center", bbox_to_anchor=(0.5, 1.01), ncols=columns, fontsize="small", frameon=False
    )


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


def _ends(values: Array) -> tuple[float, float]:
    """Return the ends of an axis, apart even when it has one value."""
    low, high = float(values.min()), float(values.max())
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
