"""The files that a kit can be taken as, in the words of their links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from exporting.sizes import in_words
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Mapping


def exports(url: str, *, participants: int, sizes: Mapping[str, int]) -> list[dict[str, Any]]:
    """What components/take.html lists, of the kit at this address; materials are counted for so many people.

    `sizes` are about how many bytes each has, by the ending of its file.
    """
    counted = f"?participants={participants}"
    pdf = f"{url}kit.pdf{counted}"
    variants = [
        {"url": f"{pdf}&pour=participants", "label": _("for participants")},
        {"url": f"{pdf}&pour=materiel", "label": _("materials alone")},
        {"url": f"{pdf}&format=livret", "label": _("booklet to fold")},
        {"url": f"{pdf}&encre=eco", "label": _("less ink")},
    ]
    files = [
        _file(pdf, _("All its sheets (PDF)"), _("To print: each guide, what to bring, the credits."), variants),
        _file(
            f"{url}kit.zip{counted}",
            _("Everything in one file (ZIP)"),
            _("Pages, sheets, pictures, files and their licences: to run it without the Internet."),
        ),
        _file(
            f"{url}kit.epub{counted}",
            _("To read on a phone or an e-reader (EPUB)"),
            _("In the size of letters that suits you, without the Internet."),
        ),
        _file(
            f"{url}kit.md", _("The list as text (Markdown)"), _("To bring it to another site, or to change it as text.")
        ),
    ]
    for file in files:
        ending = file["url"].partition("?")[0].rpartition(".")[2]
        file["size"] = in_words(sizes.get(ending), language=current_language())
    return files


def _file(url: str, label: str, text: str, variants: list[dict[str, str]] | None = None) -> dict[str, Any]:
    return {"url": url, "label": label, "text": text, "variants": variants or []}
