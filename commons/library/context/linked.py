"""A work that is elsewhere, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commons.library.context.cards import PALETTES, clock
from commons.library.context.credit_rows import credit_rows
from commons.library.enums import MediaKind
from commons.library.items import ElsewhereProvider
from commons.library.site_address import root_url
from licences.context.licence_box import label_of
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commons.library.models import LinkedWork


def linked_rows(works: Iterable[LinkedWork]) -> list[dict[str, Any]]:
    """As components/media_card.html takes them: never a picture, which would be fetched from where the work is."""
    return [
        {
            "title": str(work),
            "language": "",
            "url": work.get_absolute_url(),
            "kind": work.kind,
            "kind_label": work.get_kind_display(),
            "symbol": "link",
            "palette": PALETTES[MediaKind(work.kind)],
            "image": "",
            "by": ", ".join(credit["name"] for credit in work.credits),
            "facts": _("on another site: %(host)s") % {"host": host_of(work)},
            "licence": work.legal_tool,
        }
        for work in works
    ]


def linked_context(work: LinkedWork) -> dict[str, Any]:
    """As templates/media/linked_work.html takes it."""
    media, elsewhere = reverse("media:list"), reverse("media_papers:linked_works")
    return {
        "work": work,
        "nav": "media",
        "trail": [(pgettext("menu", "Media"), media), (_("Works that are elsewhere"), elsewhere)],
        "full_url": f"{root_url()}{work.get_absolute_url()}",
        "host": host_of(work),
        "palette": PALETTES[MediaKind(work.kind)],
        "facts": facts_of(work),
        "credits": credit_rows(work.credits),
        "tags": list(work.tags.all()),
        "pool_id": f"{ElsewhereProvider.type}:{work.pk}",
        **label_of(work.as_work(), current_language()),
    }


def host_of(work: LinkedWork) -> str:
    """The name of the site where the work is."""
    return (urlsplit(work.source_url).hostname or "").removeprefix("www.")


def facts_of(work: LinkedWork) -> list[str]:
    """What the list that it came from says of the file."""
    width, height, seconds = (work.facts.get(name) for name in ("width", "height", "seconds"))
    size = f"{width}\u00a0×\u00a0{height}\u00a0px" if width and height else ""
    return [fact for fact in (size, clock(seconds) if seconds else "") if fact]
