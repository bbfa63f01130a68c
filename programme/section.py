from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from programme import queries
from web.sections import FIND, MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable


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
        )
    )


def _site_map(url: str) -> Iterable[MapGroup]:
    editions = [MapLink(edition.title, edition.get_url() or "") for edition in queries.public_editions()]
    yield MapGroup(str(FIND), [MapLink(_("Programme"), url), *editions])
