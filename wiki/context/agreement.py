"""Who would have to agree before a page is offered under another licence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from design.addresses import address
from wiki.context.history import signature
from wiki.kinds import kind_of
from wiki.models import Proposal
from wiki.models.signature import SOMEBODY_GONE
from wiki.visibility import Readable

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from wiki.domain.authorship import Authorship
    from wiki.models import Version

ADAPTED = Proposal.State.ADAPTED


def agreement(page: Any, authors: Authorship) -> dict[str, Any]:
    """Everybody whose words or credits are in the page, each person once, with why they are named.

    Rule: a licence holds for whoever received the work under it; another one can be offered by those who hold rights on
    what is in it, all of them (for what has several authors, French Intellectual Property Code, article L113-3). What
    is in the public domain needs nobody. Words that no account and no name signed are of those whom the credits name.
    Queries: one for corrected proposals, one each for what it is translated from and for pictures and files in it.
    """
    tool = getattr(page, "legal_tool", None)
    people, unsigned = _people(page, authors)
    return {
        "people": people,
        "unsigned": unsigned,
        "sources": [*_translated_from(page), *(_source(row) for row in getattr(page, "sources", ()))],
        "parts": _parts(page),
        "licence": tool,
        "needs_nobody": bool(tool and tool.is_public_domain),
    }


def _people(page: Any, authors: Authorship) -> tuple[list[dict[str, Any]], int]:
    """Two accounts of one name are two people, one account under two names is one. And the words without a name."""
    rows: dict[Any, dict[str, Any]] = {}
    unsigned = 0
    words = authors.words_by_version()
    correctors = _correctors(list(words), page)
    for number, count in words.items():
        version = authors.versions[number]
        if version.user_id is None and not version.signature:
            unsigned += count
            continue
        why = _("%(count)s words, since version %(number)s") % {"count": count, "number": number}
        _row(rows, version)["why"].append(why)
        if number in correctors:
            why = _("corrected the proposal of version %(number)s") % {"number": number}
            rows.setdefault(("name", correctors[number]), _named(correctors[number]))["why"].append(why)
    by_name = {row["name"]: row for row in reversed(rows.values())}
    for credit in getattr(page, "credits", ()):
        row = by_name.get(credit["name"]) or rows.setdefault(("name", credit["name"]), _named(credit["name"]))
        row["why"].append(_("named in the credits"))
    return list(rows.values()), unsigned


def _row(rows: dict[Any, dict[str, Any]], version: Version) -> dict[str, Any]:
    key = ("account", version.user_id) if version.user_id else ("name", version.signature)
    row = rows.setdefault(key, _named(signature(version)))
    row["is_gone"] = version.signature == SOMEBODY_GONE
    return row


def _named(name: str) -> dict[str, Any]:
    return {"name": name, "why": [], "is_gone": False}


def _correctors(numbers: list[int], page: Any) -> dict[int, str]:
    """Who accepted a proposal with words of their own, by the number of its version."""
    found = Proposal.objects.filter(version__page=page.pk, version__number__in=numbers, state=ADAPTED)
    rows = found.select_related("version", "decided_by")
    return {row.version.number: row.decider or _("without a signature") for row in rows if row.version}


def _source(row: dict[str, str]) -> SafeString:
    title, authors = row.get("title", ""), row.get("authors", "")
    return format_html("{}{}", title or row.get("url", ""), f" ({authors})" if authors else "")


def _translated_from(page: Any) -> list[SafeString]:
    """A translation is made from its original: whoever wrote that one must agree too."""
    original = getattr(page, "translation_of", None)
    if original is None or not Readable().sees(original):
        return []
    url = f"{address(original)}historique/qui-a-ecrit/#accord"
    return [format_html('{} <a href="{}">{}</a>', _("The original of this translation:"), url, original.title)]


def _parts(page: Any) -> list[dict[str, str]]:
    kind = kind_of(page)
    if kind is None:
        return []
    parts = [{"title": one.title, "authors": one.authors, "licence": one.licence} for one in kind.parts(page)]
    return [part for part in parts if part["title"] or part["authors"]]
