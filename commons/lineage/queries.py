"""Where an item of the pool comes from and what was made of it, as anybody may see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from commons.lineage.kinds import page_number
from commons.lineage.models import Derivation
from licences import public_items

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from licences.public_items import PublicItem

MOST_DEPTH = 6  # generations, each way
MOST_EDGES = 300  # of one generation
MOST_CHECKED = 30  # generations looked through for a cycle

Edges = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Branch:
    """A relative, how it is made (a `SourceKind`) of what stands one step nearer to the original, and its own.

    `is_repeated`: it has some, told once, where it stands nearest to the item: a tree has no more branches than edges.
    """

    item: PublicItem
    kind: str
    branches: tuple[Branch, ...] = ()
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Lineage:
    """The relatives of an item: `origins`, each with its own; `derived`, each with what was made of it.

    `is_cut`: there may be more than is told. `are_pages`: nothing else than pages may be told of.
    """

    origins: tuple[Branch, ...] = ()
    derived: tuple[Branch, ...] = ()
    is_cut: bool = False
    are_pages: bool = True


def lineage_of(item: str) -> Lineage:
    """The public relatives of an item, by id.

    Queries: one for each generation that there is, MOST_DEPTH at most, and those of one call to each provider of items;
    one alone of an item without relatives.
    """
    up, down, is_cut = _edges(item)
    ids = list(dict.fromkeys(key for edges in (up, down) for key, ends in edges.items() for key in (key, *ends)))
    if not ids:
        return Lineage()
    public = public_items.items([one for one in ids if one != item])
    is_cut = is_cut or len(ids) > public_items.MOST_ITEMS
    return Lineage(
        _tree(item, _nearest(up, public, item), public),
        _tree(item, _nearest(down, public, item), public),
        is_cut,
        all(page_number(one) for one in ids if one != item),
    )


def relatives_of(item: str) -> set[str]:
    """Ids of everything that the lineage of an item may tell of, public or not; one query a generation."""
    up, down, _is_cut = _edges(item)
    return {key for edges in (up, down) for start, ends in edges.items() for key in (start, *ends)} - {item}


def _edges(item: str) -> tuple[Edges, Edges, bool]:
    """What leads from each to its sources, and from each to what was made of it."""
    up: Edges = defaultdict(dict)
    down: Edges = defaultdict(dict)
    above, below = {item}, {item}
    new_above, new_below = {item}, {item}
    for _generation in range(MOST_DEPTH):
        asked = Q(item__in=new_above) | Q(source__in=new_below)
        rows = list(Derivation.objects.filter(asked).order_by("pk")[: MOST_EDGES + 1])
        for row in rows:
            if row.item in new_above:
                up[row.item][row.source] = row.kind
            if row.source in new_below:
                down[row.source][row.item] = row.kind
        new_above = {row.source for row in rows if row.item in new_above} - above
        new_below = {row.item for row in rows if row.source in new_below} - below
        if len(rows) > MOST_EDGES:
            return up, down, True
        if not new_above and not new_below:
            return up, down, False
        above |= new_above
        below |= new_below
    return up, down, True


def _nearest(edges: Edges, public: Mapping[str, PublicItem], root: str) -> Edges:
    """Without the steps that a longer way makes too: an adaptation of an adaptation names both as its sources."""
    shown = {key: {end: use for end, use in ends.items() if end in public} for key, ends in edges.items()}
    known = {key: ends for key, ends in shown.items() if key in public or key == root}
    reached = {key: _beyond(key, known) for key in known}
    return {
        key: {end: use for end, use in ends.items() if not any(end in reached.get(by, ()) for by in ends if by != end)}
        for key, ends in known.items()
    }


def _beyond(start: str, edges: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Everything that one comes to from `start`."""
    found: set[str] = set()
    ahead = [*edges.get(start, ())]
    while ahead:
        key = ahead.pop()
        if key not in found:
            found.add(key)
            ahead += edges.get(key, ())
    return found


def _tree(root: str, edges: Mapping[str, Mapping[str, str]], public: Mapping[str, PublicItem]) -> tuple[Branch, ...]:
    """Breadth first: what several lead to has its own below the first that is met, at most MOST_DEPTH from the root."""
    parents, generation = {root: ""}, [root]
    for _generation in range(MOST_DEPTH - 1):
        met = []
        for key in generation:
            for end in edges.get(key, ()):
                if end not in parents:
                    parents[end] = key
                    met.append(end)
        generation = met

    def branches(key: str, way: tuple[str, ...]) -> tuple[Branch, ...]:
        found = []
        for end, use in edges.get(key, {}).items():
            if end in way:
                continue
            is_first = parents.get(end) == key
            below = branches(end, (*way, end)) if is_first else ()
            found.append(
                Branch(public[end], use, below, is_repeated=not is_first and end in parents and bool(edges.get(end)))
            )
        return tuple(found)

    return branches(root, (root,))


def origins_among(items: Iterable[str]) -> set[str]:
    """Everything that these are made from, through however many others; one query a generation."""
    found: set[str] = set()
    ahead = set(items)
    for _generation in range(MOST_CHECKED):
        if not ahead:
            break
        sources = Derivation.objects.filter(item__in=ahead).values_list("source", flat=True)
        ahead = set(sources[:MOST_EDGES]) - found
        found |= ahead
    return found
