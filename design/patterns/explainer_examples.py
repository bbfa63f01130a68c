"""Examples for the pattern page: what explains licences."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace as Value

from legaltools import catalogue

EXPLAINER = Value(
    title="Traduire, est-ce modifier ?", url="/motifs/", language="fr", minutes=6,
    one_sentence="Ce que la licence d'une fiche demande à qui la met en breton.",
)  # fmt: skip
PATH_STEPS = [
    Value(number=1, title="Qu'est-ce qu'un commun ?", url="/motifs/", language="fr", minutes=4, is_read=True),
    Value(number=2, title="Les licences d'un coup d'œil", url="/motifs/", language="fr", minutes=5, is_next=True),
    Value(number=3, title="Sharing alike", url="/motifs/", language="en", minutes=6),
]
CONTENTS = [Value(anchor="contenu", title="La règle"), Value(anchor="contenu", title="Ce qu'elle ne dit pas")]
TRIES = [
    Value(label="Mélanger une fiche BY-SA avec une photo BY-NC", url="/licences/"),
    Value(label="Trouver des images que l'on peut changer", url="/recherche/?may=change"),
]
_YES = Value(text="Oui", right=True, chosen=False, why="Une traduction est toujours une adaptation.")
_NO = Value(text="Non, les idées sont les mêmes", right=False, chosen=True, why="Les mots, eux, sont nouveaux.")
_LATER = Value(text="Seulement si on la vend", right=False, chosen=False, why="Le prix n'y change rien.")
QUIZ = Value(
    sent=True, score=0,
    questions=[
        Value(name="q1", text="Traduire une fiche, est-ce l'adapter ?", answers=[_YES, _NO], chosen=_NO, right=_YES),
        Value(name="q2", text="Et l'imprimer en grand ?", answers=[_LATER], missing=True, chosen=None, right=_LATER),
    ],
)  # fmt: skip
QUIZ.missing = QUIZ.questions[1:]

GLOSSARY_TERM = Value(
    key="mot-nc", name="Pas d’utilisation commerciale", code="NC", symbol="sell", struck=True,
    translated="NonCommercial", translated_language="en", text="Aucun usage qui vise d’abord l’argent.",
    licence=catalogue.get("cc-by-nc-sa-4.0"),
    others=[Value(words="Utilisation non commerciale", language="fr", where="texte légal 4.0")],
    search_url="/recherche/",
)  # fmt: skip
_CLAIM = Value(
    source="Code de la propriété intellectuelle", url="https://www.legifrance.gouv.fr/", article="L131-2",
    says="Une cession de droits se fait par écrit.", read=date(2026, 11, 26),
)  # fmt: skip
CLAIMS = Value(debated=[_CLAIM], unread=[_CLAIM], read=[_CLAIM])
