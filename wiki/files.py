"""Files that enter while somebody writes, of a step or of the whole: a shelf of the pool."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model

from markup.typography import file_size
from web.languages import current_language
from wiki.pool import Refused, are_too_many, content_of, is_filled, newest_saying, pool, whose_problems
from wiki.references import choosable, may

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from wiki.pool import Answers

PART = "document"  # as `wiki.references` names it
CHOOSE_ONE = gettext_lazy("Choose one of these files, or empty the words to go on without.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that may be given to readers; `extension` in capitals, as cards say it: PDF."""

    key: int
    title: str
    extension: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"key": self.key, "title": self.title, "extension": self.extension}


def may_add(user: Any) -> bool:
    return is_filled() and may("add", user, PART)


def choices(user: Any, words: str) -> list[Shown]:
    """The newest files that the person may choose and that say all these words; those of the person for no words."""
    found = choosable(PART, user)
    found = found if words.strip() else found.filter(uploaded_by_user=user)
    return shown(newest_saying(words, found, ("title", "file")))


def shown(keys: list[int]) -> list[Shown]:
    documents = get_document_model().objects.in_bulk(keys)
    return [Shown(key, documents[key].title, documents[key].file_extension.upper()) for key in keys if key in documents]


def chosen(user: Any, key: int) -> Shown:
    """A file of the pool. Raises Refused for one that the person may not choose, or that is not there."""
    document = choosable(PART, user).filter(pk=key).first()
    if document is None:
        raise Refused({"chosen": _("This file is not one that you may use: choose another.")})
    return Shown(document.pk, document.title, document.file_extension.upper())


def take(upload: UploadedFile[Any] | None, answers: Answers, *, user: Any) -> Shown:
    """Keep a file that somebody sent, with what they said of it. Raises Refused."""
    if not may_add(user):
        raise Refused({PART: _("You may not add files yet: ask somebody who writes here.")})
    problems = _unanswered(answers) | _wrong(upload, user)
    if problems or upload is None:
        raise Refused(problems)
    key = pool().take_file(content_of(upload), upload.name or "", user=user, answers=answers)
    return shown([key])[0]


def _unanswered(answers: Answers) -> dict[str, str]:
    return whose_problems(
        answers,
        unsaid=_("Say whether you made this file or found it elsewhere."),
        unplaced=_("Say where you found it: the address of its page, or its credit."),
    )


def _wrong(upload: UploadedFile[Any] | None, user: Any) -> dict[str, str]:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if upload is None or not upload.size:
        return {PART: _("Choose a file on your device.")}
    if upload.size > most:
        size = file_size(most, language=current_language())
        return {PART: _("This file is larger than %(most)s: make it smaller first.") % {"most": size}}
    known = settings.WAGTAILDOCS_EXTENSIONS
    if PurePosixPath(upload.name or "").suffix.lstrip(".").lower() not in known:
        sentence = _("Files of this sort cannot be shared here. Those that can: %(known)s.")
        return {PART: sentence % {"known": ", ".join(known)}}
    if are_too_many(get_document_model(), user):
        return {PART: _("That makes many files in an hour: add this one a little later.")}
    return {}
