"""What a guide must have before the public sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from commons.parts import documents_of, pictures_of
from licences.domain.publishing import NotPublishable, licence_problems

if TYPE_CHECKING:
    from commons.models import GuidePage


def guide_problems(guide: GuidePage) -> dict[str, list[str]]:
    """Say what keeps a guide from being public, as {field: [sentences]}; empty when nothing does.

    A guide needs a licence, somebody to credit and a step; each picture and file it shows needs a licence, and each
    picture an alternative text unless it is decorative. Rule: design, sections 1 and 5.
    """
    pictures = pictures_of(guide)
    problems = licence_problems(guide, parts=[*pictures, *documents_of(guide)])
    if not guide.credits:
        problems["credits"] = [_("Write at least one name to credit.")]
    if not guide.steps:
        problems["steps"] = [_("Write at least one step.")]
    for picture in pictures:
        if picture.lacks_alternative:
            message = _("Describe “%(title)s” for people who cannot see it, or tick “decorative”.") % {"title": picture.title}
            problems.setdefault("__all__", []).append(message)
    return problems


def check_guide_publishable(guide: GuidePage) -> None:
    """Raise NotPublishable, with the sentences of `guide_problems`, when there are any."""
    problems = guide_problems(guide)
    if problems:
        raise NotPublishable(problems, title=guide.title)
