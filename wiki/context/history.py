"""The history of a page as its list shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from design.addresses import address
from markup.normalize import normalize
from wiki.models import Version
from wiki.models.signature import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wagtail.models import Page

Row = dict[str, Any]
# What the foot of a page leads to, below it.
WAYS = {
    "history": "historique",
    "discussion": "discussion",
    "follow": "suivre",
    "links": "liens",
    "edit": "modifier",
}


def version_rows(versions: Iterable[Version], *, page_url: str, newest: int, sees_hidden: bool = False) -> list[Row]:
    """What wiki/history.html draws of each version; no query but that of the versions."""
    return [version_row(version, page_url=page_url, newest=newest, sees_hidden=sees_hidden) for version in versions]


def version_row(version: Version, *, page_url: str, newest: int, sees_hidden: bool = False) -> Row:
    """Of a hidden version: who and when, and why it is hidden; the way to what it said for whoever sees those."""
    number = version.number
    is_shown = sees_hidden or not version.is_hidden
    return {
        "number": number,
        "name": _("Version %(number)s") % {"number": number},
        "in_words": _("version %(number)s") % {"number": number},
        "at": version.at,
        "iso": timezone.localtime(version.at).isoformat(timespec="seconds"),
        "signature": credited(version),
        "summary": version.summary if is_shown else "",
        "is_hidden": version.is_hidden,
        "hidden_reason": version.hidden_reason,
        "kind": kind_of_change(version),
        "is_minor": version.is_minor,
        "is_current": number == newest,
        "url": version_url(page_url, number) if is_shown else "",
        "difference_url": difference_url(page_url, number - 1, number) if number > 1 and is_shown else "",
        "restore_url": f"{version_url(page_url, number)}retablir/" if is_shown else "",
        "hide_url": f"{version_url(page_url, number)}masquer/",
        "show_url": f"{version_url(page_url, number)}montrer/",
    }


def history_line(version: Version, page: Page) -> Row:
    """What wiki/last_change.html draws of the newest version of a page."""
    url = address(page)
    ways = {f"{name}_url": f"{url}{end}/" for name, end in WAYS.items()}
    return {"at": version.at, "signature": shown_name(version.signature), **ways}


def signature(version: Version) -> str:
    return shown_name(version.signature) or _("without a signature")


def credited(version: Version) -> str:
    """Whose change it is, and whether they proposed it."""
    return on_proposal_by(version.signature) if version.kind == Version.Kind.ACCEPTED else signature(version)


def on_proposal_by(name: str) -> str:
    """French says “d’Anne”, as before every vowel. A visitor without a name is stored in the language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        is_unnamed = name in {"", _("a visitor")}
    if is_unnamed:
        return _("on a proposal by a visitor")
    words = {"name": name}
    if normalize(name)[:1] in {"a", "e", "i", "o", "u"}:
        return pgettext("before a vowel", "on a proposal by %(name)s") % words
    return _("on a proposal by %(name)s") % words


def kind_of_change(version: Version) -> str:
    """What was done, where it is not a plain change; a restored version by its number."""
    if version.kind == Version.Kind.RESTORED and version.restores:
        return _("version %(number)s restored") % {"number": version.restores.number}
    if version.kind == Version.Kind.ACCEPTED and version.patroller:
        return _("proposal accepted by %(name)s") % {"name": version.patroller}
    return "" if version.kind == Version.Kind.EDITED else str(version.get_kind_display())


def version_url(page_url: str, number: int) -> str:
    return f"{page_url}historique/{number}/"


def difference_url(page_url: str, before: int, after: int) -> str:
    return f"{page_url}comparer/?de={before}&a={after}"
