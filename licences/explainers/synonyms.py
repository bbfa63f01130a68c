"""What people type for an element or a licence, told to the search: whatever the words, the items are found; and how
they ask what the rule is, which explainers tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.vocabulary import terms
from search.registry import Meaning
from search.understanding import hints, synonyms

if TYPE_CHECKING:
    from legaltools.vocabulary import Term

FACET = "licence"
# Codes that nobody writes for anything else: "BY" or "SA" alone are words of English and French.
CODES = ("by", "by-sa", "by-nc", "by-nd", "by-nc-sa", "by-nc-nd")
WORDS = ("by", "sa")
LICENCE = frozenset({"licence", "license"})
# The element of all six licences; beside the word the licence that asks for nothing else.
ATTRIBUTION = "by"
# No name of an element, but what people type when they mean it; other copyleft licences are found by their words.
COPYLEFT = ("copyleft", "copy left", "gauche d'auteur", "gauche d'auteurs")
# Who asks in these words asks for the rule; “faut-il”, “do I have to” ask for much else.
ASKING_FOR_THE_RULE = (
    "ai je le droit", "ai le droit", "as tu le droit", "a t on le droit", "on a le droit", "avons nous le droit",
    "avons le droit", "avez vous le droit", "ont ils le droit", "ont le droit", "est ce légal", "est légal",
    "est il légal", "est ce permis", "est permis", "est il permis", "est ce autorisé", "est autorisé",
    "est il autorisé", "est ce interdit", "est interdit", "est il interdit", "est ce illégal", "est illégal",
    "peut on légalement", "que dit la loi", "que risque t on", "je risque", "on risque", "risquons nous",
    # whose it is
    "à qui est", "est à qui", "à qui sont", "sont à qui", "à qui appartient", "à qui appartiennent", "appartient à qui",
    "appartiennent à qui", "qui a les droits", "est protégé", "est il protégé", "est protégée", "est elle protégée",
    "sont protégés", "sont protégées",
    # whom one asks
    "faut il payer", "doit on payer", "faut il l'accord", "faut il un accord", "faut il l'autorisation",
    "faut il une autorisation", "faut il la permission", "faut il demander", "doit on demander", "dois je demander",
    "doit on citer", "dois je citer", "faut il citer", "faut il créditer", "sans demander", "sans me demander",
    "sans nous demander", "sans mon accord", "sans notre accord", "sans permission",
    "am i allowed", "are we allowed", "is one allowed", "is it legal", "is it illegal", "is it allowed", "is it ok to",
    "is it okay to", "have the right to", "can i legally", "do i need permission", "do we need permission",
    "who owns", "without asking", "without permission", "without my permission", "is protected by copyright",
)  # fmt: skip
# … and who asks whether one may do this with a work: “peut-on venir” asks for no rule.
ASKING_WHETHER = ("peut on", "puis je", "pouvons nous", "peut il", "peut elle", "peuvent ils", "can i", "can we")
USES = (
    "publier", "republier", "diffuser", "copier", "recopier", "photocopier", "reproduire", "citer", "modifier",
    "réutiliser", "reprendre", "vendre", "se servir", "me servir", "nous servir",
    "publish", "copy", "photocopy", "reproduce", "quote", "modify", "reuse", "sell",
)  # fmt: skip


def register() -> None:
    whether = (f"{asking} {use}" for asking in ASKING_WHETHER for use in USES)
    hints.register((*ASKING_FOR_THE_RULE, *whether), "type", "explainer")
    synonyms.register(COPYLEFT, Meaning(FACET, ("by-sa", "by-nc-sa")))
    named: tuple[str, ...] = ()
    for term in terms():
        if term.families:
            synonyms.register((*term.wordings, *_coded(term)), Meaning(FACET, term.families, beside=LICENCE))
        elif term.key == ATTRIBUTION:
            named = _beside_the_word(*term.wordings)
    for code in CODES:
        run_together = code.replace("-", "")
        alone = (code, run_together) if "-" in code else ()
        names = (f"cc {code}", f"cc{run_together}", f"cc{code}", f"creative commons {code}", *alone)
        # “Attribution” alone is any credit.
        others, beside = (named, frozenset()) if code == ATTRIBUTION else ((), LICENCE)
        synonyms.register((*names, *_beside_the_word(*names), *others), Meaning(FACET, (code,), beside=beside))


def _coded(term: Term) -> tuple[str, ...]:
    """An element by its letters: “cc nc”, “licence nc”. “Sa licence” is anybody's."""
    if not term.is_element:
        return ()
    code = term.code.lower()
    bare = () if code in WORDS else _beside_the_word(code)
    return (f"cc {code}", *_beside_the_word(f"cc {code}"), *bare)


def _beside_the_word(*names: str) -> tuple[str, ...]:
    """Names as they are said with the word “licence”, in both languages and spellings."""
    words = (("licence ", ""), ("license ", ""), ("", " licence"), ("", " license"))
    return tuple(name.join(pair) for name in names for pair in words)
