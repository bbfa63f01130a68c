"""Issues of compliance in sentences for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from licences.domain.compliance import check
from licences.domain.waivers import is_waiting
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaltools.compat import Verdict
    from licences.domain.compliance import Compliance, Issue
    from licences.models import LicensedMixin
    from search.publishing import Problems


def sentence(issue: Issue, *, with_clause: bool = True) -> str:
    """Which works, why, and the clause that decides, in the language of the reader."""
    names = get_text_list([_("“%(title)s”") % {"title": name} for name in issue.names], _("and"))
    if issue.reason is None:
        return _("Nobody has said the licence of %(names)s: find it, or ask its authors.") % {"names": names}
    reason = issue.reason.text(current_language())
    words = _("%(names)s: %(reason)s") % {"names": names, "reason": reason}
    return f"{words} ({issue.reason.clause})" if with_clause else words


def sentences(compliance: Compliance, *verdicts: Verdict) -> list[str]:
    return [sentence(issue) for issue in compliance.issues_of(*verdicts)]


def compliance_problems(item: LicensedMixin, compliance: Compliance) -> Problems:
    """What compliance holds against publishing: {"licence": [sentences]}, empty when nothing does.

    A `no` is refused; what is discouraged is refused until somebody keeps it; `unknown` and `ok` pass.
    """
    messages: list[str] = sentences(compliance, "no")
    if is_waiting(item, compliance):
        messages += sentences(compliance, "discouraged")
        messages.append(_("Choose another licence, or tick that you keep this one."))
    return {"licence": [*messages]} if messages else {}


def part_problems(parts: Iterable[LicensedMixin]) -> list[str]:
    """The same of the pictures and files that a work shows, each named: their own sources must allow their licence."""
    problems = [(part.title, compliance_problems(part, check(part)).get("licence", [])) for part in parts]
    return [
        _("In “%(title)s”. %(problem)s") % {"title": title, "problem": problem}
        for title, messages in problems
        for problem in messages
    ]
