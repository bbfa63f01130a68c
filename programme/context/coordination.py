"""What coordinators see of an edition: every event of it, public or not, as rows that are narrowed and sorted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from markup.normalize import normalize
from programme.context.reading import occasions_of
from programme.context.when import day_in_words, when_in_words
from programme.domain.deciding import PUBLIC, UNSENT, state_of, state_words
from programme.enums import SubmissionState
from programme.models import Occurrence
from programme.queries import all_events_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from programme.context.values import Occasion
    from programme.models import EditionPage, EventPage, Submission

PER_PAGE = 50
LONGEST_WORDS = 100
FILTERS = ("etat", "manque", "jour", "lieu", "q")
# What waits for a decision first.
STATES = (
    str(SubmissionState.SENT), str(SubmissionState.ASKED), UNSENT, str(SubmissionState.ACCEPTED), PUBLIC,
    str(SubmissionState.REFUSED), str(SubmissionState.WITHDRAWN),
)  # fmt: skip
NO_PLACE = "sans"
MISSING = {
    "seance": gettext_lazy("no time"),
    "lieu": gettext_lazy("no place"),
    "organisateur": gettext_lazy("no organiser"),
    "licence": pgettext_lazy("an event", "no licence"),
    "credits": gettext_lazy("nobody to credit"),
    "acces": gettext_lazy("nothing on access"),
    "image": gettext_lazy("no picture"),
    "contact": gettext_lazy("nobody to write to"),
    "phrase": gettext_lazy("no sentence about it"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One event. `missing` are keys of MISSING; `times` are in the order of time."""

    event: EventPage
    submission: Submission | None
    state: str
    organisers: tuple[str, ...]
    times: tuple[Occasion, ...]
    missing: tuple[str, ...]

    @property
    def key(self) -> int:
        return self.event.pk

    @property
    def state_words(self) -> str:
        return state_words(self.state)

    @property
    def missing_words(self) -> list[str]:
        return [str(MISSING[name]) for name in self.missing]

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state in {SubmissionState.SENT, SubmissionState.ASKED, UNSENT}

    @property
    def told_times(self) -> list[dict[str, Any]]:
        return [told_time(one) for one in self.times]

    @property
    def places(self) -> set[str]:
        return {str(one.place.key) if one.place else NO_PLACE for one in self.times} or {NO_PLACE}

    @property
    def days(self) -> set[str]:
        return {one.day.isoformat() for one in self.times}

    @property
    def words(self) -> str:
        said = [self.event.title, self.event.one_sentence, *self.organisers]
        said += [one.place.name for one in self.times if one.place]
        said += [self.submission.name, self.submission.email] if self.submission else []
        return normalize(" ".join(said))


def told_time(one: Occasion) -> dict[str, Any]:
    """One time as a list shows it: when and where, in words."""
    where = one.place.name if one.place else (_("online") if one.online_url else "")
    return {
        "key": one.key,
        "uuid": one.uuid,
        "when": when_in_words(one),
        "where": ", ".join(filter(None, (where, one.room))),
        "status": one.status,
        "is_full": one.is_full,
        "seats": one.seats,
    }


def times_of(edition: EditionPage) -> list[Occasion]:
    """Every time of every event of an edition, drafts too: for whoever coordinates it. Five queries."""
    events = all_events_of(edition).order_by().values("pk")
    return occasions_of(Occurrence.objects.filter(event__in=events).order_by("starts_at", "pk"), edition)


def rows_of(edition: EditionPage) -> list[Row]:
    """Every event of an edition, in queries that do not grow."""
    times: dict[int, list[Occasion]] = {}
    for one in times_of(edition):
        times.setdefault(one.event.key, []).append(one)
    rows = []
    for event in all_events_of(edition).prefetch_related(None).prefetch_related("associations", "access_lines"):
        event.edition = edition
        rows.append(row_of(event, tuple(times.get(event.pk, ()))))
    return rows


def row_of(event: EventPage, times: tuple[Occasion, ...]) -> Row:
    submission = getattr(event, "submission", None)
    organisers = [one.title for one in event.associations.all()]
    organisers += [name for name in (name.strip() for name in event.other_organisers.split(",")) if name]
    missing = tuple(name for name, lacks in _LACKS.items() if lacks(event, times, submission))
    return Row(event, submission, state_of(event), tuple(organisers), times, missing)


def _no_access(event: EventPage, times: tuple[Occasion, ...], _submission: Submission | None) -> bool:
    if event.access_note or event.access_lines.all():
        return False
    return any(not one.place.access for one in times if one.place)


