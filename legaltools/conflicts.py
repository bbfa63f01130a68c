"""What the licences of a credited work forbid, whatever its credit holds: changes, or the licence of an adaptation."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from legaltools.catalogue import get
from legaltools.clean import one_line
from legaltools.compat import carry, mix
from legaltools.duties import Duty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from legaltools.compat import Reason
    from legaltools.credit.work import Work
    from legaltools.tool import Tool


def conflicts(work: Work) -> tuple[Duty, ...]:
    """Say which licence a record breaks by what it says: all are of severity `breach`, with the clause that decides.

    `field` is `changes` where a changed work may not be shared at all (ND, no licence), `adapted_from` where the work
    carries a licence that its originals do not permit together, `adapted_from.0` where this one does not; a conflict
    inside an original has its place before it. What is not known is no conflict. Rules: `data/compatibility.json`.
    """
    own = (*_changes(work), *_licence(work))
    inner = [
        replace(conflict, field=f"adapted_from.{place}.{conflict.field}")
        for place, original in enumerate(work.adapted_from)
        for conflict in conflicts(original)
    ]
    return (*own, *inner)


def _changes(work: Work) -> Iterator[Duty]:
    if work.licence and one_line(work.changes).rstrip(". "):
        yield from _breaches("changes", _against_changing(work.licence.key))


@lru_cache(maxsize=1024)
def _against_changing(key: str) -> tuple[Reason, ...]:
    """Give why no adaptation of a work under this licence may be shared; nothing where one may, or nobody knows."""
    targets = mix([get(key)]).targets
    return targets[0].reasons if all(target.verdict == "no" for target in targets) else ()


def _licence(work: Work) -> Iterator[Duty]:
    originals = [(place, one.licence) for place, one in enumerate(work.adapted_from) if one.licence]
    blamed = [(place, reasons) for place, tool in originals if (reasons := _against(work.licence, [tool]))]
    for place, reasons in blamed:
        yield from _breaches(f"adapted_from.{place}", reasons)
    if not blamed:
        yield from _breaches("adapted_from", _against(work.licence, [tool for _place, tool in originals]))


def _against(licence: Tool | None, originals: list[Tool]) -> tuple[Reason, ...]:
    """Give why a work made of these may not carry this licence; without one, why it may carry none."""
    if not originals:
        return ()
    if licence:
        answer = carry(originals, licence)
        return answer.reasons if answer.verdict == "no" else ()
    targets = mix(originals).targets
    return targets[0].reasons if all(target.verdict == "no" for target in targets) else ()


def _breaches(field: str, reasons: Iterable[Reason]) -> Iterator[Duty]:
    for one in reasons:
        yield Duty(field, "breach", one.fr, one.en, one.clause, one.url, url_fr=one.url_fr)
