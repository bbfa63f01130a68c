"""Folding the rules: each source gives each licence a verdict, and the worst one stands.

The order of verdicts is ok, discouraged, unknown, no. A `no` is known, so it is worse than what is not known.
"""

from __future__ import annotations

from functools import cache, lru_cache, reduce
from itertools import combinations
from operator import and_
from typing import TYPE_CHECKING

from legaltools.catalogue import all_tools, get
from legaltools.compat import rules, words
from legaltools.compat.model import VERDICTS, Answer, CollectionAnswer, Mix, Obstacle, SourceWork, Target
from legaltools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from legaltools.compat.model import Reason, Result, Use

_OK, _NO = 0, len(VERDICTS) - 1
_SELLABLE, _UNSOLD = "cc-by-4.0", "cc-by-nc-4.0"


_Row = tuple[rules.Rule, ...]


def mix(sources: Iterable[Tool | SourceWork], *, use: Use = "adaptation") -> Mix:
    """Tell which licences a work made of these may carry, and whether it may be sold.

    `use` holds for sources given as bare tools. A source used as `reproduction` keeps its licence, which then is the
    only one left: for a copy put beside or inside something else, the use is `collection`. Rules: Creative Commons'
    charts and legal texts, and those of the other licences, as each reason says.
    """
    made = _ordered(sources, use)
    targets = (*rules.offered(), *_own(made))
    rows = [_row(source, targets) for source in made]
    blocking, core = _blocking(made, rows), _core(made, rows)
    columns = [tuple(row[index] for row in rows) for index in range(len(targets))]
    offers = [
        (tool, column)
        for tool, column in zip(targets, columns, strict=True)
        if tool.key in _offered_keys() or not (blocking or any(rule.rank == _NO for rule in column))
    ]
    answers = tuple(_target(made, column, tool, core) for tool, column in offers)
    return Mix(made, use, answers, blocking, _fold("sale", made, get(_SELLABLE)))


def obstacles(sources: Iterable[Tool | SourceWork], *, use: Use = "adaptation") -> tuple[Obstacle, ...]:
    """Tell, of each licence that a work made of these could carry, which sources stand against it.

    In the order of `mix`; without those sources the others may be shared under it. Rules: those of `mix`.
    """
    made = _ordered(sources, use)
    targets = (*rules.offered(), *_own(made))
    rows = [_row(source, targets) for source in made]
    found = []
    for index, tool in enumerate(targets):
        against = {source.tool.key: None for source, row in zip(made, rows, strict=True) if not row[index].passes}
        rest = [row[index] for source, row in zip(made, rows, strict=True) if source.tool.key not in against]
        found.append(Obstacle(tool, tuple(against), VERDICTS[_worst(rest)]))
    return tuple(found)


def carry(sources: Iterable[Tool | SourceWork], licence: Tool, *, use: Use = "adaptation") -> Target:
    """Tell whether a work made of these may carry this licence, whatever it is: one answer of `mix`."""
    made = _ordered(sources, use)
    targets = tuple(dict.fromkeys(tool.key for tool in (licence, *rules.offered(), *_own(made))))
    tools = tuple(get(key) for key in targets)
    rows = [_row(source, tools) for source in made]
    return _target(made, [row[0] for row in rows], licence, _core(made, rows))


def collection(tool: Tool) -> CollectionAnswer:
    """Tell which collections a work under `tool` may enter unchanged, and that share-alike does not reach them.

    Rules: Creative Commons' FAQ on collections; BY-NC, BY-NC-SA and BY-NC-ND only enter non-commercial ones.
    """
    made = (SourceWork(tool, "collection"),)
    return CollectionAnswer(tool, _fold("collection", made, get(_SELLABLE)), _fold("collection", made, get(_UNSOLD)))


def _ordered(sources: Iterable[Tool | SourceWork], use: Use) -> tuple[SourceWork, ...]:
    """Drop doubles and put the sources in the catalogue's order, so that theirs does not matter."""
    made = [SourceWork(source, use) if isinstance(source, Tool) else source for source in sources]
    distinct = {(source.tool.key, source.use, source.result): source for source in made}
    return tuple(distinct[key] for key in sorted(distinct, key=lambda key: (_places()[key[0]], *key[1:])))


@cache
def _places() -> Mapping[str, int]:
    return {tool.key: place for place, tool in enumerate(all_tools())}


@cache
def _offered_keys() -> frozenset[str]:
    return frozenset(tool.key for tool in rules.offered())


def _own(made: Sequence[SourceWork]) -> tuple[Tool, ...]:
    """Give the sources' own licences, older or other, that the result could perhaps keep."""
    own = {source.tool.key: source.tool for source in made if source.use != "collection"}
    return tuple(tool for key, tool in own.items() if key not in _offered_keys() and not tool.is_reserved)


