from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from programme import queries
from programme.contributions import next_events
from web.sections import FIND, FrontPageBlock, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest


def connect() -> None:
    register(
        Section(
            name="programme",
            order=25,
            index_page="programme.ProgrammeIndexPage",
            slug="programme",
            title=gettext_lazy("Programme"),
            menu=pgettext_lazy("menu", "Programme"),
            site_map=_site_map,
            front_page=FrontPageBlock("programme/front_page.html", _front_page),
        )
    )


def _site_map(url: str) -> Iterable[MapGroup]:
    editions = [MapLink(edition.title, edition.get_url() or "") for edition in queries.public_editions()]
    yield MapGroup(str(FIND), [MapLink(_("Programme"), url), *editions])


def _front_page(_request: HttpRequest) -> dict[str, Any]:
    """Cached with the front page: an event that has begun stays there some minutes."""
    return {"events": next_events(timezone.now())}
