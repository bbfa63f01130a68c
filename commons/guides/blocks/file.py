from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock

from commons.guides.enums import FileRole


class FileBlock(StructBlock):
    """A file of the kit. Its licence and credits are its own, kept with the document."""

    document = DocumentChooserBlock(label=_("File"))
    role = ChoiceBlock(label=_("What for"), choices=FileRole.choices)
    copies = CharBlock(label=_("Copies"), required=False, max_length=80, help_text=_("“One for two people”, “30”…"))
    two_sided = BooleanBlock(label=_("Two-sided"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("File")
        label_format = "{document}"
