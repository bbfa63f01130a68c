from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from web.sections import MapGroup, MapLink, Section, register

if TYPE_CHECKING:
    from collections.abc import Iterable


def connect() -> None:
    register(Section(name="licences", order=40, route="licences", menu=gettext_lazy("Licences"), site_map=_site_map))


def _site_map(url: str) -> Iterable[MapGroup]:
    links = [
        MapLink(_("The licences of today"), url),
        MapLink(_("Choose a licence"), reverse("licence_chooser")),
        MapLink(_("Mix works"), reverse("licence_mixer")),
        MapLink(_("Write a credit"), reverse("licence_credit")),
        MapLink(_("May I use it?"), reverse("licence_first_door")),
        MapLink(_("Recognise a licence"), reverse("licence_recognise")),
        MapLink(_("The data of the licences"), reverse("licence_downloads")),
    ]
    return [MapGroup(_("Licences"), links)]
