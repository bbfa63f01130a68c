"""What a guide must have before the public sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from commons.guides.references import shown_by
from commons.lineage.domain.rules import lineage_problems
from licences.domain.compliance import check
from licences.domain.messages import compliance_problems, part_problems
from licences.models.published import licence_problems

if TYPE_CHECKING:
    from commons.guides.models import GuidePage
    from commons.guides.references import Shown
    from licences.domain.compliance import Compliance
    from search.publishing import Problems


@dataclass(frozen=True, slots=True)
class GuideCheck:
    """What the licences of a guide and of its parts allow, and all that keeps it from being public."""

    compliance: Compliance
    problems: Problems


def check_guide(guide: GuidePage) -> GuideCheck:
    """Check a guide with all that it shows; two queries, and one a generation of what it is made from here."""
    shown = shown_by(guide)
    compliance = check(guide, parts=shown.parts)
    problems = {**guide_problems(guide, shown=shown, compliance=compliance)}
    for name, sentences in lineage_problems(guide).items():
        problems[name] = [*problems.get(name, []), *sentences]
    return GuideCheck(compliance, problems)


def guide_problems(guide: GuidePage, *, shown: Shown, compliance: Compliance) -> Problems:
    """Say what keeps a guide from being public, as {field: [sentences]}; empty when nothing does. No query.

    A guide needs a licence, somebody to credit and a step; each picture and file it shows needs a licence, and each
    picture an alternative text unless it is decorative. Rule: design, sections 1 and 5. What it is made from must allow
    its licence, and so for each picture and file: `licences.domain.compliance`.
    """
    problems = licence_problems(guide, parts=shown.parts) | compliance_problems(guide, compliance)
    for refused in part_problems(shown.parts):
        problems.setdefault("__all__", []).append(refused)
    if not guide.credits:
        problems["credits"] = [_("Write at least one name to credit.")]
    if not guide.steps:
        problems["steps"] = [_("Write at least one step.")]
    for picture in shown.pictures:
        if picture.lacks_alternative:
            message = _("Describe “%(title)s” for people who cannot see it, or tick “decorative”.") % {
                "title": picture.title
            }
            problems.setdefault("__all__", []).append(message)
    return problems
