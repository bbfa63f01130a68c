from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from commons.guides.blocks.text import TEXT_FEATURES
from commons.guides.enums import SectionKind


class SectionBlock(StructBlock):
    """An optional heading with its text."""

    kind = ChoiceBlock(label=_("Heading"), choices=SectionKind.choices)
    title = CharBlock(
        label=_("Your own heading"), required=False, max_length=200, help_text=_("Only with “A heading of your own”.")
    )
    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["kind"] == SectionKind.OTHER and not cleaned["title"]:
            raise StructBlockValidationError({"title": ValidationError(_("Write the heading."))})
        return cleaned

    class Meta:
        icon = "title"
        label = _("Section")
        label_format = "{kind} {title}"
