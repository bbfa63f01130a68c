"""The credit line of a work: title, authors, source, licence, changes, and what it is adapted from.

One sequence of parts (`credit_parts`) is written three ways, so that the formats always say the same.
"""

from licences.core.credit.line import credit_parts
from licences.core.credit.parts import Line, Mark, Part
from licences.core.credit.work import Author, Work
from licences.core.credit.writers import credit_html, credit_markdown, credit_text

__all__ = [
    "Author",
    "Line",
    "Mark",
    "Part",
    "Work",
    "credit_html",
    "credit_markdown",
    "credit_parts",
    "credit_text",
]
