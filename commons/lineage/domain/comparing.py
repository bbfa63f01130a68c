"""An adaptation beside its original: what changed in the original since, passage by passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from commons.lineage.kinds import adaptable, page_number
from commons.lineage.models import Looked
from licences.records.sources import CHANGED, version_in
from wiki.content import content_of
from wiki.domain.editing import as_it_stands, current_revision
from wiki.kinds import kind_of
from wiki.merging import merge
from wiki.models import Version
from wiki.public import pages_shown
from wiki.queries import is_hidden
from wiki.revisions import page_in
from wiki.shapes import shapes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest
    from wagtail.models import Revision

    from commons.lineage.kinds import Adaptable
    from wiki.content import Content
    from wiki.kinds import Kind
    from wiki.merging import Merged

MOST_ORIGINALS = 10


@dataclass(frozen=True, slots=True)
class Since:
    """An original of an adaptation, by id of the pool: the number of the version that the adaptation remembers, the
    newest one, and how many changes lie between, `major` and `minor`.
    """

    item: str
    follows: int
    newest: int
    major: int
    minor: int

    @property
    def is_behind(self) -> bool:
        return bool(self.major or self.minor)


class CannotCompare(Exception):
    """The message is a sentence for whoever asked."""


def remembered(page: Any) -> dict[str, int]:
    """The originals of the pool that a page adapts or translates, with the version of each that it remembers."""
    rows = [row for row in page.sources if row["kind"] in CHANGED and row["item"] and version_in(row)]
    known = {row["item"]: version_in(row) for row in rows if page_number(row["item"])}
    return dict(list(known.items())[:MOST_ORIGINALS])


def changed_since(page: Any, among: Iterable[str]) -> dict[str, Since]:
    """How far the originals that a page remembers have gone on since, by id, of those `among` which are public.

    One query, none of a page that remembers no version.
    """
    public = set(among)
    follows = {item: number for item, number in remembered(page).items() if item in public}
    numbers = {page_number(item): item for item in follows}
    asked = Q()
    for key, item in numbers.items():
        asked |= Q(page=key, number__gt=follows[item])
    later: dict[str, list[tuple[int, bool]]] = {item: [] for item in follows}
    for key, number, minor in Version.objects.filter(asked).values_list("page", "number", "is_minor") if asked else ():
        later[numbers[key]].append((number, minor))
    return {
        item: Since(
            item,
            follows[item],
            max((number for number, _minor in rows), default=follows[item]),
            sum(not minor for _number, minor in rows),
            sum(minor for _number, minor in rows),
        )
        for item, rows in later.items()
    }


def looked_at(page: Any, user: Any) -> dict[str, int]:
    """Up to which version a person has looked at each original of a page and left the page as it is; one query."""
    kind = adaptable(page)
    if kind is None or not user.is_authenticated:
        return {}
    return dict(Looked.objects.filter(user=user, item=kind.id_of(page)).values_list("source", "version"))


@dataclass(frozen=True, slots=True)
class Compared:
    """An adaptation (`page`, as `revision`) with its `original` in version `newest`, written on version `follows`.

    `merged.collisions` are the passages that the original changed and that are not chosen yet; `merged.content` is what
    the adaptation would say with those that are.
    """

    page: Any
    kind: Kind
    item: str
    original: Any
    follows: Version
    newest: Version
    revision: Revision | None
    merged: Merged


def compare(
    page: Any,
    item: str,
    *,
    request: HttpRequest | None = None,
    newest: int | None = None,
    revision: Revision | None = None,
    choices: Mapping[str, str] | None = None,
) -> Compared:
    """Put a page beside the original that it remembers, as this visitor may see both.

    `newest` and `revision` are what somebody saw when they chose; without, and once that is hidden, what is public
    now. Raises CannotCompare.
    """
    kind, settings = kind_of(page), adaptable(page)
    number = remembered(page).get(item)
    if kind is None or settings is None or number is None:
        raise CannotCompare
    original = pages_shown(request).filter(pk=page_number(item)).first()
    if original is None:
        raise CannotCompare
    before, after = version_that_anybody_may_read(original, number), _newest(original, newest)
    revision = revision if revision and not is_hidden(revision) else current_revision(page)
    mine = content_of(page_in(revision) if revision else as_it_stands(page), settings.passages)
    merged = _merged(settings, base=_said(before, settings), mine=mine, theirs=_said(after, settings), choices=choices)
    return Compared(page, kind, item, original.specific, before, after, revision, merged)


def _merged(
    settings: Adaptable, *, base: Content, mine: Content, theirs: Content, choices: Mapping[str, str] | None
) -> Merged:
    shapes = shapes_of(settings.model, settings.passages)
    return merge(shapes, base=base, mine=mine, theirs=theirs, choices=choices, every=True)


def _said(version: Version, settings: Adaptable) -> Content:
    return content_of(page_in(version.revision), settings.passages)


def version_that_anybody_may_read(original: Any, number: int) -> Version:
    """A version of a page by its number. Raises CannotCompare where there is none, or it is hidden."""
    found = Version.objects.filter(page=original.pk, number=number, hidden_at=None).select_related("revision").first()
    if found is None:
        raise CannotCompare
    return found


def _newest(original: Any, number: int | None) -> Version:
    """The version that readers see, or the one that was seen when somebody chose."""
    shown = Version.objects.filter(page=original.pk, hidden_at=None).select_related("revision").order_by("-number")
    found = shown.filter(number=number).first() if number else shown.first()
    if found is None:
        raise CannotCompare
    return found
