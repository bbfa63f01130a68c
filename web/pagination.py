"""Which page numbers a list shows: the ends, the neighbours, and gaps between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from collections.abc import Callable

AROUND = 2


def shown_numbers(current: int, *, total: int) -> list[int | None]:
    """Page numbers to show for `total` pages; None stands where some are left out, never for a single one."""
    # One item a page: Django elides by the number of pages.
    numbers = Paginator(range(total), 1).get_elided_page_range(current, on_each_side=AROUND, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


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
