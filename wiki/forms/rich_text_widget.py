"""How a rich text is drawn in a form and what comes back: Markdown, or HTML where the script has taken over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.utils.html import escape
from django.utils.safestring import mark_safe

from wiki.forms.pool_panel import Panel, Sent, panel_context, sent_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wiki.references import References

MARKDOWN, HTML = "markdown", "html"
_HEADING = re.compile(r"h[2-4]")
_PICTURE = re.compile(r'<img src="images/(\d{1,18})"')


class Typed(NamedTuple):
    """What was sent: `form` says which of the two the text is; `picture` what came in the panel beside it."""

    text: str
    form: str
    picture: Sent

    @property
    def says_nothing(self) -> bool:
        return not (self.text or self.picture.is_something)


class Drawn(NamedTuple):
    """What the field shows: its Markdown, and the same as HTML where the visual editor carries it."""

    markdown: str
    html: str = ""
    is_visual: bool = False
    panel: Panel | None = None


class RichTextWidget(forms.Textarea):
    template_name = "wiki/rich_text.html"
    features: frozenset[str] = frozenset()
    language = ""
    references: References
    own_licence: Callable[[], str]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 8, "class": "rich-text__source", "autocomplete": "off", **(attrs or {})})

    @property
    def needs_multipart_form(self) -> bool:  # type: ignore[override]
        return "image" in self.features

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed | None:
        text = data.get(name)
        if text is None:
            return None
        form = HTML if data.get(f"{name}-form") == HTML else MARKDOWN
        return Typed(text.replace("\r\n", "\n"), form, sent_in(data, files, name))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:  # noqa: ARG002 -- Django's signature
        return name not in data

    def format_value(self, value: Any) -> str:
        return value.markdown if isinstance(value, Drawn) else str(value or "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        drawn = value if isinstance(value, Drawn) else Drawn(self.format_value(value))
        language = self.language or self.references.language()
        if language:
            context["widget"]["attrs"]["lang"] = language
        headings = sorted(name for name in self.features if _HEADING.fullmatch(name))
        return context | {
            "drawn": drawn,
            "visual": self.visual(drawn.html),
            "features": " ".join(sorted(self.features)),
            "offered": self.features,
            "heading": "#" * int(headings[0][1]) if headings else "",
            "panel": panel_context(self, name, drawn.panel) if "image" in self.features else None,
        }

    def visual(self, html: str) -> str:
        """What the editor starts with: pictures have the address of a file that exists, where the person may see it."""
        keys = {int(key) for key in _PICTURE.findall(html)}
        files = self.references.thumbnails(keys) if keys else {}

        def shown(match: re.Match[str]) -> str:
            return f'<img src="{escape(files.get(int(match[1]), ""))}" data-address="images/{match[1]}"'

        return mark_safe(_PICTURE.sub(shown, html))  # noqa: S308 -- cleaned by markup
