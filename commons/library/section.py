from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from web.sections import FIND, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    register(
        Section(name="media", order=15, route="media:list", menu=pgettext_lazy("menu", "Media"), site_map=_site_map)
    )


def _site_map(url: str) -> Iterable[MapGroup]:
    links = [
        MapLink(_("All the media"), url),
        MapLink(_("Works that are elsewhere"), reverse("media_papers:linked_works")),
        MapLink(_("Check a file"), reverse("media_papers:verify")),
    ]
    yield MapGroup(str(FIND), links)
