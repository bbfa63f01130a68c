"""“Add a picture” beside a text: the inputs, what was sent in them, and the picture that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wiki import pictures
from wiki.domain.unsaved_forms import forget_files, keep_file, kept_file
from wiki.pictures import LONGEST_ANSWER, LONGEST_WORDS, Answers, Refused, Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from wiki.models import KeptFile

PART = "picture"  # what the names of the inputs begin with, after that of the text
_WORDS = ("whose", "address", "licence", "authors", "shows")
_MOST_DIGITS = 18
MOST_AT_ONCE = 20  # pictures chosen in one form


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in the inputs of one panel; `name` is that of its file."""

    name: str
    upload: UploadedFile[Any] | None = None
    kept: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    decorative: bool = False
    search: str = ""
    chosen: str = ""

    @property
    def is_something(self) -> bool:
        """Whether a picture was meant: an answer that was only ticked says nothing."""
        typed = self.words.get("address") or self.words.get("shows")
        return bool(self.upload or self.kept or self.search or self.chosen or typed)

    def answers(self, *, own_licence: str, language: str) -> Answers:
        known = {"own_licence": own_licence} if own_licence else {}
        return Answers(**self.words, decorative=self.decorative, language=language or "fr", **known)


@dataclass(frozen=True, slots=True)
class Panel:
    """As it is drawn: what was sent, what is wrong with it by input, the file that need not be chosen again."""

    sent: Sent
    problems: Mapping[str, str] = field(default_factory=dict)
    kept: KeptFile | None = None


def sent_in(data: Mapping[str, Any], files: Mapping[str, Any] | None, text: str) -> Sent:
    """What the form sent with the text of this name; `picture` alone at the address that takes one picture."""
    name = f"{text}-{PART}" if text else PART

    def word(part: str, longest: int = LONGEST_ANSWER) -> str:
        return str(data.get(f"{name}-{part}", "")).replace("\x00", "").strip()[:longest]

    return Sent(
        name=name,
        upload=(files or {}).get(name),
        kept=word("kept"),
        words={part: word(part, LONGEST_WORDS if part == "shows" else LONGEST_ANSWER) for part in _WORDS},
        decorative=bool(word("decorative")),
        search=word("search"),
        chosen=word("chosen"),
    )


def picture_of(sent: Sent, *, user: Any, own_licence: str, language: str) -> Shown:
    """The picture that was chosen or sent. Raises Refused; what was sent is then kept for the person."""
    if sent.chosen:
        is_key = sent.chosen.isdecimal() and len(sent.chosen) <= _MOST_DIGITS
        return pictures.chosen(user, int(sent.chosen) if is_key else 0)
    answers = sent.answers(own_licence=own_licence, language=language)
    if sent.search and not (sent.upload or sent.kept):
        raise Refused({"search": _("Choose one of these pictures, or empty the words to go on without.")})
    kept = None if sent.upload else _kept_before(sent, user)
    shown = pictures.take(sent.upload or (kept.upload() if kept else None), answers, user=user)
    if kept:
        forget_files([kept])
    return shown


def panel_of(sent: Sent, problems: Mapping[str, str], *, user: Any) -> Panel:
    """The panel of a picture that was refused, its file kept unless the file is what is wrong."""
    if "picture" in problems or not pictures.may_add(user):
        return Panel(sent, problems)
    kept = keep_file(user=user, field=sent.name, upload=sent.upload) if sent.upload else _kept_before(sent, user)
    return Panel(sent, problems, kept)


def panel_again(sent: Sent, refused: Any, *, user: Any) -> Panel | None:
    """With what is wrong, once somebody has looked; a form that is only drawn again says nothing of it."""
    if not sent.is_something:
        return None
    return panel_of(sent, refused.problems if refused else {}, user=user)


def with_kept_files(post: QueryDict, files: MultiValueDict[str, Any], *, user: Any) -> QueryDict:
    """The form as it may be stored: each picture that was chosen in it is kept, and the form says which it is."""
    chosen = [name for name in files if name.endswith(f"-{PART}") and files[name]]
    if not (chosen and pictures.may_add(user)):
        return post
    whole = post.copy()
    for name in chosen[:MOST_AT_ONCE]:
        upload: Any = files[name]
        kept = keep_file(user=user, field=name, upload=upload)
        if kept:
            whole[f"{name}-kept"] = str(kept.token)
    return whole


def _kept_before(sent: Sent, user: Any) -> KeptFile | None:
    return kept_file(user, sent.kept) if sent.kept and user is not None and user.is_authenticated else None


def tied_to_inputs(refused: Refused) -> list[ValidationError]:
    problems = []
    for part, sentence in refused.problems.items():
        problem = ValidationError(sentence, "picture")
        problem.place = PART if part == PART else f"{PART}-{part}"  # type: ignore[attr-defined]  # for wiki.forms.errors
        problems.append(problem)
    return problems
