"""The lineage of a page as its readers see it: where it comes from, what was made of it, what changed since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commons.lineage.domain.adapting import may_be_adapted
from commons.lineage.domain.comparing import changed_since, looked_at
from commons.lineage.kinds import adaptable
from commons.lineage.queries import Lineage, lineage_of
from design.addresses import address
from legaltools import catalogue
from licences.context.licence_box import MADE_FROM
from licences.records.sources import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from commons.lineage.domain.comparing import Since
    from commons.lineage.queries import Branch

MADE_OF_IT = {
    SourceKind.ADAPTATION: gettext_lazy("Adaptation"),
    SourceKind.TRANSLATION: gettext_lazy("Translation"),
    SourceKind.EXCERPT: gettext_lazy("Takes an excerpt"),
    SourceKind.REPRODUCTION: gettext_lazy("Takes it up whole"),
    SourceKind.COLLECTION: gettext_lazy("Gathers it with others"),
}
# On the page of an item; its own page of lineage shows all.
MOST_BESIDE, DEEPEST_BESIDE = 5, 2


@dataclass(frozen=True, slots=True)
class Node:
    """A relative as lineage/branches.html draws it: `label` says how it is related, `day` which version was used.

    What is not public any more has no `title` and no `url`: its authors and its licence stay named.
    """

    label: str
    title: str = ""
    url: str = ""
    language: str = ""
    authors: str = ""
    licence: str = ""
    day: date | None = None
    is_withdrawn: bool = False
    is_repeated: bool = False
    since: Since | None = None
    branches: tuple[Node, ...] = field(default=())
    more: int = 0


def lineage(page: Any) -> dict[str, Any]:
    """What lineage/foot.html and lineage/tree.html draw, whole; {} of a page that is not adapted here.

    Found once for each page that is drawn. Queries: those of `lineage_of`, and one of a page that remembers a version.
    """
    if not hasattr(page, "lineage_drawn"):
        page.lineage_drawn = _lineage(page)
    drawn: dict[str, Any] = page.lineage_drawn
    return drawn


def _lineage(page: Any) -> dict[str, Any]:
    kind = adaptable(page)
    if kind is None:
        return {}
    found = lineage_of(kind.id_of(page))
    since = changed_since(page, [branch.item.id for branch in _all(found.origins)])
    return {
        "origins": list(_origins(page, found, since)),
        "derived": [_node(branch, MADE_OF_IT) for branch in found.derived],
        "counts": _counts(found.derived),
        "is_cut": found.is_cut,
        "are_pages": found.are_pages,
        "since": next((one for one in since.values() if one.is_behind), None),
        "words": str(kind.words),
        "url": f"{address(page)}adaptations/",
        "original_url": f"{address(page)}original/",
    }


def of_item(item: str) -> dict[str, Any]:
    """What components/lineage.html draws on the page of an item that is no page of the wiki, such as a media item."""
    found = lineage_of(item) if item else Lineage()
    return {
        "origins": _shortened(_node(branch, MADE_FROM) for branch in found.origins),
        "derived": _shortened(_node(branch, MADE_OF_IT) for branch in found.derived),
        "counts": _counts(found.derived),
        "rest": max(0, len(found.derived) - MOST_BESIDE),
    }


def beside(page: Any) -> dict[str, Any]:
    """The same as the page itself shows it: some of each generation, two generations."""
    whole = lineage(page)
    if not whole:
        return {}
    origins, derived = (_shortened(whole[name]) for name in ("origins", "derived"))
    rest = max(0, len(whole["derived"]) - MOST_BESIDE)
    is_cut = whole["is_cut"] or (origins, derived) != (whole["origins"], whole["derived"])
    return {**whole, "origins": origins, "derived": derived, "rest": rest, "is_cut": is_cut}


def _shortened(nodes: Iterable[Node], depth: int = 1) -> list[Node]:
    return [
        Node(**{name: getattr(node, name) for name in Node.__slots__ if name != "branches"}, branches=below)
        for node in list(nodes)[:MOST_BESIDE]
        for below in [tuple(_shortened(node.branches, depth + 1)) if depth < DEEPEST_BESIDE else ()]
    ]


def _all(branches: Iterable[Branch]) -> Iterator[Branch]:
    for branch in branches:
        yield branch
        yield from _all(branch.branches)


def _origins(page: Any, found: Lineage, since: Mapping[str, Since]) -> Iterator[Node]:
    """What its rows say, and the page that it translates; what it comes from through another stands below that one."""
    near = {branch.item.id: branch for branch in found.origins}
    further = {branch.item.id for branch in _all(found.origins)} - near.keys()
    for row in page.sources:
        if row["item"] in near:
            branch = near.pop(row["item"])
            yield _node(branch, MADE_FROM, day=_day(row), since=since.get(row["item"]))
        elif row["item"] not in further:
            yield _elsewhere(row)
    yield from (_node(branch, MADE_FROM) for branch in near.values())


def _node(branch: Branch, words: Mapping[Any, Any], **values: Any) -> Node:
    item = branch.item
    return Node(
        label=str(words[SourceKind(branch.kind)]),
        title=item.title,
        url=item.url,
        language=item.language,
        authors=", ".join(author.name for author in item.work.authors if author.role == "author"),
        licence=item.work.licence.label if item.work.licence else "",
        branches=tuple(_node(one, words) for one in branch.branches),
        is_repeated=branch.is_repeated,
        **values,
    )


def _elsewhere(row: Mapping[str, str]) -> Node:
    """A work from outside the pool; or one of the pool that is not public any more, whose title is told no more."""
    tool = catalogue.by_key().get(row["licence"])
    is_withdrawn = bool(row["item"])
    return Node(
        label=str(MADE_FROM[SourceKind(row["kind"])]),
        title="" if is_withdrawn else row["title"] or row["url"],
        url="" if is_withdrawn else row["url"],
        authors=row["authors"],
        licence=tool.label if tool else "",
        day=_day(row),
        is_withdrawn=is_withdrawn,
    )


def _day(row: Mapping[str, str]) -> date | None:
    return date.fromisoformat(row["dated"]) if row.get("dated") else None


def _counts(derived: Iterable[Branch]) -> list[str]:
    """How many adaptations and translations were made of it directly, in words; nothing of none."""
    kinds = [branch.kind for branch in derived]
    adaptations, translations = kinds.count(SourceKind.ADAPTATION), kinds.count(SourceKind.TRANSLATION)
    said = []
    if adaptations:
        said.append(ngettext("%(count)d adaptation", "%(count)d adaptations", adaptations) % {"count": adaptations})
    if translations:
        said.append(ngettext("%(count)d translation", "%(count)d translations", translations) % {"count": translations})
    return said


def door(page: Any) -> dict[str, Any]:
    """What components/adapt_door.html draws, the same for all readers: the way to adapt a page. No query."""
    kind = adaptable(page)
    if kind is None or page.legal_tool is None or not page.live:
        return {}
    is_given = may_be_adapted(page)
    return {
        "words": str(kind.words) if is_given else _("May this be adapted?"),
        "is_given": is_given,
        "url": f"{address(page)}adapter/",
    }


def to_look_at(page: Any, user: Any) -> Since | None:
    """That the original of a page has changed, for whoever may change the page and has not left it as it is already.

    Queries: none but those of `lineage` while nothing has changed; else the rights of the person and one more.
    """
    since: Since | None = lineage(page).get("since")
    if since is None or user is None or not user.is_authenticated or not page.permissions_for_user(user).can_edit():
        return None
    return since if looked_at(page, user).get(since.item, 0) < since.newest else None
