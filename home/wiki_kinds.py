"""Pages of text and associations as pages of the wiki; the community stands below the wiki, and does not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from community.models import AssociationPage
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


def _own_name(keys: Iterable[int]) -> Mapping[int, Belonging]:
    named = AssociationPage.objects.filter(pk__in=list(keys)).values_list("pk", "title")
    return {key: Belonging(association=(str(key), title)) for key, title in named}
