"""Plain spelling, stop words and stems, in French and in English."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

from Stemmer import Stemmer

from markup.normalize import normalize

SHORTEST_STEM = 3  # letters: copier and copie meet at "cop", not below


class _Stemmers(threading.local):
    """Snowball's stemmers; one object must not serve two threads at once. Results are cached by `stems`, not here."""

    def __init__(self) -> None:
        self.french = Stemmer("french", 0)
        self.english = Stemmer("english", 0)


_stemmers = _Stemmers()

# Written without accents, as `normalize` leaves them. "son" is left out: more often a sound here than a possessive.
_FRENCH_STOP_WORDS = frozenset(
    """
    a ai as au aux avec avoir c ce cela ces cet cette ceux chez ci comme comment d dans de des donc dont du elle elles
    en es est et etes etre eux faire fait faites font il ils j je l la le les leur leurs lui m ma mais me mes moi mon
    n ne ni nos notre nous on ont ou par pas plus pour pourquoi qu quand que quel quelle quelles quels qui quoi s sa
    sans se sera ses si soi soient sois soit sommes sont suis sur t ta te tes toi ton tu un une va vers vont vos votre
    vous y
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
_ENGLISH_STOP_WORDS = frozenset(
    """
    a an and are as at be been being but by can did do does for from had has have he her him his how i if in into is it
    its me my no not of on or our out she so that the their them then there these they this those to up us was we were
    what when where which who why will with you your
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
# A query has no declared language: only English words that mean nothing in French may be dropped from it.
_ENGLISH_ONLY = _ENGLISH_STOP_WORDS - frozenset(
    """
    a an as been being but can did do does had has have he her him his i if me my no not on or our out she so their them
    then there these they those up us was we were when who why will you your
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
_STOP_WORDS = {"fr": _FRENCH_STOP_WORDS, "en": _ENGLISH_STOP_WORDS}
_QUERY_STOP_WORDS = _FRENCH_STOP_WORDS | _ENGLISH_ONLY

_ACCENTED_STOP_WORDS = frozenset({"à", "où", "être", "êtes", "çà"})

# On a site of workshops, what says that one wants to run one: every item answers to it, few write it.
_FILLERS = frozenset(
    """
    atelier ateliers fiche fiches animer anime animation animations activite activites organiser organise workshop
    workshops activity activities
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)

# What looks like a plural, of a word that means something else: maïs and mai.
_SINGULAR = {"mais": "maïs"}
# Common words whose stem is that of another (formation and format, métier and mettre), each by the stem of its own.
_OF_THEIR_OWN = {
    word: stem
    for stem, words in (
        ("formation", "formation formations"),
        ("concertation", "concertation concertations"),
        ("environ", "environ environs"),
        ("environnement", "environnement environnements environnemental environnementale"),
        ("petition", "petition petitions"),
        ("notamment", "notamment"),
        ("metier", "metier metiers"),
        ("important", "important importante importants importantes importance"),
        ("habit", "habit habits"),
        ("devis", "devis"),
        ("objectif", "objectif objectifs"),
        ("villa", "villa villas"),
        ("stationnement", "stationnement stationnements stationner"),
        ("sentier", "sentier sentiers"),
        ("sentiment", "sentiment sentiments"),
        ("departement", "departement departements departemental departementale"),
        ("argentique", "argentique argentiques"),
        ("terrasse", "terrasse terrasses"),
        ("vente", "vente ventes"),
        ("chantier", "chantier chantiers"),
        ("repas", "repas"),
        ("ouvrier", "ouvrier ouvriers ouvriere ouvrieres"),
        ("modelisme", "modelisme"),
        ("galette", "galette galettes"),
        ("puree", "puree purees"),
        ("panier", "panier paniers"),
        ("punaise", "punaise punaises"),
        ("sauce", "sauce sauces"),
        ("foie", "foie foies"),
        ("equitation", "equitation"),
        ("mars", "mars"),
        ("coulisse", "coulisse coulisses"),
        ("verre", "verre verres"),
        ("direction", "direction directions"),
        ("chiffrement", "chiffrement"),
        ("attente", "attente attentes"),
        ("agence", "agence agences"),
        ("mamie", "mamie mamies mamy"),
        ("papi", "papi papis papy"),
        ("loupe", "loupe loupes"),
        ("coder", "coder codez codons codeur codeurs codeuse codeuses codage"),
        ("courant", "courant courants courante courantes couramment"),
        (
            "project",  # of projection
            "projeter projete projetee projetes projetees projette projettes projettent projetez projetons projetant",
        ),
    )
    for word in words.split()
}
# Réparons, réparez, réparent: the stemmer gives them stems of their own.
_VERB = re.compile(r"(?P<root>\w{3,})(?:ons|ez|ent)")
_ENGLISH_VERB = re.compile(r"(?P<root>\w{2,}\w)(?:ing|ed)")
# Forms of verbs in -re whose stem is not that of the infinitive (traduit, cousons): their first group and this ending
# make it. Left out: what is a common noun or adjective as well (lit, prise, ouvert, surprise).
_PERSONS = "(?:ons|ez|ent|ais|ait|aient|ions|iez|ant)"
_IN_RE = tuple(
    (re.compile(form), ending)
    for form, ending in (
        (rf"(\w*(?:d|str)ui|(?:re)?cui)(?:s|s?{_PERSONS}|ses?|te?s?|ront)", "re"),  # traduire, construire, cuire
        (rf"(\w+cri)(?:s|te?s?|v{_PERSONS}|ves?|ront)", "re"),  # écrire, décrire, inscrire
        (rf"((?:re|e)?li)(?:s{_PERSONS}|ront)", "re"),  # lire
        (rf"((?:re)?vend|entend|defend|etend|attend|descend|suspend|repond|perd)(?:s|ue?s?|es?|{_PERSONS})?", "re"),
        (rf"((?:ap|com|re|sur)?pren)(?:ds?|{_PERSONS}|nent|nes?)", "dre"),  # prendre, apprendre
        (rf"((?:de|re)?cou)(?:ds?|s|ses?|s{_PERSONS}|sue?s?)", "dre"),  # coudre
        (rf"((?:de|re)?pei|etei|tei|crai|plai|rejoi)(?:gn{_PERSONS}|ns|nte?s?)", "ndre"),  # peindre, éteindre
        (r"(\w*sui|(?:sur|re)?vi)v(?:ons|ez|ent|ais|ait|aient|ions|iez)", "vre"),  # suivre, vivre
        (r"(\w*met|bat)t(?:ons|ez|ent|ais|ait|aient|ions|iez)", "tre"),  # transmettre, battre
        (r"(transm|prom)ise?s?", "ettre"),
    )
)
# Plurals that no rule gives back.
_IRREGULAR = {"travaux": "travail", "yeux": "oeil", "vitraux": "vitrail", "coraux": "corail", "baux": "bail"}


def is_stop_word(folded: str, *, accented: str = "", language: str | None = "fr") -> bool:
    """Whether a folded word carries no meaning of its own; `language` None: whether a query may leave it out.

    `accented` is the word as it was written, if that has accents: an accent on purpose tells `maïs` from `mais`.
    """
    if accented:
        return accented in _ACCENTED_STOP_WORDS
    words = _QUERY_STOP_WORDS if language is None else _STOP_WORDS.get(language, _FRENCH_STOP_WORDS)
    return folded in words


def is_filler(folded: str) -> bool:
    """Whether a folded word only says, beside others, that one looks for something to do with a group."""
    return folded in _FILLERS


@lru_cache(maxsize=20_000)
def infinitive(folded: str) -> str:
    """The infinitive of what ends as a French verb that the stemmer keeps apart from it; empty for any other word.

    Nobody knows whether it is a verb: what looks like one (content) gets an infinitive that no item has.

    >>> infinitive("reparons"), infinitive("presentent"), infinitive("reparer")
    ('reparer', 'presenter', '')
    >>> infinitive("traduit"), infinitive("ecrivons"), infinitive("cousu")
    ('traduire', 'ecrire', 'coudre')
    """
    for form, ending in _IN_RE:
        if verb := form.fullmatch(folded):
            return f"{verb[1]}{ending}"
    verb = _VERB.fullmatch(folded)
    return f"{verb['root']}er" if verb else ""


@lru_cache(maxsize=20_000)
def english_bases(folded: str) -> tuple[str, ...]:
    """What an English word in -ing or -ed may be a form of, as it stands in a list of words; none for any other.

    Nobody knows which of them are words (“printing”: print, printe).

    >>> english_bases("printing"), english_bases("zipped"), english_bases("poster")
    (('print', 'printe'), ('zipp', 'zippe', 'zip'), ())
    """
    verb = _ENGLISH_VERB.fullmatch(folded)
    if verb is None:
        return ()
    root = verb["root"]
    doubled = (root[:-1],) if root[-1] == root[-2] else ()
    return (root, f"{root}e", *doubled)


def accents_of(word: str) -> str:
    """The word in lower case when accents are written on it, else nothing: `Marché` → `marché`, `Marche` → ``."""
    if word.isascii():
        return ""
    lowered = unicodedata.normalize("NFC", word.lower())
    has_accents = any(map(unicodedata.combining, unicodedata.normalize("NFD", lowered)))
    return lowered if has_accents else ""


@lru_cache(maxsize=200_000)
def stems(word: str, *, language: str = "fr") -> tuple[str, ...]:
    """What a word matches by, without accents, the likeliest first.

    The accented and the plain spelling are both stemmed: `partagée` and a hasty `partagee` must meet. Any language but
    English is read as French.
    """
    folded = normalize(word)
    if (singular := _SINGULAR.get(folded)) and accents_of(word) == singular:
        return (folded,)
    folded = _IRREGULAR.get(folded, folded)
    if folded in _OF_THEIR_OWN:
        return (_OF_THEIR_OWN[folded],)
    if language == "en":
        return (_stemmers.english.stemWord(folded),)
    forms = {_french(word.lower()): None, _french(folded): None}
    if folded.endswith(("eux", "oux")) and len(folded) > SHORTEST_STEM:
        forms[_french(folded[:-1])] = None
    return tuple(forms)


def _french(word: str) -> str:
    if word.endswith("geons"):
        word = word[:-4]
    stem = normalize(_stemmers.french.stemWord(word))
    while len(stem) > SHORTEST_STEM and stem[-1] in "ei":
        stem = stem[:-1]
    return stem
