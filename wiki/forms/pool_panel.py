"""“Add a picture” beside a text, “Add a file” in a step: the inputs, what was sent in them, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from legaltools import catalogue
from wiki import files, pictures
from wiki.domain.unsaved_forms import delete_unsaved_files, store_unsaved_file, unsaved_file
from wiki.pool import LONGEST_ANSWER, LONGEST_WORDS, OWN_LICENCE, Answers, Refused, pool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.http import QueryDict
    from django.utils.datastructures import MultiValueDict

    from wiki.models import UnsavedFile
    from wiki.pool import Shelf

_WORDS = ("whose", "address", "licence", "authors", "shows")
_MOST_DIGITS = 18
MOST_AT_ONCE = 20  # items chosen in one form
_SHELVES: tuple[Shelf, ...] = (pictures, files)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in the inputs of one panel; `name` is that of its file, which `shelf` takes."""

    name: str
    shelf: Shelf
    upload: UploadedFile[Any] | None = None
    kept: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    decorative: bool = False
    search: str = ""
    chosen: str = ""

    @property
    def is_something(self) -> bool:
        """Whether a picture or a file was meant: an answer that was only ticked says nothing."""
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
    kept: UnsavedFile | None = None


def sent_in(data: Mapping[str, Any], uploads: Mapping[str, Any] | None, beside: str, shelf: Shelf = pictures) -> Sent:
    """What the form sent in the panel beside the field of this name; "" at the addresses that take one item."""
    name = f"{beside}-{shelf.PART}" if beside else shelf.PART

    def word(part: str, longest: int = LONGEST_ANSWER) -> str:
        return str(data.get(f"{name}-{part}", "")).replace("\x00", "").strip()[:longest]

    return Sent(
        name=name,
        shelf=shelf,
        upload=(uploads or {}).get(name),
        kept=word("kept"),
        words={part: word(part, LONGEST_WORDS if part == "shows" else LONGEST_ANSWER) for part in _WORDS},
        decorative=bool(word("decorative")),
        search=word("search"),
        chosen=word("chosen"),
    )


def taken(sent: Sent, *, user: Any, own_licence: str, language: str) -> Any:
    """What was chosen or sent, as its shelf shows it. Raises Refused; what was sent is then kept for the person."""
    shelf = sent.shelf
    if sent.chosen:
        is_key = sent.chosen.isdecimal() and len(sent.chosen) <= _MOST_DIGITS
        return shelf.chosen(user, int(sent.chosen) if is_key else 0)
    answers = sent.answers(own_licence=own_licence, language=language)
    if sent.search and not (sent.upload or sent.kept):
        raise Refused({"search": str(shelf.CHOOSE_ONE)})
    kept = None if sent.upload else _stored_before(sent, user)
    shown = shelf.take(sent.upload or (kept.upload() if kept else None), answers, user=user)
    if kept:
        delete_unsaved_files([kept])
    return shown


def panel_of(sent: Sent, problems: Mapping[str, str], *, user: Any) -> Panel:
    """The panel of what was refused, its file kept unless the file is what is wrong."""
    if sent.shelf.PART in problems or not sent.shelf.may_add(user):
        return Panel(sent, problems)
    kept = (
        store_unsaved_file(user=user, field=sent.name, upload=sent.upload)
        if sent.upload
        else _stored_before(sent, user)
    )
    return Panel(sent, problems, kept)


def panel_again(sent: Sent, refused: Any, *, user: Any) -> Panel | None:
    """With what is wrong, once somebody has looked; a form that is only drawn again says nothing of it."""
    if not sent.is_something:
        return None
    return panel_of(sent, refused.problems if refused else {}, user=user)


def with_unsaved_files(post: QueryDict, uploads: MultiValueDict[str, Any], *, user: Any) -> QueryDict:
    """The form as it may be stored: each file that was chosen in a panel is kept, and the form says which it is."""
    parts = tuple(f"-{shelf.PART}" for shelf in _SHELVES if shelf.may_add(user))
    chosen = [name for name in uploads if parts and name.endswith(parts) and uploads[name]]
    if not chosen:
        return post
    whole = post.copy()
    for name in chosen[:MOST_AT_ONCE]:
        upload: Any = uploads[name]
        kept = store_unsaved_file(user=user, field=name, upload=upload)
        if kept:
            whole[f"{name}-kept"] = str(kept.token)
    return whole


def _stored_before(sent: Sent, user: Any) -> UnsavedFile | None:
    return unsaved_file(user, sent.kept) if sent.kept and user is not None and user.is_authenticated else None


def tied_to_inputs(refused: Refused, shelf: Shelf = pictures) -> list[ValidationError]:
    problems = []
    for part, sentence in refused.problems.items():
        problem = ValidationError(sentence, shelf.PART)
        problem.place = shelf.PART if part == shelf.PART else f"{shelf.PART}-{part}"  # type: ignore[attr-defined]  # for wiki.forms.errors
        problems.append(problem)
    return problems


def panel_context(widget: Any, name: str, panel: Panel | None, *, shelf: Shelf = pictures) -> dict[str, Any] | None:
    """What the panel is drawn from; none where whoever writes may not add anything."""
    references = widget.references
    may_add, may_choose = references.may("add", shelf.PART), references.may("choose", shelf.PART)
    if not (may_add or may_choose):
        return None
    sent = panel.sent if panel else Sent(f"{name}-{shelf.PART}", shelf)
    return {
        "name": sent.name,
        "is_open": panel is not None,
        "sent": sent,
        "problems": panel.problems if panel else {},
        "kept": panel.kept if panel else None,
        "may_add": may_add,
        "may_choose": may_choose,
        "licences": _licences(sent.words.get("licence", "")) if may_add else [],
        "own_licence": widget.own_licence() or OWN_LICENCE,
        "choices": shelf.choices(references.user, sent.search) if sent.search else [],
        "language": widget.language or references.language(),
        "address": reverse(f"text_{shelf.PART}"),
        "part": shelf.PART,
    }


def _licences(chosen: str) -> list[tuple[str, str]]:
    """Those to choose from, with the one that was proposed and stays chosen."""
    usual = pool().licences()
    tool = catalogue.by_key().get(chosen)
    return [*usual, (tool.key, tool.label)] if tool and tool.key not in dict(usual) else usual
