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
    "sound": '<path d="M4 10v4M8 7v10M12 4v16M16 8v8M20 10.5v3"/>',
    "video": '<path d="M3.5 5h17v14h-17zM10 9v6l5-3z"/>',
    "download": '<path d="M12 3.5v11.5M7 10.5l5 5 5-5M4 20.5h16"/>',
    "print": '<path d="M7 8.5v-5h10v5M7 17H3.5V8.5h17V17H17M7 14h10v6.5H7z"/>',
    "arrow": '<path d="M4 12h15M13.5 6.5 19 12l-5.5 5.5"/>',
    "check": '<path d="M4.5 12.5l5 5 10-11"/>',
    "warning": '<path d="M12 4 21 20H3zM12 10.5v4.5M12 17.4v.2"/>',
    "person": '<circle cx="12" cy="7.5" r="4"/><path d="M4.5 20.5c.5-4.5 3.4-6.6 7.5-6.6s7 2.1 7.5 6.6"/>',
    # those of a text that is being written
    "bold": '<path d="M7 4.5h6a3.7 3.7 0 0 1 0 7.5H7zM7 12h7a3.8 3.8 0 0 1 0 7.5H7z"/>',
    "italic": '<path d="M10 4.5h8M6 19.5h8M14.5 4.5l-5 15"/>',
    "list": '<circle cx="5" cy="6" r="1.2"/><circle cx="5" cy="12" r="1.2"/><circle cx="5" cy="18" r="1.2"/>'
    '<path d="M9.5 6H20M9.5 12H20M9.5 18H20"/>',
    "numbers": '<path d="M3.8 5.2 5.6 4v6M3.6 15c.5-1.2 3-1 3 .6 0 1.2-2.6 2.2-3 4h3.2"/>'
    '<path d="M10.5 6.5H20M10.5 12H20M10.5 17.5H20"/>',
    "quotation": '<path d="M10 6.5c-3.5 1-5 3.5-5 7V17h5v-5H7M20 6.5c-3.5 1-5 3.5-5 7V17h5v-5h-3"/>',
    "heading": '<path d="M5 5h14M12 5v15"/>',
    "subheading": '<path d="M7.5 9.5h9M12 9.5V20"/>',
    "link": '<path d="M10 14.5a4.2 4.2 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1.5 1.5"/>'
    '<path d="M14 9.5a4.2 4.2 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1.5-1.5"/>',
    "file": '<path d="M5.5 3h9l4 4v14h-13z"/><path d="M14.5 3v4h4"/>',
    "picture": '<path d="M3.5 4.5h17v15h-17zM3.5 17l5-4.5 3.5 3 4-4 4.5 4"/><circle cx="9" cy="9.5" r="1.6"/>',
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
