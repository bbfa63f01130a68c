"""Making an adaptation of a public page: whether its licence allows it, under which licences, and the draft."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commons.lineage.kinds import adaptable
from community.models import AssociationPage
from design.addresses import full_address
from legaltools import catalogue
from legaltools.compat import SourceWork, carry
from licences.domain.choosing import OFFERED, allowed_licences
from licences.enums import Role
from licences.records.sources import CHANGED, USES, SourceKind, source_row, version_in
from wiki.content import content_of
from wiki.domain.drafts import begin_draft
from wiki.domain.editing import PageGone
from wiki.domain.new_pages import shelf_of
from wiki.kinds import kind_of
from wiki.queries import is_hidden, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from community.models import User
    from legaltools.compat import Reason, Verdict
    from legaltools.tool import Tool
    from licences.models import LicensedMixin
    from wiki.content import Content
    from wiki.kinds import Kind
    from wiki.models import Draft, Version

    Row = dict[str, str]

LONGEST_AUTHORS, LONGEST_CHANGES, LONGEST_TITLE = 500, 500, 255


@dataclass(frozen=True, slots=True)
class Refusal:
    """A licence that an adaptation is not offered: `no`, or only `discouraged` where better ones are possible."""

    licence: Tool
    verdict: Verdict
    reason: Reason


@dataclass(frozen=True, slots=True)
class Permission:
    """Which licences an adaptation may carry, the freest first, which it may not and why.

    Without any `offered`, `reasons` say why nobody may share one without leave.
    """

    tool: Tool
    offered: tuple[Tool, ...]
    refused: tuple[Refusal, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_given(self) -> bool:
        return bool(self.offered)


class NotAllowed(Exception):
    """The licence of a page does not let anybody share an adaptation, or not under the licence that was asked."""


def permission(item: LicensedMixin) -> Permission | None:
    """What the licence of an item, and those of what it is made from itself, let an adaptation carry. No query.

    None while it has no licence. Rule: `legaltools.compat.mix`, all used as an adaptation; what is gathered in it
    unchanged keeps its own licence and binds the whole no more than before.
    """
    tool = item.legal_tool
    if tool is None:
        return None
    made = [SourceWork(tool, "adaptation"), *_made_from(item.sources)]
    offered, _answer = allowed_licences(made)
    return Permission(tool, offered, tuple(_refusals(made, offered)), _why_not(made) if not offered else ())


def may_be_adapted(item: LicensedMixin) -> bool:
    """Whether an adaptation of an item may be shared under any licence; remembered, as every page asks it."""
    keys = tuple(source.tool.key for source in _made_from(item.sources))
    return bool(item.legal_tool) and _leaves_a_licence((item.licence, *keys))


def licences_left(rows: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Keys of the licences that a work made from these sources may carry; empty where none was adapted from here."""
    remembered = [row for row in rows if row["kind"] in CHANGED and version_in(row)]
    return frozenset(tool.key for tool in allowed_licences(_made_from(remembered))[0]) if remembered else frozenset()


@lru_cache(maxsize=2**10)
def _leaves_a_licence(keys: tuple[str, ...]) -> bool:
    return bool(allowed_licences(SourceWork(catalogue.get(key), "adaptation") for key in keys)[0])


def _made_from(rows: Iterable[Mapping[str, str]]) -> list[SourceWork]:
    tools = catalogue.by_key()
    return [
        SourceWork(tools[row["licence"]], "adaptation")
        for row in rows
        if row["licence"] in tools and USES[row["kind"]] != "collection"
    ]


def _refusals(made: Sequence[SourceWork], offered: Iterable[Tool]) -> Iterable[Refusal]:
    keys = {tool.key for tool in offered}
    for key in OFFERED:
        if key not in keys:
            target = carry(made, catalogue.get(key))
            yield Refusal(target.licence, target.verdict, target.reasons[0])


def _why_not(made: Sequence[SourceWork]) -> tuple[Reason, ...]:
    """Each reason once, as what the licences say of an adaptation under the very licence of the item."""
    reasons = carry(made, made[0].tool).reasons
    return tuple({reason.code: reason for reason in reasons}.values())


def public_version(page: Any) -> Version | None:
    """The version that readers of a live page see; None of one that was public before there were versions."""
    return versions_of(page).filter(revision=page.live_revision_id).first() or versions_of(page).first()


def begin_adaptation(page: Any, *, by: User, licence: str, changes: str = "") -> Draft:
    """The draft of an adaptation of a live page, which only `by` sees, filled in with what the original says.

    `licence` is the key of one that is offered. Raises NotAllowed, PageGone for a page that cannot be adapted here or
    whose version is hidden, and PermissionDenied for who may not write any.
    """
    kind, settings = kind_of(page), adaptable(page)
    allowed = permission(page)
    if kind is None or settings is None or not page.live or is_hidden(page.live_revision):
        raise PageGone
    if allowed is None or licence not in {tool.key for tool in allowed.offered}:
        raise NotAllowed
    if shelf_of(kind, by) is None:
        raise PermissionDenied
    start = _content(page, kind, by) | {"licence": licence, "changes": changes.strip()[:LONGEST_CHANGES]}
    return begin_draft(user=by, kind=kind, start=start)


def _content(page: Any, kind: Kind, by: User) -> Content:
    """What the original says; who writes, and for whom, is as in any new page of theirs."""
    settings: Any = adaptable(page)
    carried = content_of(page, kind.fields) | dict(settings.own) | dict(kind.starting(by))
    carried["title"] = _title_of(page, carried, by)
    return carried | {"sources": [source_of(page, public_version(page)), *map(dict, page.sources)]}


def _title_of(page: Any, carried: Content, by: User) -> str:
    """A title to begin with that tells it from the original in every list: whoever adapts it gives a better one."""
    association = AssociationPage.objects.filter(pk=carried.get("association")).first()
    with translation.override(getattr(page, "language", "fr")):
        name = association.title if association else by.signature
        told = _(" (adapted by %(name)s)") % {"name": name} if name else _(" (adaptation)")
    return f"{page.title[: LONGEST_TITLE - len(told)]}{told}"


def source_of(page: Any, version: Version | None, *, kind: str = SourceKind.ADAPTATION) -> Row:
    """The row of sources that names a page of the pool, and the version of it that was used."""
    settings: Any = adaptable(page)
    day = version.at if version else page.last_published_at
    return source_row(
        title=page.title,
        authors=names_of(page.credits, language=getattr(page, "language", "fr")),
        url=full_address(page),
        licence=page.licence,
        kind=str(kind),
        item=settings.id_of(page),
        version=str(version.number) if version else "",
        dated=timezone.localdate(day).isoformat() if day else "",
    )


def names_of(rows: Iterable[Mapping[str, str]], *, language: str) -> str:
    """Everybody whom a work credits, in one line: authors by their names, others with what they did."""
    with translation.override(language):
        roles = {str(value): str(label) for value, label in Role.choices}
        names = [
            row["name"] if row["role"] == Role.AUTHOR else f"{row['name']} ({roles.get(row['role'], row['role'])})"
            for row in rows
        ]
    return ", ".join(dict.fromkeys(names))[:LONGEST_AUTHORS]
