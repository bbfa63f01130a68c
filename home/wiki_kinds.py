"""Pages of text, associations and places as pages of the wiki; the community stands below it, and does not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from community.models import AssociationPage, PlacePage
from home.models import PlainPage
from wiki.kinds import Belonging, Group, Kind, register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def connect() -> None:
    register(
        Kind(
            name="page",
            model=PlainPage,
            groups=(Group("text", _("Text"), ("title", "one_sentence", "body")),),
        )
    )
    register(
        Kind(
            name="association",
            model=AssociationPage,
            groups=(
                Group("essential", _("Who you are"), ("title", "one_sentence", "territory", "logo", "description")),
                Group("links", _("Links"), ("links",)),
            ),
            belonging=_own_name,
            members="memberships",
        )
    )
    register(_place())


def _place() -> Kind:
    return Kind(
        name="place",
        model=PlacePage,
        groups=(
            Group("essential", _("The place"), ("title", "kind", "one_sentence", "description")),
            Group(
                "where",
                _("Where it is"),
                (
                    "street_address",
                    "address_more",
                    ("postal_code", "town"),
                    "neighbourhood",
                    ("latitude", "longitude"),
                ),
            ),
            Group("access", _("Access"), ("access_lines", "access_checked_on", "access_contact")),
            Group("contact", _("Contact and opening"), ("phone", "email", "website", "opening", "opening_hours")),
            Group("room", _("For whoever runs something"), ("capacity", "equipment"), open=False),
        ),
        problems=lambda place: place.publication_problems(),
        most={"access_lines": 10},
    )


def _own_name(keys: Iterable[int]) -> Mapping[int, Belonging]:
    named = AssociationPage.objects.filter(pk__in=list(keys)).values_list("pk", "title")
    return {key: Belonging(association=(str(key), title)) for key, title in named}
