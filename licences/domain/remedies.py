"""What to do about an issue: a licence that is possible, leave to ask, the same thing unchanged, something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from legaltools import catalogue
from legaltools.compat import SourceWork, carry, mix
from licences.sources import USES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from licences.domain.compliance import Issue, Rows

MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Remedy:
    """A thing to do; `url` is empty when it is done in the same form."""

    words: str
    url: str = ""


def possible_licences(sources: Rows) -> list[str]:
    """Labels of the licences that these sources leave possible without reserve, the usual ones first; some at most."""
    made = [
        SourceWork(catalogue.get(row["licence"]), USES[row["kind"]])
        for row in sources
        if row["licence"] in catalogue.by_key() and USES[row["kind"]] != "collection"
    ]
    return [tool.label for tool in mix(made).allowed()][:MOST_NAMED] if made else []


def remedies(issue: Issue, *, licence: str, possible: Iterable[str] = ()) -> list[Remedy]:
    """Give what can be done about an issue on a work under `licence` (a key), the easiest first.

    `possible` are labels from `possible_licences`. Nothing is given where all is well or nothing is known.
    """
    if issue.verdict not in {"no", "discouraged"}:
        return []
    names = get_text_list(list(possible), _("or")) if not issue.is_part else ""
    ways = [Remedy(_("Choose another licence for your work: %(names)s.") % {"names": names})] if names else []
    ways.append(_leave(issue))
    ways.append(Remedy(_("With written leave, note “used with permission” as the licence of what you take.")))
    if issue.use == "adaptation":
        ways.append(Remedy(_("Show it unchanged, in a collection."), _mixer(issue, "collection")))
    ways.append(Remedy(_("Find something else that may be used so."), _equivalents(issue, licence)))
    return ways


def _leave(issue: Issue) -> Remedy:
    """The mixer drafts a letter where no licence at all is possible; elsewhere it says which are."""
    if mix([SourceWork(catalogue.get(key), issue.use) for key in issue.keys]).blocking:
        return Remedy(_("Ask for leave: a letter is ready."), _mixer(issue, issue.use))
    return Remedy(_("Ask for leave, or see what may be made of it."), _mixer(issue, issue.use))


def _mixer(issue: Issue, use: str) -> str:
    asked = [*(("source", key) for key in issue.keys), ("use", use)]
    return f"{reverse('licence_mixer')}?{urlencode(asked)}"


def _equivalents(issue: Issue, licence: str) -> str:
    """A search for the same words among the families of licences that would allow it."""
    target = catalogue.get(licence)
    today = map(catalogue.get, catalogue.CURRENT)
    families = [tool.family for tool in today if carry([SourceWork(tool, issue.use)], target).verdict == "ok"]
    asked = [("q", issue.names[0]), *(("licence", family) for family in dict.fromkeys(families))]
    return f"{reverse('search:results')}?{urlencode(asked)}"
