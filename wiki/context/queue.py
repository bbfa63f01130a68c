"""What waits to be read: proposals, pages sent to review, messages of discussions; one list, narrowed alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState
from wagtail.permission_policies.pages import PagePermissionPolicy

from wiki.kinds import Belonging, all_kinds
from wiki.models import Message, Proposal
from wiki.queries import withheld
from wiki.visibility import REVIEW
from wiki.waiting import waiting_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from django.utils.functional import _StrPromise

    from community.models import User

PER_PAGE = 50
# Beyond that nothing is listed until some are decided: visitors' proposals have a limit of their own.
MOST = 2000
AGES = {"week": timedelta(days=7), "month": timedelta(days=30)}
FILTERS = ("kind", "theme", "association", "age", "seance")
# Proposals, pages in review, messages: the screen where each is decided.
KINDS = {"p": "review_proposal", "r": "review_page", "m": "review_message"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something else that waits to be read, of which this app knows nothing: `entries` gives what a person may decide
    on, each with this `kind`; `screen` names the address where one is decided, `what` one of them, `words` several.
    """

    kind: str
    screen: str
    what: str | _StrPromise
    words: str | _StrPromise
    entries: Callable[[User], Iterable[Entry]]


_others: dict[str, Waiting] = {}


def register(waiting: Waiting) -> None:
    """A second registration under the same kind replaces the first."""
    _others[waiting.kind] = waiting


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to read of the page with key `page`, since `at`: see `KINDS`, and `Waiting`."""

    kind: str
    key: int
    page: int
    at: datetime
    by: str
    word: str = ""
    state: str = ""
    belonging: Belonging = field(default_factory=Belonging)
    # Key and title of the writing session that it was written in.
    session: tuple[str, str] | None = None

    @property
    def url(self) -> str:
        screen = _others[self.kind].screen if self.kind in _others else KINDS[self.kind]
        return reverse(screen, args=[self.page if self.kind == "r" else self.key])

    def values(self, name: str) -> dict[str, str]:
        """By which values of a filter it is found, with their words."""
        if name == "kind":
            return {self.kind: _kind_words()[self.kind]}
        if name == "theme":
            return dict(self.belonging.themes)
        if name == "association":
            return dict([self.belonging.association]) if self.belonging.association else {}
        if name == "seance":
            return dict([self.session]) if self.session else {}
        words = {"week": _("For more than a week"), "month": _("For more than a month")}
        return {age: words[age] for age, span in AGES.items() if timezone.now() - self.at > span}


def entries(user: User) -> list[Entry]:
    """All that this person may decide on, the oldest first. Queries: the same number however many there are."""
    others = (entry for waiting in _others.values() for entry in waiting.entries(user))
    found = [*_proposals(user), *_pages(user), *_messages(user), *others]
    belonging = _belonging({entry.page for entry in found})
    told = [_told(entry, belonging.get(entry.page)) for entry in found]
    return sorted(told, key=lambda entry: (entry.at, entry.kind, entry.key))[:MOST]


def _told(entry: Entry, belonging: Belonging | None) -> Entry:
    return replace(entry, belonging=belonging or Belonging())


def _proposals(user: User) -> Iterable[Entry]:
    if not user.has_perm(REVIEW):
        return
    waiting = Proposal.objects.filter(state__in=Proposal.OPEN, page__in=decided_by(user), page__live=True)
    rows = waiting.select_related("author__writer__session", "page").defer("before", "after")
    found = rows.order_by("created_at", "pk")[:MOST]
    hidden = withheld(found, user)
    for row in found:
        session, word = _session_of(row.author), "" if row.pk in hidden else row.word
        yield Entry("p", row.pk, row.page_id or 0, row.created_at, row.signature, word, row.state, session=session)


def _pages(user: User) -> Iterable[Entry]:
    content_type = ContentType.objects.get_for_model(Page)
    states = TaskState.objects.reviewable_by(user).filter(workflow_state__base_content_type=content_type)
    of_session = "workflow_state__requested_by__writer__session"
    for row in states.select_related("revision__user", of_session).order_by("started_at")[:MOST]:
        by = row.workflow_state.requested_by or row.revision.user
        name, session = by.get_full_name() if by else "", _session_of(row.workflow_state.requested_by)
        yield Entry("r", row.pk, int(row.revision.object_id), row.started_at, name, session=session)


def _session_of(person: User | None) -> tuple[str, str] | None:
    """Asks nothing: who has no `writer` was looked up with the row."""
    writer = getattr(person, "writer", None)
    return (str(writer.session_id), writer.session.title) if writer else None


def _messages(user: User) -> Iterable[Entry]:
    if not user.has_perm(REVIEW):
        return
    pages = {"thread__page__in": decided_by(user), "thread__page__live": True}
    waiting = Message.objects.filter(state=Message.State.WAITING, **pages)
    for row in waiting.select_related("author__writer__session", "thread").order_by("written_at", "pk")[:MOST]:
        by = row.author.get_full_name() if row.author else row.name
        session = _session_of(row.author)
        yield Entry("m", row.pk, row.thread.page_id, row.written_at, by, row.text, session=session)


def decided_by(user: User) -> Any:
    return PagePermissionPolicy().instances_user_has_permission_for(user, "publish").values("pk")


def _belonging(keys: set[int]) -> Mapping[int, Belonging]:
    models = dict(Page.objects.filter(pk__in=keys).values_list("pk", "content_type"))
    found: dict[int, Belonging] = {}
    for kind in all_kinds():
        content_type = ContentType.objects.get_for_model(kind.model).pk
        mine = [key for key, model in models.items() if model == content_type]
        if mine:
            found |= kind.belonging(mine)
    return found


def narrowed(found: list[Entry], asked: Mapping[str, str]) -> list[Entry]:
    return [entry for entry in found if all(asked[name] in entry.values(name) for name in FILTERS if asked.get(name))]


def asked_in(values: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address, and nothing else of it."""
    return {name: value for name in FILTERS if (value := values.get(name, "")[:100])}


