from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What no name holds: ends of lines, and marks that turn the direction of the text around them.
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def one_line_of_text(value: str) -> None:
    """Raises ValidationError for a name that holds an end of line or another character that nobody can see."""
    if _NOT_IN_A_NAME.search(value):
        raise ValidationError(_("Write it on one line, without hidden characters."), code="one_line")