def _no_contact(event: EventPage, _times: tuple[Occasion, ...], submission: Submission | None) -> bool:
    return not (event.owner_id or event.registration_contact or (submission and submission.email))


_LACKS: Mapping[str, Callable[[EventPage, tuple[Occasion, ...], Submission | None], bool]] = {
    "seance": lambda _event, times, _submission: not times,
    "lieu": lambda _event, times, _submission: any(not one.place and not one.online_url for one in times),
    "organisateur": lambda event, _times, _submission: not event.associations.all() and not event.other_organisers,
    "licence": lambda event, _times, _submission: not event.licence,
    "credits": lambda event, _times, _submission: not event.credits,
    "acces": _no_access,
    "image": lambda event, _times, _submission: event.image_id is None,
    "contact": _no_contact,
    "phrase": lambda event, _times, _submission: not event.one_sentence,
}


def asked_in(values: Mapping[str, str]) -> dict[str, str]:
    """The filters and the order of an address, and nothing else of it."""
    found = {
        name: said for name in FILTERS if (said := values.get(name, "").replace("\x00", "").strip()[:LONGEST_WORDS])
    }
    order = values.get("tri", "")
    return found | ({"tri": order} if order in ORDERS else {})


def narrowed(rows: Iterable[Row], asked: Mapping[str, str]) -> list[Row]:
    """The rows that an address asks for, in its order; `asked` as `asked_in` gives it."""
    found = [row for row in rows if all(_RULES[name](row, said) for name, said in asked.items() if name in _RULES)]
    return sorted(found, key=ORDERS[asked.get("tri", "etat")][1])


_RULES: Mapping[str, Callable[[Row, str], bool]] = {
    "etat": lambda row, said: row.state == said,
    "manque": lambda row, said: said in row.missing or (said == "tout" and bool(row.missing)),
    "jour": lambda row, said: said in row.days,
    "lieu": lambda row, said: said in row.places,
    "q": lambda row, said: all(word in row.words for word in normalize(said).split()),
}


def _first(row: Row) -> float:
    return row.times[0].start.timestamp() if row.times else float("inf")


def _title(row: Row) -> tuple[str, int]:
    return normalize(row.event.title), row.key


def _sent(row: Row) -> float:
    return -row.submission.sent_at.timestamp() if row.submission and row.submission.sent_at else float("inf")


ORDERS: Mapping[str, tuple[Any, Callable[[Row], Any]]] = {
    "etat": (gettext_lazy("state"), lambda row: (STATES.index(row.state), _first(row), _title(row))),
    "titre": (gettext_lazy("title"), _title),
    "date": (gettext_lazy("date"), lambda row: (_first(row), _title(row))),
    "organisateur": (
        gettext_lazy("organiser"), lambda row: (normalize(next(iter(row.organisers), "￿")), _title(row)),
    ),
    "depot": (gettext_lazy("last proposed first"), lambda row: (_sent(row), _title(row))),
    "manque": (gettext_lazy("most is missing"), lambda row: (-len(row.missing), _title(row))),
}  # fmt: skip


def choices_of(rows: list[Row], asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lists by which rows are narrowed: each value with how many rows have it."""
    states = Counter(row.state for row in rows)
    missing = Counter(name for row in rows for name in row.missing)
    days = Counter(day for row in rows for day in row.days)
    places = Counter(place for row in rows for place in row.places)
    names = {str(one.place.key): one.place.name for row in rows for one in row.times if one.place}
    names[NO_PLACE] = _("no place")
    lists = [
        ("etat", _("State"), [(key, state_words(key)) for key in STATES if states[key]], states),
        ("manque", _("Missing"), [(key, str(words)) for key, words in MISSING.items() if missing[key]], missing),
        ("jour", _("Day"), [(day, day_in_words(date.fromisoformat(day))) for day in sorted(days)], days),
        (
            "lieu",
            _("Place"),
            sorted(((key, names[key]) for key in places), key=lambda pair: normalize(pair[1])),
            places,
        ),
    ]
    return [
        {
            "name": name,
            "label": label,
            "choices": [
                {"value": value, "label": words, "count": counts[value], "is_chosen": asked.get(name) == value}
                for value, words in values
            ],
        }
        for name, label, values, counts in lists
    ]


def address_of(asked: Mapping[str, str], **more: Any) -> str:
    """The query of an address of the table, with `more` beside what it asks for."""
    said = {**asked, **{name: value for name, value in more.items() if value not in ("", None)}}
    return f"?{urlencode(said)}" if said else "?"
