"""How a new guide may begin on the site: from a model, from a file, from a text that is pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commons.guides.domain import new_guides
from commons.guides.domain.starters import STARTERS, guide_from_starter
from wiki.kinds import Begun, CannotBegin, Starter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commons.guides.domain.new_guides import NewGuide
    from community.models import User


class GuideBeginnings:
    accept = ".md,.markdown,.txt,.docx,.zip"

    def starters(self) -> Sequence[Starter]:
        return [Starter(starter.key, starter.name, starter.description) for starter in STARTERS]

    def from_starter(self, key: str, *, user: User, language: str) -> Begun:
        try:
            return _begun(lambda: guide_from_starter(key=key, user=user, language=language))
        except KeyError:
            raise CannotBegin(_("There is no such model: choose one of the list.")) from None

    def from_file(self, name: str, content: bytes, *, user: User, language: str) -> Begun:
        return _begun(lambda: new_guides.guide_from_upload(name=name, content=content, user=user, language=language))

    def from_text(self, text: str, *, user: User, language: str) -> Begun:
        return _begun(lambda: new_guides.guide_from_text(text=text, user=user, language=language))


def _begun(make: Callable[[], NewGuide]) -> Begun:
    try:
        made = make()
    except new_guides.CannotRead as error:
        raise CannotBegin(str(error)) from error
    return Begun(made.guide, made.warnings)