def _row(source: SourceWork, targets: Sequence[Tool]) -> _Row:
    use, key, result = source.use, source.tool.key, source.result
    return tuple(_decide(use, key, target.key, result) for target in targets)


@lru_cache(maxsize=2**15)
def _decide(use: str, source_key: str, target_key: str, result: Result) -> rules.Rule:
    return rules.first(use, get(source_key), get(target_key), result)


def _fold(use: str, made: Sequence[SourceWork], target: Tool) -> Answer:
    column = [_decide(use, source.tool.key, target.key, source.result) for source in made]
    return Answer(VERDICTS[_worst(column)], _reasons(made, column, target))


def _worst(column: Sequence[rules.Rule]) -> int:
    return max((rule.rank for rule in column), default=_OK)


def _target(made: Sequence[SourceWork], column: Sequence[rules.Rule], tool: Tool, core: tuple[str, ...]) -> Target:
    worst = _worst(column)
    if core and worst != _NO:
        return Target(tool, "no", (_not_remixable(core, tool),))
    return Target(tool, VERDICTS[worst], _reasons(made, column, tool))


def _not_remixable(core: tuple[str, ...], target: Tool) -> Reason:
    (rule,) = rules.rules("remix")
    return words.reason(rule, [get(key) for key in core], target)


def _reasons(made: Sequence[SourceWork], column: Sequence[rules.Rule], target: Tool) -> tuple[Reason, ...]:
    """Give the sentences behind a verdict, worst first; behind a `no`, only those that say no. One a rule."""
    only_no = _worst(column) == _NO
    groups: dict[tuple[rules.Rule, str], dict[str, None]] = {}
    for source, rule in zip(made, column, strict=True):
        if not only_no or rule.rank == _NO:
            key = source.tool.key
            groups.setdefault((rule, key if rule.cites_the_source else ""), {})[key] = None
    ordered = sorted(groups.items(), key=lambda group: -group[0][0].rank)
    return tuple(
        _reason(rule, tuple(keys), target.key if rule.names_the_target else "") for (rule, _place), keys in ordered
    )


@lru_cache(maxsize=2**15)
def _reason(rule: rules.Rule, source_keys: tuple[str, ...], target_key: str) -> Reason:
    return words.reason(rule, [get(key) for key in source_keys], get(target_key or source_keys[0]))


def _blocking(made: Sequence[SourceWork], rows: Sequence[_Row]) -> tuple[str, ...]:
    """Give every source that goes with nothing, or that another one quarrels with; none when something is possible."""
    masks = _masks(rows)
    if not masks or reduce(and_, masks):
        return ()
    chosen = {index for index, mask in enumerate(masks) if not mask}
    able = [index for index in range(len(masks)) if index not in chosen]
    chosen |= {index for pair in combinations(able, 2) if not masks[pair[0]] & masks[pair[1]] for index in pair}
    while (rest := [index for index in able if index not in chosen]) and not reduce(and_, (masks[one] for one in rest)):
        chosen |= {rest[place] for place in _conflict([masks[index] for index in rest])}
    return _keys(made, sorted(chosen))


def _core(made: Sequence[SourceWork], rows: Sequence[_Row]) -> tuple[str, ...]:
    """Give few of those that block, for a sentence: those that go with nothing, else the two that quarrel most."""
    masks = _masks(rows)
    if not masks or reduce(and_, masks):
        return ()
    return _keys(made, [index for index, mask in enumerate(masks) if not mask] or _conflict(masks))


def _masks(rows: Sequence[_Row]) -> list[int]:
    """Give, for each source, the licences that pass.

    What is only yellow in Creative Commons' chart does not pass: BY-SA and BY-NC may not be remixed although BY-SA
    is yellow for BY-NC (the chart of pairs).
    """
    return [sum(1 << index for index, rule in enumerate(row) if rule.passes) for row in rows]


def _keys(made: Sequence[SourceWork], chosen: Iterable[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(made[index].tool.key for index in chosen))


def _conflict(masks: Sequence[int]) -> Sequence[int]:
    """Give the smallest set that leaves nothing; among pairs, the one whose members quarrel most."""
    pairs = [pair for pair in combinations(range(len(masks)), 2) if not masks[pair[0]] & masks[pair[1]]]
    if pairs:
        quarrels = [sum(index in pair for pair in pairs) for index in range(len(masks))]
        return max(pairs, key=lambda pair: quarrels[pair[0]] + quarrels[pair[1]])
    chosen = list(range(len(masks)))
    for index in range(len(masks)):
        rest = [one for one in chosen if one != index]
        chosen = rest if not reduce(and_, (masks[one] for one in rest)) else chosen
    return chosen
