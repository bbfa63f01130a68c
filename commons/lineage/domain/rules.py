"""What an item that says what it is made from must say before it is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commons.lineage.domain.recording import sources_of
from commons.lineage.kinds import adaptable
from commons.lineage.queries import origins_among
from legaltools import catalogue
from licences.records.sources import SourceKind, name_of, version_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.publishing import Problems


def lineage_problems(page: Any) -> Problems:
    """What of its lineage keeps a page from being public: {field: [sentences]}, empty when nothing does.

    Whoever adapts says what they changed: CC BY 4.0, section 3(a)(1)(B), and the like of every licence that asks for
    credit. Nothing is made from what is itself made from it. No query of a page without sources here.
    """
    problems: Problems = {}
    if not page.changes.strip() and (names := _unsaid(page.sources)):
        sentence = _("Say in a few words what you changed in %(names)s: its licence asks for it, and readers see it.")
        problems["changes"] = [sentence % {"names": ", ".join(_("“%(title)s”") % {"title": name} for name in names)}]
    if circular := _circular(page):
        sentence = _("“%(title)s” is itself made from this page: one of the two is the original. Take it out.")
        problems["sources"] = [sentence % {"title": title} for title in circular]
    return problems


def _unsaid(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Names of what was adapted here, from a version that is known, and whose licence asks for credit."""
    tools = catalogue.by_key()
    return [
        name_of(row)
        for row in rows
        if row["kind"] == SourceKind.ADAPTATION
        and version_in(row)
        and row["licence"] in tools
        and tools[row["licence"]].needs_credit
    ]


def _circular(page: Any) -> list[str]:
    kind = adaptable(page)
    if kind is None or page.pk is None:
        return []
    own = kind.id_of(page)
    named = {row["item"]: name_of(row) for row in page.sources if row["item"]}
    sources = sources_of(page)
    return [named[one] for one in sources if one in named and (one == own or own in origins_among([one]))]
