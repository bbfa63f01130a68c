"""Pictures that enter while somebody writes a text. The library fills the pool when it is ready: none is known here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from markup.normalize import normalize
from markup.typography import file_size
from web.languages import current_language
from wiki.references import choosable, may, small_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from community.models import User

MINE, ELSEWHERE = "mine", "elsewhere"
OWN_LICENCE = "cc-by-sa-4.0"
MOST_AN_HOUR = 100  # pictures of one person
MOST_SHOWN = 12
MOST_SEARCHED = 10_000  # of the newest
_MOST_WORDS = 6
LONGEST_WORDS = 255  # of what a picture shows
LONGEST_ANSWER = 500


class Refused(ValueError):
    """A picture cannot be taken: a sentence for each input that has to be mended, by the name of the input."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said of a picture. `own_licence` is the key of what their own pictures in this text are under."""

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
    """What is known of a picture from where it was found: a key of a licence, names, and a sentence to read first."""

    licence: str = ""
    label: str = ""
    authors: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that may be put into a text: its key, the words for those who do not see it, a small file."""

    key: int
    alt: str
    src: str
    title: str = ""

    @property
    def address(self) -> str:
        return f"images/{self.key}"


class Pool(Protocol):
    """Where pictures of the site are kept, each with its licence and its authors."""

    def take(self, content: bytes, name: str, *, user: User, answers: Answers) -> int:
        """The key of the picture. Raises Refused. The same bytes with the same answers are one picture."""

    def propose(self, address: str, content: bytes = b"") -> Proposal:
        """From an address or a credit, and what a file says of itself; no other site is asked."""

    def licences(self) -> list[tuple[str, str]]:
        """Keys and names of the licences that most pictures have."""


_pools: list[Pool] = []


def fill(pool: Pool) -> None:
    """Called once, by the library."""
    _pools[:] = [pool]


def pool() -> Pool:
    return _pools[0]


def may_add(user: Any) -> bool:
    return bool(_pools) and may("add", user)


def choices(user: Any, words: str) -> list[Shown]:
    """The newest pictures that the person may choose and that say all these words; those of the person for no words."""
    asked = [normalize(word) for word in words.split()[:_MOST_WORDS]]
    found = choosable("picture", user) if asked else choosable("picture", user).filter(uploaded_by_user=user)
    newest = found.order_by("-created_at", "-pk").values_list("pk", "title", "description")[:MOST_SEARCHED]
    # Compared here: databases disagree about accents and capitals.
    saying = (pk for pk, *said in newest.iterator(chunk_size=500) if _says(" ".join(said), asked))
    keys = list(islice(saying, MOST_SHOWN))
    pictures = get_image_model().objects.in_bulk(keys)
    return shown([pictures[key] for key in keys if key in pictures], user)


def _says(text: str, words: list[str]) -> bool:
    said = normalize(text)
    return all(word in said for word in words)


def shown(pictures: list[Any], user: Any) -> list[Shown]:
    files = small_files(get_image_model().objects.filter(pk__in=[picture.pk for picture in pictures]), user)
    return [
        Shown(
            picture.pk,
            "" if getattr(picture, "is_decorative", False) else picture.description,
            files[picture.pk],
            picture.title,
        )
        for picture in pictures
        if picture.pk in files
    ]


def chosen(user: Any, key: int) -> Shown:
    """A picture of the pool for a text. Raises Refused for one that the person may not choose, or that is not there."""
    picture = choosable("picture", user).filter(pk=key).first()
    found = shown([picture], user) if picture else []
    if not found:
        raise Refused({"chosen": _("This picture is not one that you may use: choose another.")})
    return found[0]


def take(upload: UploadedFile[Any] | None, answers: Answers, *, user: Any) -> Shown:
    """Keep a picture that somebody sent, with what they said of it. Raises Refused."""
    if not may_add(user):
        raise Refused({"picture": _("You may not add pictures yet: ask somebody who writes here.")})
    problems = _unanswered(answers) | _too_much(upload, user)
    if problems or upload is None:
        raise Refused(problems)
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    key = pool().take(content, upload.name or "", user=user, answers=answers)
    return shown(list(get_image_model().objects.filter(pk=key)), user)[0]


def _unanswered(answers: Answers) -> dict[str, str]:
    problems = {}
    if answers.whose not in {MINE, ELSEWHERE}:
        problems["whose"] = _("Say whether you made this picture or found it elsewhere.")
    if answers.whose == ELSEWHERE and not answers.address.strip():
        problems["address"] = _("Say where you found it: the address of its page, or its credit.")
    if not answers.decorative and not answers.shows.strip():
        problems["shows"] = _("Say what this picture shows, or that it only decorates.")
    return problems


def _too_much(upload: UploadedFile[Any] | None, user: Any) -> dict[str, str]:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if upload is None or not upload.size:
        return {"picture": _("Choose a picture on your device.")}
    if upload.size > most:
        size = file_size(most, language=current_language())
        return {"picture": _("This picture is larger than %(most)s: make it smaller first.") % {"most": size}}
    since = timezone.now() - timedelta(hours=1)
    if get_image_model().objects.filter(uploaded_by_user=user, created_at__gte=since).count() >= MOST_AN_HOUR:
        return {"picture": _("That makes many pictures in an hour: add this one a little later.")}
    return {}
