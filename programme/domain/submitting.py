"""Proposing an event: stored while it is written, sent, mended, withdrawn. Nothing here asks for an account."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.domain.places import slug_of_place
from community.models import PlaceAccess, PlaceIndexPage, PlacePage
from community.queries import public_places
from licences import public_items
from programme.domain import submission_mail
from programme.domain.changes import NotPossible, check_not_frozen, hold_open
from programme.domain.deciding import Meanwhile
from programme.domain.events import create_event
from programme.domain.mending import event_stamp
from programme.domain.occurrences import (
    When,
    Where,
    add_occurrence,
    check_when,
    move_occurrence,
    place_occurrence,
    remove_occurrence,
)
from programme.enums import Role, SubmissionState, Usage
from programme.models import EditionPage, EventPage, Submission
from search.publishing import add_draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commons.library.models import Theme
    from community.models import AssociationPage, User

# What is begun within a day, of one edition: beyond that it is a flood, which keeps nobody out the day after.
MOST_BEGUN = 2000
MENDED = (SubmissionState.SENT, SubmissionState.ASKED)
LONGEST_CHANGE = 2000
# What is stored beside the fields of a form while an event is mended.
MENDING = ("mending", "base")


class Full(NotPossible):
    """So much is being written that nothing more is begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """A place that is not known here; `access` is how one gets in, in words."""

    name: str
    street_address: str = ""
    postal_code: str = ""
    town: str = ""
    access: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """`uuid` is that of the occurrence that it was, "" for another; `is_new_place`: at the place that is described.

    Of one that was there: `is_moved` and `is_placed` say what is otherwise than it is.
    """

    when: When
    uuid: str = ""
    place: PlacePage | None = None
    is_new_place: bool = False
    room: str = ""
    online_url: str = ""
    is_moved: bool = True
    is_placed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An event as the form says it; `fields` are those of `EventPage`. `changed` are fields of the form that say
    otherwise than the event; None of one that is not sent yet.
    """

    fields: Mapping[str, Any]
    themes: tuple[Theme, ...] = ()
    associations: tuple[AssociationPage, ...] = ()
    times: tuple[Time, ...] = ()
    new_place: NewPlace | None = None
    changed: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """`form` names the form that was sent, `origin` tells what came from one address without the address."""

    form: str
    origin: str = ""
    language: str = "fr"
    account: User | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def begin(edition: EditionPage, by: Sender) -> Submission:
    """Store an event that somebody begins to write. One form sent twice is one event, at the same moment too.

    Raises NotPossible where the edition takes no proposals now, Full.
    """
    # Two clicks wait for each other here: no constraint tells forms apart, since an imported event has none.
    row = EditionPage.objects.select_for_update(no_key=True).filter(pk=edition.pk)
    edition.frozen_at = row.values_list("frozen_at", flat=True).get()
    known = Submission.objects.filter(form=by.form).select_related("edition", "event").first() if by.form else None
    if known is not None:
        return known
    check_takes_proposals(edition)
    lately = timezone.now() - timedelta(days=1)
    if edition.submissions.filter(state=SubmissionState.DRAFT, created_at__gt=lately).count() >= MOST_BEGUN:
        raise Full(_("So many events are being written that no other is taken for now: copy your text."))
    account = by.account
    return Submission.objects.create(
        edition=edition, form=by.form, origin=by.origin, language=by.language, account=account, data=dict(by.data),
        name=account.get_full_name()[:120] if account else "", email=account.email if account else "",
    )  # fmt: skip


def store(submission: Submission, data: Mapping[str, Any], *, step: int) -> Submission:
    """Keep what a step says, right or wrong; `step` is the one that was written. Raises Frozen, and NotPossible for an
    event that is decided.
    """
    check_not_frozen(submission.edition)
    if submission.event is not None and submission.state not in MENDED:
        raise NotPossible(_("This event is decided already: ask for a change instead."))
    submission.data = {**submission.data, **data}
    submission.step = max(submission.step, step)
    submission.save(update_fields=["data", "step", "changed_at"])
    return submission


def set_contact(submission: Submission, *, name: str = "", email: str = "", phone: str = "") -> None:
    """Whom the coordinators write to; what is empty stays as it was. Whoever had the address before is told of another:
    the link may have been forwarded. Nobody is asked there first, since a mailbox that one lost, or typed wrong, is why
    addresses change.
    """
    before, is_told = submission.email, tells_address_before(submission, email)
    submission.name, submission.email = name or submission.name, email or submission.email
    submission.phone = phone or submission.phone
    with transaction.atomic():
        submission.save(update_fields=["name", "email", "phone", "changed_at"])
        if is_told:
            transaction.on_commit(partial(submission_mail.tell_address_before, submission, before), robust=True)


def tells_address_before(submission: Submission, email: str) -> bool:
    """Whether another address, `email`, is told to the one before: to none that we never wrote to, which somebody
    typed wrong and mended.
    """
    is_other = bool(email) and email.lower() != submission.email.lower()
    return is_other and submission_mail.was_mailed(submission)


@transaction.atomic
def send(submission: Submission, said: Proposal, *, seen: str = "", with_receipt: bool = True) -> EventPage:
    """Have the coordinators read it: an event as a draft with its occurrences, or what is mended of it.

    `seen` is the stamp of the event that `said` was joined with; `with_receipt`: what is new is acknowledged by mail.
    Sent twice, it is one event. Raises NotPossible for a time that no event has, for an event that is decided already
    and where the edition takes no proposals, Meanwhile where the event changed since `seen`, Frozen; ValidationError
    for a wrong field. Nothing is written then.
    """
    hold_open(submission.edition)
    submission = _held(submission)
    for time in said.times:
        check_when(time.when)
    if submission.event is None:
        check_takes_proposals(submission.edition)
        event, what = _created(submission, said), "proposed"
        submission.event, submission.sent_at = event, timezone.now()
    elif said.changed is None:
        # The same form a moment ago: it came in.
        return submission.event
    elif submission.state in MENDED:
        event, what = _mended(_unchanged(submission.event, seen), said), "mended"
    else:
        raise NotPossible(_("This event is decided already: ask for a change instead."))
    was_asked = submission.state == SubmissionState.ASKED
    submission.state = SubmissionState.SENT
    # From now on the event says what it is.
    submission.data = {name: value for name, value in submission.data.items() if name not in MENDING}
    submission.save(update_fields=["event", "state", "sent_at", "data", "changed_at"])
    if what == "proposed" and with_receipt:
        transaction.on_commit(partial(submission_mail.send_receipt, submission))
    if what == "proposed" or was_asked:
        transaction.on_commit(partial(submission_mail.tell_coordinators, submission, what=what))
    return event


@transaction.atomic
def withdraw(submission: Submission) -> None:
    """Take it back: what is being written goes, what was sent stays for the coordinators to know. Raises NotPossible
    for what is decided: those who know it would not learn of it.
    """
    hold_open(submission.edition)
    submission = _held(submission)
    if submission.state == SubmissionState.DRAFT and submission.event is None:
        submission.delete()
        return
    if submission.state not in MENDED:
        raise NotPossible(_("This event is decided already: ask for a change instead."))
    submission.state = SubmissionState.WITHDRAWN
    submission.save(update_fields=["state", "changed_at"])
    transaction.on_commit(partial(submission_mail.tell_coordinators, submission, what="withdrawn"))


def ask_change(submission: Submission, text: str) -> None:
    """Tell the coordinators what has to change of an event that they accepted. Dates of it are theirs to move: people
    may have them in their calendars. Raises NotPossible where nothing is asked, Frozen.
    """
    words = text.strip()[:LONGEST_CHANGE]
    if not words:
        raise NotPossible(_("Write what has to change."))
    check_not_frozen(submission.edition)
    if submission.event is None or submission.state != SubmissionState.ACCEPTED:
        raise NotPossible(_("This event is not accepted: you can change it yourself."))
    submission.data = {**submission.data, "wanted": words, "wanted_at": timezone.now().isoformat()}
    submission.save(update_fields=["data", "changed_at"])
    submission_mail.tell_coordinators(submission, what="change", text=words)


def check_takes_proposals(edition: EditionPage) -> None:
    """Raises NotPossible with the reason, Frozen."""
    check_not_frozen(edition)
    if not edition.takes_proposals:
        raise NotPossible(closed_sentence(edition))


def closed_sentence(edition: EditionPage) -> str:
    """Why an edition takes no proposals today, with the day that matters."""
    # ruff: noqa: PLC0415 -- the words of dates stand above; a sentence of this verb needs Django's alone
    from django.utils.formats import date_format

    names = {"title": edition.title}
    if edition.is_over or edition.is_frozen:
        return _("“%(title)s” is over: no event is added to it any more.") % names
    if not edition.proposals_welcome:
        return _("“%(title)s” takes no proposals now.") % names
    if edition.proposals_from and edition.today < edition.proposals_from:
        names["day"] = date_format(edition.proposals_from)
        return _("“%(title)s” takes proposals from %(day)s on: come back then.") % names
    names["day"] = date_format(edition.proposals_until) if edition.proposals_until else ""
    return _("“%(title)s” took proposals until %(day)s. Write to its coordinators if yours is late.") % names


def _held(submission: Submission) -> Submission:
    held = Submission.objects.select_for_update(of=("self",)).select_related("edition", "event")
    return held.get(pk=submission.pk)


def _created(submission: Submission, said: Proposal) -> EventPage:
    event = create_event(
        submission.edition, themes=said.themes, associations=said.associations, owner=submission.account, **said.fields
    )
    place = _place_of(said.new_place)
    for time in said.times:
        add_occurrence(event, time.when, _where(time, place), by=submission.account)
    return event


def _unchanged(event: EventPage, seen: str) -> EventPage:
    EventPage.objects.select_for_update(no_key=True).filter(pk=event.pk).values_list("pk", flat=True).first()
    current = EventPage.objects.get(pk=event.pk)
    if seen and event_stamp(current) != seen:
        raise Meanwhile(_("The coordinators changed your event at this moment: read it again, then send it."))
    return current


def _mended(event: EventPage, said: Proposal) -> EventPage:
    """A draft: nobody is told. Each time that is still there stays itself, and what others wrote stays theirs."""
    latest: EventPage = event.get_latest_revision_as_object()
    _rewrite(latest, said)
    latest.clean_fields(exclude=("path", "depth", "locale"))
    latest.save()
    latest.save_revision(clean=False)
    known = {str(one.uuid): one for one in event.occurrences.select_related("place", "event")}
    place = _place_of(said.new_place)
    for time in said.times:
        occurrence = known.pop(time.uuid, None)
        if occurrence is None:
            add_occurrence(event, time.when, _where(time, place))
            continue
        if time.is_moved:
            occurrence = move_occurrence(occurrence, time.when)
        if time.is_placed:
            place_occurrence(occurrence, _where(time, place))
    for gone in known.values():
        remove_occurrence(gone)
    return latest


def _rewrite(event: EventPage, said: Proposal) -> None:
    """The fields that say otherwise; of credits and commons, what the form does not show of them stays."""
    changed = said.changed or frozenset()
    fields = {name: value for name, value in said.fields.items() if name in changed}
    if "organisers" in changed:
        fields |= {"other_organisers": said.fields["other_organisers"], "credits": _credits(event, said)}
        event.associations.set(said.associations)
    if any(name.startswith("works") for name in changed):
        fields["works"] = _works(event, said)
    if "themes" in changed:
        event.themes.set(said.themes)
    for name, value in fields.items():
        setattr(event, name, value)


def _credits(event: EventPage, said: Proposal) -> list[dict[str, Any]]:
    """Those of the form, unless somebody wrote others: these stay, and new organisers come after them."""
    before, names = list(event.credits), [row["name"] for row in event.credits]
    if sorted(names) == sorted(event.organisers):
        return list(said.fields["credits"])
    return before + [row for row in said.fields["credits"] if row["name"] not in (*names, *event.organisers)]


def _works(event: EventPage, said: Proposal) -> Any:
    """As the form says it. Notes stay with their items; so does what was made there, and what nobody sees now: the form
    does not show it.
    """
    named = {(value["item"], value["role"]): value for _type, value in said.fields["works"]}
    rows = [dict(row) for row in event.works.raw_data]
    notes = {row["value"]["item"]: row["value"].get("note", "") for row in rows}
    stay = []
    for row in rows:
        value = row["value"]
        wanted = named.pop((value["item"], value["role"]), None)
        if wanted is not None:
            use = wanted["use"] if value["role"] == Role.USED else value.get("use", Usage.SHOWN)
            stay.append({**row, "value": {**value, "use": use}})
        elif value["role"] == Role.PRODUCED or public_items.item(value["item"]) is None:
            stay.append(row)
    new = [{"type": "item", "value": {**value, "note": notes.get(value["item"], "")}} for value in named.values()]
    field: Any = EventPage._meta.get_field("works")
    return field.to_python(stay + new)


def _where(time: Time, described: PlacePage | None) -> Where:
    place = described if time.is_new_place else time.place
    return Where(place=place, room=time.room, online_url=time.online_url)


def _place_of(said: NewPlace | None) -> PlacePage | None:
    """A draft of the place: the coordinators complete it, and show it."""
    if said is None:
        return None
    shelf = PlaceIndexPage.objects.first()
    if shelf is None:
        raise NotPossible(_("This site has no list of places yet: choose no place, and write it in the text."))
    # One that was withdrawn, or stands under a restricted page, is not told to whoever writes its address.
    of_a_form = PlacePage.objects.filter(live=False, first_published_at=None)
    known = of_a_form | PlacePage.objects.filter(pk__in=public_places().order_by().values("pk"))
    same = known.filter(title=said.name, town=said.town, street_address=said.street_address).first()
    if same is not None:
        return same
    place = PlacePage(
        title=said.name, slug=slug_of_place(said.name, shelf), street_address=said.street_address,
        postal_code=said.postal_code, town=said.town, live=False,
    )  # fmt: skip
    if said.access:
        place.access_lines.add(PlaceAccess(aspect="other", answer="partly", description=said.access))
    add_draft(place, under=shelf)
    place.save_revision(clean=False)
    return place


def submissions_of(user: User) -> Iterable[Submission]:
    """What a person proposes by their account, the latest first; one query."""
    mine = Submission.objects.filter(account=user).exclude(state=SubmissionState.WITHDRAWN)
    return mine.select_related("edition", "event").order_by("-changed_at")
