"""What the licence of a work allows at an event: asked of `legaltools`, by the wish that the event is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.compat import advise
from licences.domain.mixing import worst_reply
from programme.enums import Price, Usage

if TYPE_CHECKING:
    from legaltools.compat import Advice
    from legaltools.tool import Tool

# What is followed while something is made, beside what is shown to an audience.
WITH_HANDS = frozenset({"workshop", "mapping", "film-making", "meeting"})


def wishes(kind: str, price: str, use: str) -> tuple[str, ...]:
    """The wishes (keys of `legaltools.compat.INTENTS`) that an event of this `Kind` and `Price` has of a work in such a
    `Usage`. Where people pay, be it what they want, money decides too.
    """
    paid = price != Price.FREE
    found = ["adapt"] if use == Usage.CHANGED else []
    if paid:
        found.append("paid-workshop" if kind in WITH_HANDS else "project-ticket")
    elif not found:
        found.append("project")
    return tuple(found)


def asked(tool: Tool, kind: str, price: str, use: str) -> Advice:
    """The reply of its licence that decides: no, ask, yes if, or yes."""
    replies = [advise(tool, wish) for wish in wishes(kind, price, use)]
    decides = worst_reply(replies)
    return next(reply for reply in replies if reply.answer == decides)


def is_allowed(tool: Tool, kind: str, price: str, use: str) -> bool:
    """Whether nobody has to be asked."""
    return asked(tool, kind, price, use).answer in {"yes", "yes_if"}
