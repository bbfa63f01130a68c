"""What stands above a page of the past, and how to cite it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from design.addresses import address, full_address
from legaltools.credit import credit_text
from web.languages import current_language
from wiki.context.history import difference_url, signature, version_url

if TYPE_CHECKING:
    from wagtail.models import Page

    from wiki.models import Version


def banner(version: Version, page: Page, was: Page, *, newest: int) -> dict[str, Any]:
    """What wiki/version_banner.html draws."""
    url, number = address(page), version.number
    return {
        "number": number,
        "at": version.at,
        "signature": signature(version),
        "summary": version.summary,
        "is_hidden": version.is_hidden,
        "is_current": number == newest,
        "page_url": url,
        "history_url": f"{url}historique/",
        "compare_url": difference_url(url, number, newest) if number != newest else "",
        "previous_url": version_url(url, number - 1) if number > 1 else "",
        "next_url": version_url(url, number + 1) if number < newest else "",
        "citation": citation(version, was),
        "canonical": full_address(page),
    }


def citation(version: Version, was: Page) -> str:
    """The credit of the page as it was, with the address of that version, and its date."""
    permanent = version_url(full_address(was), version.number)
    day = date_format(timezone.localtime(version.at), "DATE_FORMAT")
    said = _("version %(number)s of %(day)s") % {"number": version.number, "day": day}
    if hasattr(was, "as_work"):
        credit = credit_text(replace(was.as_work(), source=permanent), current_language())
        return f"{credit}, {said}."
    return f"{was.title}, {settings.SITE_NAME}, {said}, {permanent}"
