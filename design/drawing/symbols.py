"""The project's own symbols, on a 24-unit grid with one line weight. Always decorative: words stand beside them."""

from __future__ import annotations

# The five symbols of a licence, then the few that buttons need.
SYMBOLS = {
    "add": '<path d="M12 5v14M5 12h14"/>',
    # one dot that reaches two others
    "share": '<circle cx="5" cy="12" r="2.5"/><circle cx="18.5" cy="5" r="2.5"/><circle cx="18.5" cy="19" r="2.5"/>'
    '<path d="M7.2 10.8 16.2 6.2M7.2 13.2l9 4.6"/>',
    # a pencil and the line it draws
    "change": '<path d="M4 20l1-5L15.5 4.5l4 4L9 19zM13 7l4 4M13 20.5h7.5"/>',
    # a coin
    "sell": '<circle cx="12" cy="12" r="9"/><path d="M15.8 8.6a4.6 4.6 0 1 0 0 6.8M7 11h6M7 13.8h5.4"/>',
    # a person
    "credit": '<circle cx="12" cy="7.5" r="4"/><path d="M4.5 20.5c.5-4.5 3.4-6.6 7.5-6.6s7 2.1 7.5 6.6"/>',
    # two arrows that come back
    "same": '<path d="M4.5 10.5a7.8 7.8 0 0 1 13.8-3.2L20 9.4M20 4.6v4.8h-4.8M19.5 13.5a7.8 7.8 0 0 1-13.8 3.2L4 14.6'
    'M4 19.4v-4.8h4.8"/>',
    "note": '<path d="M5 4.5h14v11l-4.5 4.5H5zM14.5 20v-4.5H19M8.5 9h7M8.5 12.5h4"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/>',
    "copy": '<path d="M9 8.5h11v12H9zM15 8.5v-5H4v12h5"/>',
    "download": '<path d="M12 3.5v11.5M7 10.5l5 5 5-5M4 20.5h16"/>',
    "print": '<path d="M7 8.5v-5h10v5M7 17H3.5V8.5h17V17H17M7 14h10v6.5H7z"/>',
    "arrow": '<path d="M4 12h15M13.5 6.5 19 12l-5.5 5.5"/>',
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "warning": '<path d="M12 4 21 20H3zM12 10.5v4.5M12 17.4v.2"/>',
    "person": '<circle cx="12" cy="7.5" r="4"/><path d="M4.5 20.5c.5-4.5 3.4-6.6 7.5-6.6s7 2.1 7.5 6.6"/>',
}
STRIKE = '<path d="M3.5 20.5l17-17"/>'


def symbol_svg(name: str, *, struck: bool = False) -> str:
    """One symbol as an inline SVG that takes the colour of the text; struck through when the use is forbidden.

    Raise KeyError when there is no such symbol.
    """
    return (
        '<svg class="symbol" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="24" height="24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" '
        f'focusable="false">{SYMBOLS[name]}{STRIKE if struck else ""}</svg>'
    )
