"""Events as pages of the wiki: what is told of them. When and where they take place has a form of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from commons.kits.wiki_kind import look_up_items
from programme.domain.publishing import hold, keeps_from_the_public, waits_for
from programme.models import EventPage
from programme.queries import associations_to_name
from search.publishing import refuse_revisions
from wiki.kinds import Belonging, Group, Kind, register

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community.models import User

GROUPS = (
    Group("essential", _("The event"), ("title", "one_sentence", "kind", "body", "image")),
    Group("people", _("For whom"), ("audience", ("age_min", "age_max"), "themes")),
    Group(
        "part",
        _("Taking part"),
        (("price", "price_note"), ("registration", "capacity"), "registration_url", "registration_contact"),
    ),
    Group("access", _("Access"), ("access_note", "access_lines"), open=False),
    Group("works", _("Commons of the event"), ("works",), open=False),
    Group("licence", _("Licence and credits"), ("licence", "credits"), open=False),
    Group(
        "filing",
        _("Organisers, language and label"),
        ("associations", "other_organisers", "language", "carries_label"),
        open=False,
    ),
)
MOST = {"works": 60, "access_lines": 10, "themes": 20, "credits": 150, "associations": 40}


def connect() -> None:
    refuse_revisions("programme", keeps_from_the_public)
    register(
        Kind(
            name="event",
            model=EventPage,
            groups=GROUPS,
            expected=("one_sentence",),
            problems=lambda event: {**event.publication_problems(), **_problems_of_an_archive(event)},
            only_its_author_knows=_problems_of_an_archive,
            closed=lambda event: event.edition.frozen_sentence,
            hold=hold,
            waits=waits_for,
            prepare=_prepare,
            most=MOST,
            belonging=_belonging,
            members="associations__memberships",
        )
    )


def _problems_of_an_archive(event: Any) -> dict[str, list[str]]:
    """Whoever was writing when the edition became an archive keeps what they wrote, and is told why it stays theirs."""
    sentence = event.edition.frozen_sentence if event.pk else ""
    return {NON_FIELD_ERRORS: [sentence]} if sentence else {}


def _prepare(form: Any, user: User) -> None:
    named = [one.pk if hasattr(one, "pk") else one for one in form.initial.get("associations") or []]
    form.fields["associations"].queryset = associations_to_name(user, named)
    look_up_items(form, "works")


def _belonging(keys: Iterable[int]) -> Mapping[int, Belonging]:
    """Three queries."""
    events = EventPage.objects.filter(pk__in=list(keys)).prefetch_related("themes", "associations")
    return {event.pk: _belonging_of(event) for event in events}


def _belonging_of(event: EventPage) -> Belonging:
    first = next(iter(event.associations.all()), None)
    return Belonging(
        tuple((theme.slug, str(theme)) for theme in event.themes.all()), (str(first.pk), first.title) if first else None
    )
