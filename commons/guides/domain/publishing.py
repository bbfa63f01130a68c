"""What a guide must have before the public sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from commons.guides.references import documents_of, pictures_of
from licences.domain.compliance import check
from licences.domain.messages import compliance_problems, part_problems
from licences.domain.publishing import licence_problems

if TYPE_CHECKING:
    from commons.guides.models import GuidePage
    from licences.domain.publishing import Problems


def guide_problems(guide: GuidePage) -> Problems:
    """Say what keeps a guide from being public, as {field: [sentences]}; empty when nothing does.

    A guide needs a licence, somebody to credit and a step; each picture and file it shows needs a licence, and each
    picture an alternative text unless it is decorative. Rule: design, sections 1 and 5. What it is made from must allow
    its licence, and so for each picture and file: `licences.domain.compliance`.
    """
    pictures = pictures_of(guide)
    parts = [*pictures, *documents_of(guide)]
    problems = licence_problems(guide, parts=parts) | compliance_problems(guide, check(guide, parts=parts))
    for refused in part_problems(parts):
        problems.setdefault("__all__", []).append(refused)
    if not guide.credits:
        problems["credits"] = [_("Write at least one name to credit.")]
    if not guide.steps:
        problems["steps"] = [_("Write at least one step.")]
    for picture in pictures:
        if picture.lacks_alternative:
            message = _("Describe “%(title)s” for people who cannot see it, or tick “decorative”.") % {
                "title": picture.title
            }
            problems.setdefault("__all__", []).append(message)
    return problems
