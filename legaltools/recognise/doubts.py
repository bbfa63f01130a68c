"""What a sentence does with a licence that it names, so that it gives none: the sentences that say what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.recognise.answer import Problem
from legaltools.recognise.problems import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

OTHER_LICENCE = Problem(
    "several",
    "Une autre licence, inconnue ici, est nommée à côté. Regardez laquelle vaut pour quoi.",
    "Another licence, not known here, is named beside it. Look which one holds for what.",
)
_DOUBTS = {
    "negated": (
        "Le texte nomme {labels} pour dire qu’elle ne vaut pas. Regardez quelle licence il donne, ou demandez.",
        "The text names {labels} to say that it does not hold. Look for the licence that it gives, or ask.",
    ),
    "past": (
        "Le texte parle de {labels} au passé. Regardez quelle licence vaut aujourd’hui.",
        "The text speaks of {labels} in the past. Look for the licence that holds today.",
    ),
    "not-yet": (
        (
            "{labels}\u00a0: le texte en parle comme d’un projet, d’un souhait ou d’une condition. "
            "Regardez ce qui vaut dès maintenant."
        ),
        "{labels}: the text speaks of a plan, a wish or a condition. Look for what holds already.",
    ),
    "uncertain": (
        "{labels}\u00a0: le texte n’en est pas sûr, ou pose la question. Vérifiez à la source.",
        "{labels}: the text is not sure, or asks. Check at the source.",
    ),
    "in-part": (
        "{labels} ne vaut que pour une partie, ou avec des exceptions. Regardez ce qu’elle couvre.",
        "{labels} holds only for a part, or with exceptions. Look at what it covers.",
    ),
    "contradicted": (
        (
            "Le texte nomme {labels}, mais interdit ce que cette licence permet. "
            "Demandez à l’autrice ou à l’auteur ce qui vaut."
        ),
        "The text names {labels}, but forbids what that licence allows. Ask the author which of the two holds.",
    ),
    "compared": (
        "{labels} n’est nommée que pour comparer ou pour expliquer. Regardez quelle licence est donnée à l’œuvre.",
        "{labels} is only named to compare or to explain. Look for the licence that the work is given.",
    ),
    "elsewhere": (
        "{labels} est la licence d’une autre œuvre, reprise ou nommée ici. Regardez celle de l’ensemble.",
        "{labels} is the licence of another work, used or named here. Look for that of the whole.",
    ),
    "ingredient": (
        (
            "{labels} est la licence d’un élément (couverture, icône, musique de fond, fond de carte…). "
            "Regardez celle de l’ensemble."
        ),
        (
            "{labels} is the licence of one ingredient (a cover, an icon, background music, a base map…). "
            "Look for that of the whole."
        ),
    ),
    "unclear": (
        (
            "{labels}\u00a0: la phrase nomme cette licence sans qu’il soit sûr qu’elle la donne. "
            "Relisez-la\u00a0: est-ce celle de cette œuvre, en entier et aujourd’hui\u00a0?"
        ),
        (
            "{labels}: the sentence names this licence, but not for certain as the one it gives. "
            "Read it again: is it that of this work, all of it, today?"
        ),
    ),
    "mixed": (
        "{labels} vaut pour une chose, et le texte en nomme une autre. Regardez la licence de chacune.",
        "{labels} holds for one thing, and the text names another. Look for the licence of each.",
    ),
}
DOUBTS = frozenset(_DOUBTS)
# What is said of a licence elsewhere, or in no clear form, leaves the one that is given as it is; the rest does not.
CONTRADICTING = DOUBTS - {"compared", "elsewhere", "ingredient", "unclear"}


def doubt(code: str, labels: Sequence[str]) -> Problem:
    """Say what the sentence does with these licences: `code` is one of `DOUBTS`, or `several`."""
    if code == "several":
        return OTHER_LICENCE
    fr, en = _DOUBTS[code]
    return Problem(code, fr.format(labels=listed(labels, "et")), en.format(labels=listed(labels, "and")))
