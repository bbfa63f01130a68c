"""The credit line of a work: title, authors, source, licence, changes, and what it is adapted from.

One sequence of segments (`credit_line`) is written in every format, so that the formats always say the same.
"""

from legaltools.credit.bibtex import credit_bibtex
from legaltools.credit.html import credit_html
from legaltools.credit.line import credit_line
from legaltools.credit.markdown import credit_markdown
from legaltools.credit.segments import CreditLine, Role, Segment
from legaltools.credit.text import credit_short, credit_spoken, credit_text
from legaltools.credit.wikitext import credit_wikitext
from legaltools.credit.work import Author, Work

# Every form of a credit by its key, in the order to show them: `write(work, language)`.
WRITERS = {
    "text": credit_text,
    "html": credit_html,
    "markdown": credit_markdown,
    "wikitext": credit_wikitext,
    "short": credit_short,
    "spoken": credit_spoken,
    "bibtex": credit_bibtex,
}

__all__ = [
    "WRITERS",
    "Author",
    "CreditLine",
    "Role",
    "Segment",
    "Work",
    "credit_bibtex",
    "credit_html",
    "credit_line",
    "credit_markdown",
    "credit_short",
    "credit_spoken",
    "credit_text",
    "credit_wikitext",
]
