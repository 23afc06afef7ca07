"""Where states lie on a map: their capitals, in degrees north and east, to a tenth of a degree.

The names are those of the bundled cases and of further states that users name often. A capital that moved is listed
with the year from which it served. These are places for a picture; distances are read from files, not from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alignment_games.errors import InvalidModelError, shown

#: Latitude and longitude.
Place = tuple[float, float]

_PETERSBURG, _MOSCOW, _BERLIN = (59.9, 30.3), (55.8, 37.6), (52.5, 13.4)

_CAPITALS: Mapping[str, Place] = {
    "Afghanistan": (34.5, 69.2), "Albania": (41.3, 19.8), "Argentina": (-34.6, -58.4), "Armenia": (40.2, 44.5),
    "Australia": (-35.3, 149.1), "Austria": (48.2, 16.4), "Austria-Hungary": (48.2, 16.4),
    "Azerbaijan": (40.4, 49.9), "Bavaria": (48.1, 11.6), "Belarus": (53.9, 27.6), "Belgium": (50.8, 4.4),
    "Britain": (51.5, -0.1), "Bulgaria": (42.7, 23.3), "Canada": (45.4, -75.7), "Chile": (-33.4, -70.7),
    "China": (39.9, 116.4), "Croatia": (45.8, 16.0), "Cuba": (23.1, -82.4), "Czech Republic": (50.1, 14.4),
    "Czechoslovakia": (50.1, 14.4), "Denmark": (55.7, 12.6), "East Germany": _BERLIN, "Egypt": (30.0, 31.2),
    "Estonia": (59.4, 24.8), "Ethiopia": (9.0, 38.7), "Finland": (60.2, 24.9), "France": (48.9, 2.4),
    "Georgia": (41.7, 44.8), "Germany": _BERLIN, "Greece": (38.0, 23.7), "Hungary": (47.5, 19.0),
    "India": (28.6, 77.2), "Indonesia": (-6.2, 106.8), "Iran": (35.7, 51.4), "Iraq": (33.3, 44.4),
    "Ireland": (53.3, -6.3), "Israel": (31.8, 35.2), "Japan": (35.7, 139.7), "Jordan": (31.9, 35.9),
    "Korea": (37.6, 127.0), "Kuwait": (29.4, 48.0), "Latvia": (56.9, 24.1), "Lebanon": (33.9, 35.5),
    "Libya": (32.9, 13.2), "Lithuania": (54.7, 25.3), "Luxembourg": (49.6, 6.1), "Mexico": (19.4, -99.1),
    "Moldova": (47.0, 28.9), "Mongolia": (47.9, 106.9), "Netherlands": (52.4, 4.9), "Nigeria": (9.1, 7.4),
    "North Korea": (39.0, 125.8), "Norway": (59.9, 10.8), "Oman": (23.6, 58.4), "Ottoman Empire": (41.0, 29.0),
    "Philippines": (14.6, 121.0), "Poland": (52.2, 21.0), "Portugal": (38.7, -9.1), "Prussia": _BERLIN,
    "Qatar": (25.3, 51.5), "Romania": (44.4, 26.1), "Ryukyu": (26.2, 127.7), "Sardinia": (45.1, 7.7),
    "Saudi Arabia": (24.7, 46.7), "Serbia": (44.8, 20.5), "Slovakia": (48.1, 17.1), "Slovenia": (46.1, 14.5),
    "South Africa": (-25.7, 28.2), "South Korea": (37.6, 127.0), "Spain": (40.4, -3.7), "Sweden": (59.3, 18.1),
    "Switzerland": (46.9, 7.4), "Syria": (33.5, 36.3), "Taiwan": (25.0, 121.5), "Thailand": (13.8, 100.5),
    "Turkey": (39.9, 32.9), "UK": (51.5, -0.1), "USA": (38.9, -77.0), "USSR": _MOSCOW, "Ukraine": (50.5, 30.5),
    "United Arab Emirates": (24.5, 54.4), "Venezuela": (10.5, -66.9), "Vietnam": (21.0, 105.8),
    "West Germany": (50.7, 7.1), "Yemen": (15.4, 44.2), "Yugoslavia": (44.8, 20.5),
}  # fmt: skip

#: Capitals that moved: the year from which each served, in order.
_MOVED: Mapping[str, Mapping[int, Place]] = {
    "Brazil": {1763: (-22.9, -43.2), 1960: (-15.8, -47.9)},
    "Italy": {1861: (43.8, 11.3), 1871: (41.9, 12.5)},
    "Kazakhstan": {1991: (43.3, 76.9), 1997: (51.2, 71.4)},
    "Pakistan": {1947: (24.9, 67.0), 1960: (33.7, 73.1)},
    "Russia": {1712: _PETERSBURG, 1918: _MOSCOW},
}


def capital_places(names: Iterable[str], year: int | None = None) -> dict[str, Place]:
    """Return the capitals of those names that are known, in degrees north and east.

    ``year``: of capitals that moved, the one that served then; None takes the last.

    >>> capital_places(["Russia", "Nowhere"], 1914), capital_places(["Russia"])
    ({'Russia': (59.9, 30.3)}, {'Russia': (55.8, 37.6)})
    """
    found = {}
    for name in names:
        if name in _MOVED:
            served = [since for since in _MOVED[name] if year is None or since <= year]
            found[name] = _MOVED[name][max(served, default=min(_MOVED[name]))]
        elif name in _CAPITALS:
            found[name] = _CAPITALS[name]
    return found


def checked_places(places: Mapping[str, Place]) -> dict[str, Place]:
    """Return a user's places as floats. Raises InvalidModelError for what is no latitude and longitude."""
    found = {}
    for name, place in places.items():
        try:
            latitude, longitude = map(float, place)
        except (TypeError, ValueError):
            raise InvalidModelError(
                f"the place of {shown(name)} must be (latitude, longitude) in degrees, got {shown(place)}"
            ) from None
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise InvalidModelError(
                f"the place of {shown(name)} must be a latitude within 90 and a longitude within 180 degrees, "
                f"got {shown(place)}"
            )
        found[name] = (latitude, longitude)
    return found
