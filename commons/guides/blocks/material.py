from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, DecimalBlock, IntegerBlock, StructBlock, URLBlock

from commons.guides.enums import Per


class MaterialBlock(StructBlock):
    """One thing to bring, with a quantity that the calculator multiplies."""

    name = CharBlock(label=_("What"), max_length=200)
    quantity = DecimalBlock(label=_("How many"), required=False, min_value=0, max_digits=9, decimal_places=2)
    unit = CharBlock(
        label=_("Unit"), required=False, max_length=20, help_text=_("“g”, “m”, “litres”…; nothing for what one counts.")
    )
    per = ChoiceBlock(label=_("Counted"), choices=Per.choices, default=Per.WORKSHOP)
    group_size = IntegerBlock(label=_("People in a small group"), required=False, min_value=1, max_value=1000)
    note = CharBlock(label=_("Remark"), required=False, max_length=300)
    url = URLBlock(label=_("Link"), required=False)

    class Meta:
        icon = "clipboard-list"
        label = _("Material")
        label_format = "{quantity} {name}"
