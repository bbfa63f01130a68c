"""What the page that checks a file shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from commons.library.context.cards import cards
from commons.library.enums import HashOf
from commons.library.site_address import root_url
from legaltools.credit import credit_html, credit_text
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.library.domain.verifying import Checked, Found, Inside


def found_rows(found: Iterable[Found]) -> list[dict[str, Any]]:
    """The items that the bytes are of, each with its card, its credit and what these bytes are."""
    rows, language, root = list(found), current_language(), root_url()
    works = [one.item.as_work(address=f"{root}{one.item.get_absolute_url()}") for one in rows]
    return [
        {
            "medium": card,
            "what": _what(one),
            "licence": one.item.legal_tool,
            "contested": one.contested,
            "credit": credit_html(work, language),
            "credit_text": credit_text(work, language),
        }
        for one, work, card in zip(rows, works, cards([one.item for one in rows]), strict=True)
    ]


def _what(found: Found) -> str:
    if not found.is_current:
        return _("These are the bytes of the file as it was here before: another has replaced it.")
    return {
        HashOf.SENT: _("This is the file as it was sent here, before what tells where it was taken was removed."),
        HashOf.STORED: _("This is the file of the library, to the last byte."),
        HashOf.RENDITION: _("This is the picture in a size that the pages of this site show."),
        HashOf.DOWNLOAD: _("This is a file that was downloaded from here, its licence inside."),
    }[HashOf(found.of)]


def inside_rows(checked: Checked, found: Iterable[Found]) -> list[dict[str, Any]]:
    """What the file states, each with a sentence that says whether it agrees with what is known here."""
    ours = {one.item.licence for one in found}
    return [{"origin": one.origin, "words": one.words, "verdict": _verdict(one, ours)} for one in checked.inside]


def _verdict(inside: Inside, ours: set[str]) -> str:
    if inside.licence is None:
        return _("It names no licence for certain.")
    if not ours:
        return _("It names %(licence)s.") % {"licence": inside.licence.label}
    if inside.licence.key in ours:
        return _("It names %(licence)s, as this site does.") % {"licence": inside.licence.label}
    return _("It names %(licence)s, and this site another: look at the page of the item before you use it.") % {
        "licence": inside.licence.label
    }
