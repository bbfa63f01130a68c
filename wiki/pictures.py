"""Pictures that enter while somebody writes a text: a shelf of the pool."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images import get_image_model

from markup.typography import file_size
from web.languages import current_language
from wiki.pool import Refused, are_too_many, content_of, is_filled, newest_saying, pool, whose_problems
from wiki.references import choosable, may, small_files

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from wiki.pool import Answers

PART = "picture"
CHOOSE_ONE = gettext_lazy("Choose one of these pictures, or empty the words to go on without.")


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

    def as_json(self) -> dict[str, Any]:
        return {"address": self.address, "src": self.src, "alt": self.alt}


def may_add(user: Any) -> bool:
    return is_filled() and may("add", user)


def choices(user: Any, words: str) -> list[Shown]:
    """The newest pictures that the person may choose and that say all these words; those of the person for no words."""
    found = choosable(PART, user) if words.strip() else choosable(PART, user).filter(uploaded_by_user=user)
    keys = newest_saying(words, found, ("title", "description"))
    pictures = get_image_model().objects.in_bulk(keys)
    return shown([pictures[key] for key in keys if key in pictures], user)


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
    picture = choosable(PART, user).filter(pk=key).first()
    found = shown([picture], user) if picture else []
    if not found:
        raise Refused({"chosen": _("This picture is not one that you may use: choose another.")})
    return found[0]


def take(upload: UploadedFile[Any] | None, answers: Answers, *, user: Any) -> Shown:
    """Keep a picture that somebody sent, with what they said of it. Raises Refused."""
    if not may_add(user):
        raise Refused({PART: _("You may not add pictures yet: ask somebody who writes here.")})
    problems = _unanswered(answers) | _too_much(upload, user)
    if problems or upload is None:
        raise Refused(problems)
    key = pool().take(content_of(upload), upload.name or "", user=user, answers=answers)
    return shown(list(get_image_model().objects.filter(pk=key)), user)[0]


def _unanswered(answers: Answers) -> dict[str, str]:
    problems = whose_problems(
        answers,
        unsaid=_("Say whether you made this picture or found it elsewhere."),
        unplaced=_("Say where you found it: the address of its page, or its credit."),
    )
    if not answers.decorative and not answers.shows.strip():
        problems["shows"] = _("Say what this picture shows, or that it only decorates.")
    return problems


def _too_much(upload: UploadedFile[Any] | None, user: Any) -> dict[str, str]:
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if upload is None or not upload.size:
        return {PART: _("Choose a picture on your device.")}
    if upload.size > most:
        size = file_size(most, language=current_language())
        return {PART: _("This picture is larger than %(most)s: make it smaller first.") % {"most": size}}
    if are_too_many(get_image_model(), user):
        return {PART: _("That makes many pictures in an hour: add this one a little later.")}
    return {}
