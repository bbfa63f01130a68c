"""The editor of texts, with what a text may hold: nothing of it is lost by opening and saving."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.html_to_contentstate import BlockElementHandler, HtmlToContentStateHandler
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea, DraftailRichTextAreaAdapter
from wagtail.admin.telepath import register

from markup.editing import from_lines, to_lines

if TYPE_CHECKING:
    from wagtail.rich_text.feature_registry import FeatureRegistry

CODE, ROW = "code-block", "table-row"
_SPACE_IN_A_MARK = re.compile(r"( +)((?:</(?:b|i|s|sup|sub)>)+)")


class _Reader(HtmlToContentStateHandler):
    """Wagtail's reader, which would put the lines of code in one."""

    def handle_data(self, content: str) -> None:
        block = self.state.current_block
        if block is not None and block.type == CODE:
            block.text += content
        else:
            super().handle_data(content)


class _Around:
    """An element that only holds lines."""

    def handle_starttag(self, *_: object) -> None:
        """The lines say it all."""

    def handle_endtag(self, *_: object) -> None:
        """The lines say it all."""


class Converter(ContentstateConverter):
    def __init__(self, features: list[str] | None = None) -> None:
        super().__init__(features)
        self.html_to_contentstate_handler = _Reader(features)

    def from_database_format(self, html: str) -> str:
        return str(super().from_database_format(to_lines(html)))

    def to_database_format(self, contentstate_json: str) -> str:
        # Wagtail reads a space at the end of a mark as one behind it: written there, the text is the same ever after.
        return _SPACE_IN_A_MARK.sub(r"\2\1", from_lines(super().to_database_format(contentstate_json)))


class TextArea(DraftailRichTextArea):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.converter = Converter(self.features)


register(DraftailRichTextAreaAdapter(), TextArea)


def register_features(features: FeatureRegistry) -> None:
    """Blocks of code, and tables: a line is a row, a bar parts its cells, a first row in bold holds the headings."""
    code = {"type": CODE, "icon": "code", "description": _("Block of code")}
    row = {
        "type": ROW,
        "icon": "table",
        "description": _("Row of a table: a bar | between the cells, the headings in bold"),
    }
    for name, button, rule in (
        (CODE, code, ("pre", {"element": "pre"})),
        ("table", row, ("tr", {"element": "tr", "wrapper": "table"})),
    ):
        features.register_editor_plugin("draftail", name, draftail_features.BlockFeature(button))
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {rule[0]: BlockElementHandler(button["type"]), "table": _Around()},
                "to_database_format": {"block_map": {button["type"]: rule[1]}},
            },
        )
