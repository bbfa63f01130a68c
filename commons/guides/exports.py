"""What a guide leaves the site as: one registered object an export, from which its route and its link are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from commons.guides.domain.export import archive_of, text_of
from commons.guides.references import has_parts
from design.drawing.social_card import cover_png

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.utils.functional import _StrPromise as LazyText

    from commons.guides.models import GuidePage


@dataclass(frozen=True, slots=True)
class Export:
    """A file made of a guide. `filename` is what its address ends on, below that of the guide.

    `label` and `text` are the words of its link; without a label nothing links to it. `is_offered` says whether a guide
    has anything to put in it. With `max_age`, in seconds, it is shown rather than saved, and may be cached.
    """

    name: str
    filename: str
    content_type: str
    write: Callable[[GuidePage], str | bytes | IO[bytes]]
    label: LazyText | str = ""
    text: LazyText | str = ""
    is_offered: Callable[[GuidePage], bool] = lambda _guide: True
    max_age: int = 0


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


def links(guide: GuidePage, url: str) -> list[dict[str, str]]:
    """The exports that a page offers: `url`, `label`, `text`, `content_type`; the argument is the guide's address."""
    return [
        {
            "url": f"{url}{one.filename}",
            "label": str(one.label),
            "text": str(one.text),
            "content_type": one.content_type.partition(";")[0],
        }
        for one in exports()
        if one.label and one.is_offered(guide)
    ]


register(
    Export(
        "archive",
        "guide.zip",
        "application/zip",
        archive_of,
        label=_("Everything in one file (ZIP)"),
        text=_("The text, the pictures and the files: to run it without the Internet, or to keep it."),
        is_offered=has_parts,
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
