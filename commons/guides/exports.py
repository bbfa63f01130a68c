"""What a guide leaves the site as: one registered object an export, from which its route and its link are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from commons.guides.bundles import bundle_of
from commons.guides.domain.export import text_of
from design.addresses import address
from design.drawing.social_card import cover_png
from exporting.delivery import deliver
from exporting.sizes import in_words
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpRequest, HttpResponseBase
    from django.utils.functional import _StrPromise as LazyText

    from commons.guides.models import GuidePage


@dataclass(frozen=True, slots=True)
class Export:
    """A file made of a guide. `filename` is what its address ends on, below that of the guide.

    `label` and `text` are the words of its link; without a label nothing links to it. `is_offered` says whether a guide
    has anything to put in it. With `max_age`, in seconds, it is shown rather than saved, and may be cached. Either
    `write` gives its content at once, or `respond` answers the request. `variants` are other files that its address
    gives: pairs of parameters and a label.
    """

    name: str
    filename: str
    content_type: str
    write: Callable[[GuidePage], str | bytes] | None = None
    respond: Callable[[HttpRequest, GuidePage], HttpResponseBase] | None = None
    label: LazyText | str = ""
    text: LazyText | str = ""
    is_offered: Callable[[GuidePage], bool] = lambda _guide: True
    max_age: int = 0
    variants: tuple[tuple[str, LazyText], ...] = ()


_registered: dict[str, Export] = {}


def register(export: Export) -> None:
    """Add an export, before the addresses of the site are read: in `AppConfig.ready`, or below.

    Raises ValueError when another has its file name.
    """
    if export.filename in _registered:
        message = f"There is an export “{export.filename}” already."
        raise ValueError(message)
    _registered[export.filename] = export


def exports() -> Iterable[Export]:
    """In the order of registration, which is that of the links."""
    return _registered.values()


def export_of(filename: str) -> Export | None:
    return _registered.get(filename)


def url_of(name: str, guide_url: str) -> str:
    """The address of an export of the guide that has this address. Raises StopIteration when none has the name."""
    return guide_url + next(one.filename for one in exports() if one.name == name)


def route() -> str:
    """The regular expression of the addresses of all exports, whatever the guide."""
    return rf"^((?:[\w\-]+/)+(?:{'|'.join(map(re.escape, _registered))}))$"


def links(
    guide: GuidePage, url: str, *, participants: int | None = None, sizes: Mapping[str, int] | None = None
) -> list[dict[str, Any]]:
    """The exports that a page offers: `url`, `label`, `size`, `text`, `content_type`, `variants`; `url` is the guide's
    address.

    With `participants`, the number that a reader asked for, the materials in them are counted for as many. `sizes` are
    about how many bytes each has, by the ending of its file.
    """
    counted = [f"participants={participants}"] if participants else []

    def file_at(one: Export, *parameters: str) -> str:
        asked = "&".join([*parameters, *(counted if one.respond else [])])
        return f"{url}{one.filename}?{asked}" if asked else f"{url}{one.filename}"

    return [
        {
            "url": file_at(one),
            "label": str(one.label),
            "size": in_words((sizes or {}).get(one.filename.rpartition(".")[2]), language=current_language()),
            "text": str(one.text),
            "content_type": one.content_type.partition(";")[0],
            "variants": [{"url": file_at(one, words), "label": str(label)} for words, label in one.variants],
        }
        for one in exports()
        if one.label and one.is_offered(guide)
    ]


def _built(ending: str) -> Callable[[HttpRequest, GuidePage], HttpResponseBase]:
    """One of the formats that every bundle has."""

    def respond(request: HttpRequest, guide: GuidePage) -> HttpResponseBase:
        return deliver(
            request, ending, lambda options: bundle_of(guide, participants=options.participants), back=address(guide)
        )

    return respond


register(
    Export(
        "sheet",
        "guide.pdf",
        "application/pdf",
        respond=_built("pdf"),
        label=_("The sheet (PDF)"),
        text=_("To print and pin on the wall: steps, materials to tick, credits."),
        variants=(
            ("pour=participants", _("for participants")),
            ("pour=materiel", _("materials alone")),
            ("format=livret", _("booklet to fold")),
            ("encre=eco", _("less ink")),
        ),
    )
)
register(
    Export(
        "archive",
        "guide.zip",
        "application/zip",
        respond=_built("zip"),
        label=_("Everything in one file (ZIP)"),
        text=_("The page, the sheet, the pictures, the files and their licences: to run it without the Internet."),
    )
)
register(
    Export(
        "book",
        "guide.epub",
        "application/epub+zip",
        respond=_built("epub"),
        label=_("To read on a phone or an e-reader (EPUB)"),
        text=_("In the size of letters that suits you, without the Internet."),
    )
)
register(
    Export(
        "markdown",
        "guide.md",
        "text/markdown; charset=utf-8",
        text_of,
        label=_("The text alone (Markdown)"),
        text=_("To adapt it in a text editor or a wiki, or to bring it to another site."),
    )
)
register(
    Export(
        "social_card",
        "carte.png",
        "image/png",
        lambda guide: cover_png(guide.title, theme=guide.theme),
        max_age=86_400,
    )
)
