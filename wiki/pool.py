"""Pictures and files that enter while somebody writes. The library fills the pool: none is known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from django.utils import timezone

from markup.normalize import normalize
from wiki.models import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from community.models import User

MINE, ELSEWHERE = "mine", "elsewhere"
OWN_LICENCE = "cc-by-sa-4.0"
MOST_AN_HOUR = 100  # pictures, or files, of one person
MOST_SHOWN = 12
MOST_SEARCHED = 10_000  # of the newest
_MOST_WORDS = 6
LONGEST_WORDS = 255  # of what a picture shows, or a file is called
LONGEST_ANSWER = 500


class Refused(ValueError):
    """Something cannot be taken: a sentence for each input that has to be mended, by the name of the input."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said of a picture or a file. `shows` is what the first shows, and what the second is called.

    `own_licence` is the key of what the person's own in this text is under.
    """

    whose: str = ""
    address: str = ""
    licence: str = ""
    authors: str = ""
    shows: str = ""
    decorative: bool = False
    own_licence: str = OWN_LICENCE
    language: str = "fr"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found: a key of a licence, names, and a sentence to read first."""

    licence: str = ""
    label: str = ""
    authors: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class CreditedWork:
    """`edit_url` is "" for whoever may not change it."""

    title: str
    edit_url: str = ""


class Pool(Protocol):
    """Where pictures and files of the site are kept, each with its licence and its authors."""

    def take(self, content: bytes, name: str, *, user: User, answers: Answers) -> int:
        """The key of the picture. Raises Refused. The same bytes with the same answers are one picture."""

    def take_file(self, content: bytes, name: str, *, user: User, answers: Answers) -> int:
        """The key of the file. Raises Refused. The same bytes with the same answers are one file."""

    def propose(self, address: str, content: bytes = b"") -> Proposal:
        """From an address or a credit, and what a file says of itself; no other site is asked."""

    def works_crediting(self, user: User, names: set[str], /) -> list[CreditedWork]:
        """Pictures, files, sounds and videos that a person added and that are credited to one of `names`, by title.

        MOST_CREDITED of each sort at most, in as many queries for one as for many.
        """

    def licences(self) -> list[tuple[str, str]]:
        """Keys and names of the licences that most works have."""


class Shelf(Protocol):
    """One sort of what the pool holds: the modules `wiki.pictures` and `wiki.files`. Every verb raises Refused."""

    PART: str
    """What the names of the inputs begin with, after that of the field."""
    CHOOSE_ONE: _StrPromise

    def may_add(self, user: Any, /) -> bool: ...

    def choices(self, user: Any, words: str, /) -> Sequence[Any]: ...

    def chosen(self, user: Any, key: int, /) -> Any: ...

    def take(self, upload: UploadedFile[Any] | None, answers: Answers, *, user: Any) -> Any: ...


_pools: list[Pool] = []


def fill(one: Pool) -> None:
    """Called once, by the library."""
    _pools[:] = [one]


def pool() -> Pool:
    return _pools[0]


def is_filled() -> bool:
    return bool(_pools)


def newest_saying(words: str, found: QuerySet[Any], texts: Iterable[str]) -> list[int]:
    """The keys of the newest items whose `texts` (names of columns) say all these words, MOST_SHOWN at most."""
    asked = [normalize(word) for word in words.split()[:_MOST_WORDS]]
    newest = found.order_by("-created_at", "-pk").values_list("pk", *texts)[:MOST_SEARCHED]
    keys: list[int] = []
    # Compared here: databases disagree about accents and capitals.
    for pk, *said in newest.iterator(chunk_size=500):
        if len(keys) == MOST_SHOWN:
            break
        text = normalize(" ".join(said))
        if all(word in text for word in asked):
            keys.append(pk)
    return keys


def whose_problems(answers: Answers, *, unsaid: str, unplaced: str) -> dict[str, str]:
    """`unsaid` asks whose it is, `unplaced` where it was found."""
    if answers.whose not in {MINE, ELSEWHERE}:
        return {"whose": unsaid}
    if answers.whose == ELSEWHERE and not answers.address.strip():
        return {"address": unplaced}
    return {}


def are_too_many(model: Any, user: Any) -> bool:
    """Whether somebody sent MOST_AN_HOUR of them in the last hour; of a writing session, all who sat at their place."""
    since = timezone.now() - timedelta(hours=1)
    at_place = Writer.objects.filter(seat__writers__account=user.pk).values("account")
    accounts = at_place if user.is_temporary else [user.pk]
    return bool(model.objects.filter(uploaded_by_user__in=accounts, created_at__gte=since).count() >= MOST_AN_HOUR)


def content_of(upload: UploadedFile[Any]) -> bytes:
    upload.seek(0)
    content: bytes = upload.read()
    upload.seek(0)
    return content
