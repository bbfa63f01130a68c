"""The credit line of a work: title, authors, source, licence, changes, and what it is adapted from.

One sequence of parts (`credit_parts`) is written in every format, so that the formats always say the same.
"""

from licences.core.credit.bibtex import credit_bibtex
from licences.core.credit.html import credit_html
from licences.core.credit.line import credit_parts
from licences.core.credit.markdown import credit_markdown
from licences.core.credit.parts import Line, Mark, Part
from licences.core.credit.text import credit_short, credit_spoken, credit_text
from licences.core.credit.wikitext import credit_wikitext
from licences.core.credit.work import Author, Work

__all__ = [
    "Author",
    "Line",
    "Mark",
    "Part",
    "Work",
    "credit_bibtex",
    "credit_html",
    "credit_markdown",
    "credit_parts",
    "credit_short",
    "credit_spoken",
    "credit_text",
    "credit_wikitext",
]
