"""What a text says about its licence, as the readers use it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legaltools import catalogue
from legaltools.recognise import CONTRADICTING, Recognition, find_statements, recognise
from markup.messages import Bilingual, Message, joined
from markup.messages import message as _

_ADDRESS = re.compile(r"https?://[^\s)\]\"']+")
_SHOWN_CANDIDATES = 4
# What a sheet or a lesson shows or plays, and is not: a licence given to these is not its own.
_SHOWN = frozenset({"image", "music", "video", "logo", "code", "data"})
_ELEMENTS = re.compile(r"\b(by|nc|sa|nd)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """A licence named in a text. `key` is empty when the words do not point to one licence of the catalogue."""

    words: str
    key: str = ""
    problem: Bilingual | None = None
    candidates: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    code: str = ""
    about: str = ""

    @property
    def contradicts(self) -> bool:
        """Whether its sentence denies, dates or limits the licence: the same one given elsewhere is then in doubt."""
        return self.code in CONTRADICTING

    @property
    def named(self) -> Message:
        """The words as a person would point at them, and the key they give."""
        addresses = _ADDRESS.findall(self.words)
        words = addresses[-1] if addresses else " ".join(self.words.split())
        return _("“%(words)s” (%(key)s)", words=words, key=self.key) if self.key else _("“%(words)s”", words=words)

    @property
    def identity(self) -> str:
        """What two statements must share to be the same licence, version or not."""
        key = self.key or (self.candidates[0] if self.candidates else "")
        return key if self.key else _without_version(key) or "-".join(_ELEMENTS.findall(self.words.lower()))

    @property
    def ingredient_key(self) -> str:
        """The key, that of one ingredient ("Cover art by Dana, CC BY 2.0") included: a picture is one."""
        is_known = self.code == "ingredient" and len(self.candidates) == 1
        return self.candidates[0] if is_known else self.key

    @property
    def keys(self) -> tuple[str, ...]:
        """The licences it may be, best first."""
        return (self.key,) if self.key else self.candidates


@dataclass(frozen=True, slots=True)
class Settled:
    """The licence of a work as its text gives it, or none, the reason, and the keys a person may choose among."""

    key: str = ""
    words: str = ""
    warnings: tuple[Message, ...] = ()
    candidates: tuple[str, ...] = ()


def stated(text: str) -> Stated:
    """The licence that `text` names, `text` being nothing else: a key, a usual name or an address."""
    if text in catalogue.by_key():
        return Stated(text, text)
    return _stated(text, recognise(text))


def statements(text: str) -> list[Stated]:
    """Every licence named in a prose, in order."""
    return [
        _stated(text[one.start : one.end], one.recognition, start=one.start, end=one.end, about=one.about)
        for one in find_statements(text)
    ]


def settle(text: str, what: Message, *, of_a_picture: bool = False) -> Settled:
    """The one licence that `text` gives `what`. Several that differ, or a name without version, settle nothing.

    Nor does the licence of what a text shows, unless it is asked `of_a_picture`: "Photo : Zoé, CC BY 2.0".
    """
    read = statements(text)
    licences = [statement for statement in read if statement.code != "unlisted" and statement.identity]
    if not licences:
        return _none(read, what)
    if not of_a_picture and all(statement.about in _SHOWN for statement in licences):
        return _of_what_is_shown(licences, what)
    versioned = {_without_version(statement.key) for statement in licences if statement.key}
    licences = [one for one in licences if one.key or one.contradicts or one.identity not in versioned]
    by_identity = {statement.identity: statement for statement in reversed(licences)}
    if len(by_identity) > 1:
        return _several(list(reversed(by_identity.values())), what)
    statement = min(licences, key=lambda one: (not one.contradicts, not one.key))
    words = " ".join(statement.words.split())
    key = statement.ingredient_key if of_a_picture else statement.key
    if key:
        return Settled(key, words)
    return Settled(words=words, warnings=(unsettled(statement, what),), candidates=statement.candidates)


def unsettled(statement: Stated, what: Message) -> Message:
    """The warning for a licence that was named but is not one of the catalogue."""
    words = " ".join(statement.words.split())
    sentences: list[Message] = [
        _("The licence of %(what)s is written “%(words)s”, which does not name one licence.", what=what, words=words),
    ]
    if statement.problem:
        sentences.append(statement.problem)
    if statement.candidates:
        keys = ", ".join(statement.candidates[:_SHOWN_CANDIDATES])
        sentences.append(_("It may be %(keys)s.", keys=keys))
    return joined(sentences)


def _none(read: list[Stated], what: Message) -> Settled:
    """Say that no licence is stated, or which one that the catalogue does not hold."""
    unlisted = [statement for statement in read if statement.code == "unlisted"]
    if not unlisted:
        return Settled(warnings=(_("No licence is stated for %(what)s.", what=what),))
    words = joined([statement.named for statement in unlisted], ", ")
    named = _("The licence of %(what)s is not in our catalogue: %(words)s.", what=what, words=words)
    return Settled(words=words, warnings=(joined([named, *filter(None, (one.problem for one in unlisted[:1]))]),))


def _of_what_is_shown(licences: list[Stated], what: Message) -> Settled:
    names = joined([statement.named for statement in licences], ", ")
    keys = dict.fromkeys(key for statement in licences for key in statement.keys)
    none = _("No licence is stated for %(what)s.", what=what)
    shown = _("%(names)s is said of its pictures or of another part of it.", names=names)
    return Settled(words=names, warnings=(joined([none, shown]),), candidates=tuple(keys))


def _several(licences: list[Stated], what: Message) -> Settled:
    names = joined([statement.named for statement in licences], ", ")
    keys = dict.fromkeys(key for statement in licences for key in statement.keys)
    warning = _("Several licences are stated for %(what)s: %(names)s. Choose one.", what=what, names=names)
    return Settled(words=names, warnings=(warning,), candidates=tuple(keys))


def _stated(words: str, recognition: Recognition, *, start: int = 0, end: int = 0, about: str = "") -> Stated:
    problem = Bilingual(en=recognition.problem.en, fr=recognition.problem.fr) if recognition.problem else None
    code = recognition.problem.code if recognition.problem else ""
    key = recognition.tool.key if recognition.tool else ""
    return Stated(words, key, problem, recognition.candidates, start, end, code, about)


def _without_version(key: str) -> str:
    return re.sub(r"-\d.*$", "", key)
