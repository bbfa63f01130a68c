from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock

from commons.guides.blocks.text import NOTE_FEATURES, TEXT_FEATURES


class StepBlock(StructBlock):
    """One moment of the workshop."""

    title = CharBlock(label=_("Title"), max_length=200)
    minutes = IntegerBlock(label=_("Duration in minutes"), required=False, min_value=1, max_value=14_400)
    text = RichTextBlock(
        label=_("Instructions"), required=False, features=TEXT_FEATURES, help_text=_("What you say and what people do.")
    )
    note = RichTextBlock(
        label=_("Facilitation note"),
        required=False,
        features=NOTE_FEATURES,
        help_text=_("For the person who runs the workshop: what works, what to watch, how to start again."),
    )
    files = ListBlock(DocumentChooserBlock(label=_("File")), label=_("Files of this step"), default=[])

    class Meta:
        icon = "list-ol"
        label = _("Step")
        label_format = "{title}"
