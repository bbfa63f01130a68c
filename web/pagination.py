"""Which page numbers a list shows: the ends, the neighbours, and gaps between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

AROUND = 2


def shown_numbers(current: int, *, total: int) -> list[int | None]:
    """Page numbers to show for `total` pages; None stands where some are left out, never for a single one."""
    near = {1, total, *range(current - AROUND, current + AROUND + 1)}
    near |= {number for number in (2, total - 1) if {number - 1, number + 1} <= near}
    numbers: list[int | None] = []
    for number in sorted(value for value in near if 1 <= value <= total):
        if numbers and numbers[-1] != number - 1:
            numbers.append(None)
        numbers.append(number)
    return numbers


def pagination_context(current: int, *, total: int, url_of: Callable[[int], str]) -> dict[str, Any]:
    """What components/pagination.html takes; `url_of` gives the address of a page number."""
    return {
        "page_number": current,
        "page_count": total,
        "pages": [
            {"number": number, "url": url_of(number) if number else ""}
            for number in shown_numbers(current, total=total)
        ],
        "previous_url": url_of(current - 1) if current > 1 else "",
        "next_url": url_of(current + 1) if current < total else "",
    }