def queue_context(user: User, asked: Mapping[str, str], *, start: int = 0) -> dict[str, Any]:
    """What wiki/review/queue.html draws."""
    found = entries(user)
    shown = narrowed(found, asked)
    query = f"?{urlencode(asked)}" if asked else ""
    return {
        "rows": _rows(shown[start : start + PER_PAGE], query),
        "count": len(shown),
        "total": len(found),
        "filters": [_filter(name, found, asked) for name in FILTERS],
        "asked": asked,
        "elsewhere": waiting_for(user),
    }


def _rows(found: list[Entry], query: str) -> list[dict[str, Any]]:
    titles = Page.objects.in_bulk([entry.page for entry in found])
    labels = _labels()
    rows = []
    for entry in found:
        page = titles.get(entry.page)
        if page is not None:
            rows.append(
                {
                    "url": f"{entry.url}{query}",
                    "title": page.draft_title or page.title,
                    "kind": labels.get(page.content_type_id, ""),
                    "what": _what(entry, page),
                    "by": entry.by or _("a visitor"),
                    "word": entry.word,
                    "at": entry.at,
                    "is_asked": entry.state == Proposal.State.ASKED,
                    "themes": [label for _key, label in entry.belonging.themes],
                }
            )
    return rows


def _what(entry: Entry, page: Page) -> str:
    if entry.kind in _others:
        return str(_others[entry.kind].what)
    if entry.kind != "r":
        return _("Proposal") if entry.kind == "p" else _("Message")
    return _("Change") if page.live else _("New page")


def _kind_words() -> dict[str, str]:
    words = {"p": _("Proposals"), "r": _("Pages sent to review"), "m": _("Messages")}
    return words | {kind: str(waiting.words) for kind, waiting in _others.items()}


def _labels() -> dict[int, str]:
    return {ContentType.objects.get_for_model(kind.model).pk: kind.label for kind in all_kinds()}


def _filter(name: str, found: list[Entry], asked: Mapping[str, str]) -> dict[str, Any]:
    """One way to narrow the list: each value with how many it would leave, the others of `asked` kept."""
    others = {key: value for key, value in asked.items() if key != name}
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    for entry in narrowed(found, others):
        values = entry.values(name)
        counts.update(values.keys())
        words |= values
    titles = {
        "kind": _("What"), "theme": _("Theme"), "association": _("Association"), "age": _("Waiting"),
        "seance": _("Writing session"),
    }  # fmt: skip
    choices = [
        {
            "label": words[value],
            "count": count,
            "is_chosen": asked.get(name) == value,
            "url": f"?{urlencode(others if asked.get(name) == value else {**others, name: value})}",
        }
        for value, count in sorted(counts.items(), key=lambda pair: words[pair[0]])
    ]
    return {"name": name, "title": titles[name], "choices": choices}


def after_the_last(asked: Mapping[str, str]) -> str:
    """Where whoever has read all of it goes: back to the session that they read, or to the list."""
    key = asked.get("seance", "")
    return reverse("writing_session", args=[int(key)]) if key.isdecimal() else reverse("review_queue")


def next_after(user: User, entry_url: str, asked: Mapping[str, str]) -> str:
    """The address of what follows in the narrowed list, the first one again at its end; "" when nothing else waits."""
    urls = [entry.url for entry in narrowed(entries(user), asked)]
    if entry_url in urls:
        place = urls.index(entry_url)
        urls = [*urls[place + 1 :], *urls[:place]]
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{urls[0]}{query}" if urls else ""
