"""What an address of a file asks for: filters of the programme, or a list of one's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.context.filters import PARAMETERS, Filters, read_filters
from web.api.errors import BadParameter, UnacceptableQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import QueryDict

    from programme.context.values import Occasion

# Occurrences that somebody chose, by their UUIDs with commas between. An address has some 8 000 characters at most.
CHOSEN, MOST_CHOSEN = "seances", 200
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`matches` is None for the whole programme; `words` say in a title that it is not all of it. `filters` are those
    of the address, and `is_chosen` that it names dates one by one.
    """

    matches: Callable[[Occasion], bool] | None
    words: str = ""
    filters: Filters = field(default_factory=Filters)
    is_chosen: bool = False


def narrowed(data: QueryDict, *, others: Iterable[str] = ()) -> Narrowed:
    """Read filters and `seances`. Raises UnacceptableQuery, with a sentence for each thing that it cannot understand.

    A page would leave it out; a calendar would show too much, or nothing, and nobody would know. `others` are
    parameters that somebody else reads.
    """
    filters, wrong = read_filters(data)
    problems = [BadParameter(name, sentence) for name, sentence in wrong]
    known = {*PARAMETERS, CHOSEN, *others}
    problems += [
        BadParameter(name[:LONGEST_NAME], _("There is no such parameter.")) for name in data if name not in known
    ]
    chosen, refused = _chosen(data)
    problems += refused
    if problems:
        raise UnacceptableQuery(*problems)
    if not filters and chosen is None:
        return Narrowed(None)

    def matches(one: Occasion) -> bool:
        return (chosen is None or one.uuid in chosen) and filters.matches(one)

    is_chosen = chosen is not None
    return Narrowed(matches, _("my selection") if is_chosen else _("a part of it"), filters, is_chosen)


def _chosen(data: QueryDict) -> tuple[frozenset[str] | None, list[BadParameter]]:
    if CHOSEN not in data:
        return None, []
    asked = [part.strip() for part in str(data[CHOSEN]).split(",", MOST_CHOSEN) if part.strip()]
    if len(asked) > MOST_CHOSEN:
        sentence = ngettext(
            "A list has %(most)d date at most.", "A list has %(most)d dates at most.", MOST_CHOSEN
        ) % {"most": MOST_CHOSEN}  # fmt: skip
        return None, [BadParameter(CHOSEN, sentence)]
    try:
        return frozenset(str(UUID(part)) for part in asked), []
    except ValueError:
        return None, [BadParameter(CHOSEN, _("A list names dates by their identifiers, with a comma between."))]
