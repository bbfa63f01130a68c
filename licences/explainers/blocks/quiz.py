from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ListBlock, StructBlock, TextBlock
from wagtail.blocks.struct_block import StructBlockValidationError

MOST_ANSWERS = 6


class AnswerBlock(StructBlock):
    text = CharBlock(label=_("Answer"), max_length=300)
    right = BooleanBlock(label=_("This is the right one"), required=False)
    why = TextBlock(label=_("Why"), max_length=600, rows=2, help_text=_("Shown once the person has answered."))

    class Meta:
        label = _("Answer")
        label_format = "{text}"


class QuestionBlock(StructBlock):
    """A question with one right answer among several."""

    question = CharBlock(label=_("Question"), max_length=300)
    answers = ListBlock(AnswerBlock(), label=_("Answers"), min_num=2, max_num=MOST_ANSWERS)

    class Meta:
        icon = "help"
        label = _("Question")
        label_format = "{question}"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if sum(answer["right"] for answer in cleaned["answers"]) != 1:
            message = ValidationError(_("Say which answer is the right one: exactly one."))
            raise StructBlockValidationError(block_errors={"answers": message})
        return cleaned
