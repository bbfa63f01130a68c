from __future__ import annotations

from typing import TYPE_CHECKING

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
    yield MapGroup(str(FIND), [MapLink(_("All the media"), url)])
