"""The name of the site as it is drawn: beside the mark, on the pictures of shared links, in flags on the front page."""

from __future__ import annotations

from django.conf import settings

from design.drawing.covers import letters

# On a longer rope flags are too small to be seen.
MOST_FLAGS = 12


def wordmark() -> str:
    """SITE_NAME as it stands beside the mark."""
    return str(settings.SITE_NAME).lower()


def flag_word() -> str:
    """The first word of SITE_NAME that flags can spell, a dozen letters of it at most; empty when there is none.

    >>> flag_word()
    'COMMUNS'
    """
    words = map(letters, settings.SITE_NAME.split())
    return next((word[:MOST_FLAGS] for word in words if word), "")
