"""Ways to take the programme along: files, calendars, a frame and a piece of HTML for other sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from programme.context.filter_form import chips
from programme.context.rows import rows_of
from programme.context.when import day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.utils.safestring import SafeString

    from programme.context.filters import Filters
    from programme.context.values import Occasion, Programme

MOST_IN_A_FRAME, MOST_IN_A_SNIPPET = 40, 12
FRAME_HEIGHT = 480  # pixels
# Back to what the browser itself draws, whatever the page that it is pasted into says of each element, and louder than
# its own “!important”. What is inherited ends at the box around it, in the reader's colours.
PLAIN = "all:revert!important"
BOX_RULES = (
    "all:initial",
    "display:block",
    "box-sizing:border-box",
    "max-width:100%",
    "padding:1rem",
    "color-scheme:light dark",
    "background:Canvas",
    "color:CanvasText",
    "font:16px/1.5 system-ui,sans-serif",
    "overflow-wrap:anywhere",
)
BOX = ";".join(f"{rule}!important" for rule in BOX_RULES)


@dataclass(frozen=True, slots=True)
class FramedDay:
    title: str
    rows: list[Any]


def coming(programme: Programme, filters: Filters, *, now: datetime, most: int) -> tuple[list[Occasion], int]:
    """What is not over yet and was asked for, in the order of time, `most` of it; and how much more there is.

    Exhibitions come after the rest of the days: they are always on.
    """
    found = [one for one in programme.occasions if one.end > now and filters.matches(one)]
    found.sort(key=lambda one: (one.is_long and one.start <= now, one.start, one.key))
    return found[:most], max(0, len(found) - most)


def frame_context(programme: Programme, filters: Filters, *, now: datetime) -> dict[str, Any]:
    shown, more = coming(programme, filters, now=now, most=MOST_IN_A_FRAME)
    days: dict[str, list[Occasion]] = {}
    for one in shown:
        on_for_long = one.is_long and one.start <= now
        days.setdefault(_("All along") if on_for_long else day_in_words(one.day, with_year=True), []).append(one)
    query = filters.query()
    return {
        "programme": programme,
        "days": [FramedDay(title[:1].upper() + title[1:], rows_of(found)) for title, found in days.items()],
        "more": more,
        "only": [chip.label for chip in chips(programme, filters, lambda _filters: "")],
        "full_url": f"{programme.full_url}?{query}" if query else programme.full_url,
    }


def frame_code(programme: Programme, filters: Filters) -> SafeString:
    """What another site pastes: our page in a frame, which no style of theirs reaches."""
    query = f"?{filters.query()}" if filters else ""
    return format_html(
        '<iframe src="{}integrer/{}" title="{}" width="100%" height="{}" loading="lazy" style="border:0"></iframe>',
        programme.full_url, query, programme.title, FRAME_HEIGHT,
    )  # fmt: skip


def snippet(programme: Programme, filters: Filters, *, now: datetime) -> SafeString:
    """The next dates as HTML to paste, without script or frame. It stays as it is: what changes later is not in it."""
    shown, _more = coming(programme, filters, now=now, most=MOST_IN_A_SNIPPET)
    return format_html(
        '<section style="{}" lang="fr">\n<p style="{}"><strong style="{}">{}</strong></p>\n<ul style="{}">\n{}\n</ul>\n'
        '<p style="{}"><a style="{}" href="{}">{}</a></p>\n</section>',
        BOX, PLAIN, PLAIN, programme.title, PLAIN, _items(shown), PLAIN, PLAIN,
        programme.full_url + (f"?{filters.query()}" if filters else ""),
        _("All of the programme"),
    )  # fmt: skip


def _items(occasions: Iterable[Occasion]) -> SafeString:
    rows = rows_of(occasions, with_year=True)
    root = settings.BASE_URL
    return format_html_join(
        "\n",
        '<li style="{}"><a style="{}" href="{}">{}</a><br style="{}">'
        '<time style="{}" datetime="{}">{}</time>{}</li>',
        (
            (
                PLAIN, PLAIN, row.url if "://" in row.url else root + row.url, row.title, PLAIN,
                PLAIN, row.start.isoformat(),
                row.when, "".join(f" · {words}" for words in _said(row)),
            )
            for row in rows
        ),
    )  # fmt: skip


def _said(row: Any) -> list[str]:
    return [one for one in (row.where, *(mark.words for mark in row.marks if mark.tone != "good")) if one]


def webcal(url: str) -> str:
    """The address that programs subscribe to: by it a phone asks for its calendar at once."""
    return f"webcal://{url.partition('://')[2]}"
