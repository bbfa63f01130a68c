"""Words about the programme as a whole: its days, which state of it this is, what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exporting.pdf.addresses import linked, spelled
from exporting.pdf.compiling import code_name
from exporting.pdf.content import words_of_rights
from programme.context.editions import release_in_words
from programme.context.when import day_in_words, period_in_words
from programme.papers.entries import capital, french

if TYPE_CHECKING:
    from datetime import date

    from programme.context.values import Programme
    from programme.papers.base import Asked


def head_of(asked: Asked) -> dict[str, Any]:
    """What stands on every paper of an edition."""
    programme = asked.programme
    return {
        "lang": settings.LANGUAGE_CODE.partition("-")[0],
        "title": french(programme.title) or programme.slug,
        "sentence": french(programme.one_sentence),
        "acronym": programme.acronym,
        "period": capital(period_of(programme)),
        "version": capital(version_of(programme)),
        "narrowed": french(_("Only: %(what)s") % {"what": " · ".join(asked.narrowed)}) if asked.narrowed else "",
        "site": settings.SITE_NAME,
        "contact": programme.contact_email,
        **address_of(programme.full_url),
    }


def address_of(url: str) -> dict[str, str]:
    """A link, how it is typed, and the code of it."""
    return {"address": linked(url), "shown_address": spelled(url), "code": code_name(url)}


def common_words() -> dict[str, str]:
    return {
        **words_of_rights(),
        "colon": _(": "),
        "page": _("page"),
        "pages": pgettext("pages of an index", "p."),
        "whole_time": _("All along"),
        "online": _("Online, up to date"),
        "access": _("Access"),
        "price": _("Price"),
        "licence": _("Licence and credits"),
    }


def period_of(programme: Programme) -> str:
    if programme.all_year or not programme.starts_on or not programme.ends_on:
        return ""
    return period_in_words(programme.starts_on, programme.ends_on, with_year=True)


def version_of(programme: Programme) -> str:
    """Which state of the programme this is: of its latest version, and whether something changed since."""
    changed, released = programme.changed_on, programme.released_on
    if not released:
        return _("as it stood on %(day)s") % {"day": date_format(changed, "DATE_FORMAT")}
    said = release_in_words(programme)
    if changed <= released:
        return said
    return _("%(release)s, with changes up to %(day)s") % {"release": said, "day": date_format(changed, "DATE_FORMAT")}


def day_head(day: date, *, with_year: bool = False) -> dict[str, str]:
    """A day as a heading: its number in a square, its weekday, its month."""
    return {
        "title": capital(day_in_words(day, with_year=with_year)),
        "number": str(day.day),
        "to": f"jour-{day.isoformat()}",
    }


def events_in_words(count: int) -> str:
    return ngettext("%(count)d event", "%(count)d events", count) % {"count": count}


def places_in_words(count: int) -> str:
    return ngettext("%(count)d place", "%(count)d places", count) % {"count": count}


def associations_in_words(count: int) -> str:
    return ngettext("%(count)d organiser", "%(count)d organisers", count) % {"count": count}
