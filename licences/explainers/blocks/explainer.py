from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, CharBlock, RichTextBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

INSIDE_OR_WHOLE = RegexValidator(
    r"^(/(?!/)|https?://)", _("Write an address inside the site, such as /guides/, or a whole one with https://.")
)
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "code"]
CELL_FEATURES = ["bold", "italic", "link", "code"]


class TableBlock(TypedTableBlock):
    """A table of words; it scrolls sideways on a narrow screen."""

    def __init__(self, **kwargs: Any) -> None:
        cells = [("text", RichTextBlock(label=_("Text"), features=CELL_FEATURES, required=False))]
        super().__init__(cells, **kwargs)

    class Meta:
        icon = "table"
        label = _("Table")


class LinkBlock(StructBlock):
    """Something to try at the end of the page. The address may be inside the site or a whole one."""

    label = CharBlock(label=_("Words"), max_length=120)
    url = CharBlock(label=_("Address"), max_length=500, validators=[INSIDE_OR_WHOLE])

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label}"


def explainer_blocks() -> list[tuple[str, Block]]:
    """What the text of an explainer is made of."""
    return [
        ("text", RichTextBlock(label=_("Text"), features=TEXT_FEATURES, icon="pilcrow")),
        ("note", RichTextBlock(label=_("Note"), features=["bold", "italic", "ol", "ul", "link"], icon="info-circle")),
        ("table", TableBlock()),
    ]
