"""The forms in which a licence is given. A sentence of another form, however positive, is not certain.

What words deny, date or wish is told by `cues`; nobody can list all the ways of doing so, and this is the other half: a
label, a credit line, or a verb of giving. Whatever else stands before the name of a licence has to be read by somebody.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from licences.core.recognise.scan import Word

# Verbs and participles after which "sous licence" and its like give one.
_GIVING = frozenset(
    """
    est sont soit etre ete sommes suis publie publiee publies publiees publier publions publient diffuse diffusee diffuses
    diffusees diffuser diffusons diffusent distribue distribuee distribues distribuees distribuons partage partagee partages
    partagees partager partageons partagent partagez place placee places placees placons mis mise mises mettons met metton
    disposition disponible disponibles accessible accessibles licencie licenciee offert offerte offerts offertes offre
    propose proposee proposes proposees proposons proposent libere liberee liberes verse versee verses dedie dediee edite editee
    edites protege protegee protegees proteges couvert couverte couverts couvertes soumis soumise soumises regi regie regis
    utilisable utilisables reutilisable reutilisables reutilise reutilisee reutilises reutiliser utilise utilisee utilises
    telechargeable consultable libre libres ouvert ouverte ouverts ouvertes choisi choisie retenu retenue adopte adoptee
    applique appliquee termes conditions modalites concede concedee accorde accordee autorise autorisee autorises releve
    relevent beneficie beneficient sort sorti sortie passe passee reste restent demeure demeurent circule circulent depose
    deposee deposes deposees transmis transmise transmises repris reprise copie copiee copier redistribue attribue
    realise realisee realises realisees cree creee crees creees produit produite ecrit ecrite redige redigee compose composee
    livre livree fourni fournie fournis fournies tout compris ensemble copyleft concernes paru parue
    licensed licenced license released publish published publishes available distributed distribute shared share shares offered
    offer provided provide made issued covered protected governed subject reuse reusable reused used use copied copy is are be
    been falls comes carries bears has chose chosen adopted adopt applied apply redistribute redistributed terms conditions
    accordance free open dedicated waived placed put posted uploaded donated contributed granted permitted allowed created
    written produced designed drawn developed recorded remain remains stays accessed adapted modify adapt
    """.split()
)
# Verbs whose object is the licence itself.
_OBJECT = frozenset(
    "est sont is are be choisi choisie choisissons retenu retenue adopte adoptee adoptons applique appliquons appliquent chose "
    "chosen adopted adopt use uses using utilise utilisons apply applies has have carries bears porte portent via per selon "
    "respecte respectez respecter voir see cf terms conditions termes dedie dediee dedicated verse versee copyright copyleft tout compris lire read".split()
)
_PREPOSITIONS = frozenset("sous under en in selon suivant".split())
_GLUE = frozenset(
    "la le les l une un a an the licence license licences licenses contrat contract de d du des of type creative commons cc "
    "sous under en in selon cette ce this that par by with avec termes terms conditions version suivante following aux au "
    "public domaine domain libre open both and et deux two c it its own sa leur notre our double".split()
)
_INDEFINITE = frozenset("un une des a an some quelques".split())
_DETERMINERS = _INDEFINITE | frozenset("le la les l the ce cette cet ces this these".split())
_THEIRS = frozenset("son sa ses leur leurs his her their".split())
_PRESENTS = frozenset("est is voici voila here are sont comme as".split())
_SEPARATED = re.compile(r"[,;:()\[\]—/|©•·\n\"»”>*=+\\]|\s[–-]\s|\.")
_IMPERFECT = re.compile(r"\w{3,}(?:ait|aient)")
_FUTURE = re.compile(r"\w{3,}(?:era|eront|erons|erez|ira|irons|iront)")
_NO_TENSE = frozenset(
    "fait parfait imparfait extrait portrait souhait trait retrait attrait forfait bienfait satisfait abstrait distrait "
    "portfait lait refait defait opera camera numera tera vera".split()
)
# What may follow the name at once and leaves it as it is; anything else is to be read.
_FOLLOWING = frozenset(
    """
    licence license licences licensed via par by depuis since from of en in at on le la les l the et and
    ou or est is s applique appliquent vaut applies apply holds covers couvre concerne you vous we nous donc so which that
    unless sauf except international deed for pour with avec sans sous dans within ici here as comme c il elle this ce
    cette selon version tout all sur upon where except legal
    """.split()
)
_LONGEST_NOUN = 3
_MOST_BEFORE = 14


def is_given(before: Sequence[Word], name: Word, things: frozenset[str]) -> str:
    """Give "" when the words before the name give the licence, else the code of the doubt.

    `before`: the words of the sentence that stand before `name`; `things`: nouns of what a licence is given to.
    """
    clause = _clause(before, name)
    head = len(clause)
    while head and clause[head - 1].text in _GLUE:
        head -= 1
    if not head:
        return ""
    glue = {word.text for word in clause[head:]}
    if glue & _PREPOSITIONS:
        return _after_preposition(clause[:head], things, is_whole=len(clause) == len(before))
    return "" if _is_apposed(clause[head - 1], clause, head, things) else "unclear"


def goes_on(after: Sequence[Word]) -> bool:
    """Tell whether the words that follow the name at once leave it as it is; `after` may be empty."""
    if not after or _SEPARATED.search(after[0].gap):
        return True
    return after[0].text in _FOLLOWING or not after[0].raw[:1].islower()


def tense(word: str) -> str:
    """Give "past" for a French imperfect, "not-yet" for a future, by their endings; "" for anything else."""
    if word in _NO_TENSE:
        return ""
    if word.endswith(("rait", "raient")) and _IMPERFECT.fullmatch(word):
        return "not-yet"
    if _IMPERFECT.fullmatch(word):
        return "past"
    return "not-yet" if _FUTURE.fullmatch(word) else ""


def _clause(before: Sequence[Word], name: Word) -> Sequence[Word]:
    """Give the words that stand before the name and that no comma, colon or bracket sets apart from it."""
    following = [*before[1:], name]
    for index in range(len(before) - 1, -1, -1):
        if _SEPARATED.search(following[index].gap):
            return before[index + 1 :]
    return before


def _after_preposition(words: Sequence[Word], things: frozenset[str], *, is_whole: bool) -> str:
    near = words[-_MOST_BEFORE:]
    noun = [word.text for word in words[-_LONGEST_NOUN:]]
    gives = any(word.text in _GIVING for word in near)
    opens = is_whole and len(words) <= _LONGEST_NOUN
    if (_INDEFINITE & set(noun[:-1]) and not opens and not _PRESENTS & {word.text for word in near}) and (
        noun[-1] not in _GIVING
    ):
        return "elsewhere"
    if gives or (opens and words[0].text in _DETERMINERS):
        return ""
    if _THEIRS & set(noun[:-1]) and not opens:
        return "elsewhere"
    last = words[-1]
    is_noun = any(word.text in things for word in near)
    is_name = not last.raw[:1].islower() and (len(words) > 1 or not is_whole)
    return "" if is_noun or is_name else "unclear"


def _is_apposed(last: Word, clause: Sequence[Word], head: int, things: frozenset[str]) -> bool:
    """Tell a credit line ("Zoé Le Bris CC BY 2.0") and a verb whose object is the licence from other words."""
    if last.text in _OBJECT or last.text in things:
        return True
    is_name = not last.raw[:1].islower()
    return is_name and head == len(clause)
