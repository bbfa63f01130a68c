"""How people ask: what is said around what is looked for (“comment on fait pour…”, “est-ce que quelqu'un a…”).

These words weigh nothing beside others. In an index they are words like any other, for a title may say them; a question
of nothing else is asked as it stands. They are read in plain words: without accents, capitals and elided articles, so
that “j'aimerais” is “aimerais” and “quelqu'un a” is “un a”.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data" / "asking.txt"


@cache
def _asked() -> re.Pattern[str]:
    """Any of the turns of phrase in `data/asking.txt`."""
    turns = (line for line in DATA.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return re.compile(rf"(?<!\S)(?:{'|'.join(f'(?:{turn})' for turn in turns)})(?!\S)")


# Verbs and nouns that any sentence has: of a question that says enough without them, they say nothing.
_WEAK = frozenset(
    """
    aller alle va vais vont venir vient viennent prendre prend prends prennent pris prise prendrait mettre met mets
    mettent mis mise servir sert servent passer passe passent passant laisser laisse rendre rend tenir tient donner
    donne donnent utiliser utilise essayer apprendre savoir sait savent avoir voir voit dire dit permettre permet
    vouloir veut veux veulent voudrait pouvoir peut peux peuvent puisse puissent pourrait devoir doit dois doivent
    devrait faudrait
    arriver arrive arrivent trouver trouve devenir devient rester commencer commence finir chercher connaitre
    proposer choisir montrer recevoir recu demander demande parait semble existe
    allons allez allait irait ira iront viens venons venez venait viendra prenons prenez prenne prendra mettons
    mettez mettait mettra servira serve passons passez passera laisses laissez laissent rends rendent tiennent donnes
    donnez donnait utilises utilisent utilisez utilisons utilisant essaie essaye essayez essayent
    apprends apprend apprenons apprenez apprennent apprenne apprenait sais savez savons sachent avait avaient aura
    auront vois voyez voient disent permettent permettra permettrait voulez voulons pouvez pouvons
    puissions pourra pourront pourrais pourrions pourraient devez devons devrais devraient trouves trouvent
    trouvez trouvee trouvees deviennent restent restait arrivait connait connaissent
    proposent proposez choisis choisit choisissent choisissez montrent recoit recoivent demandent demandons demandez
    existent aiment aime souhaitent etait etaient sera seront serait seraient etant faisait ferait fera faisons faisant
    gens chose choses truc trucs facon maniere moyen fois cote jamais rien toujours vraiment beaucoup peu assez
    plusieurs pendant durant premier premiere premiers premieres dernier derniere selon depuis ainsi aussi tres trop
    bien mieux besoin possible facile facilement simple simplement methode methodes autre autres ca cela celui celle
    ceux personne seul seule seuls petit petite petits petites grand grande bon bonne nouveau nouvelle chacun chaque
    deux trois lors alors avant apres encore deja puis quelque quelques certains certaines meme memes monde
    plutot surtout notamment parfois souvent presque ensuite enfin tellement tant dessus dessous partout ailleurs
    juste seulement uniquement simplement just simply really
    eviter evite evitent evitez evitons avoid avoiding
    monter monte montons montez lancer lance lancons realiser realise reussir participer expliquer explique
    recois recevons recevez recevra tenons tenez tenu montrons montrez commencent commencons commencez finit finissent
    finissons laissons laissez permettait proposons proposes reussit reussi reussissent participe participent arrivons
    arrivez expliquez expliquent venu venue venus venues devenu devenue comprendre comprend comprends comprenons
    comprennent comprenez organiser organise organisent organisons organisez interesser interesse interessent
    avons avez eu sommes etes soit soient fallait faudra appelle appellent beau belle beaux belles joli jolie jolis
    quatre cinq sept huit neuf dix onze douze quinze vingt trente quarante cinquante cent mille
    dedans autour parmi environ correctement vite mal endroit endroits quotidien quotidienne quotidiennes
    make makes making made take takes taking took get gets getting got use uses using used put let thing things way
    ways does doing done want wants need needs give gives go goes going come keep find show tell ask say says know
    only one two any some all just also very too much many more most other another new good best first last without
    must should would could might may shall like likes before after enough now already
    everybody everyone somebody someone anybody anyone nobody
    during while until since than rather quite even ever never always still again own each every both such few several
    lot lots bit else instead off somewhere anywhere everywhere something anything nothing everything
    help helps helping helped try tries trying tried start starts starting started begin begins beginning keeps keeping
    kept bring brings brought bringing look looks looking looked see sees seeing seen happen happens happened happening
    finds finding found shows showing asks asking asked says said tells telling gave giving given went puts putting
    add adds adding added next whole various those across along between among within
    into onto toward towards above below behind beside because though although whether
    lets letting called able possible possibly easy easily easier quick quickly nice great proper properly
    little small tiny big large huge maybe perhaps often usually sometimes suddenly
    person persons old older different idea ideas tip tips kind sort ok okay matter suitable supposed wonder
    wondering am im ive isn isnt don dont doesn doesnt didn didnt won wont cant cannot couldn couldnt wouldn wouldnt
    myself yourself ourselves themselves himself herself itself whose whom
    """.split()  # noqa: SIM905 -- a list of words reads best as words
)
# What all of the pool is, as people call it; somewhere it is explained, so that alone it is looked for.
_OF_ALL = re.compile(r"(?<!\S)(?:libres? (?:de )?(?:tout )?droits?|royalty free|copyright free|free of rights)(?!\S)")
# What a media is for, after what is on it: “photo de pont à mettre sur une affiche”. Somebody who asks what is allowed
# (“photo trouvée sur internet pour une affiche”) names nothing that is on it.
_FOR_USE = re.compile(
    r"""(?<!\S)(?:photos?|images?|dessins?|illustrations?|musiques?|sons?|bruits?|bruitages?|videos?
        |pictures?|photographs?|drawings?|music|sounds?)
    (?:\ (?!pour\b|for\b|to\b|a\ mettre|sans\b|sur\b|avec\b|trouve|prise?s?\b|without\b|found\b|taken\b
        |credit|licen[cs]e|droits?\b|rights?\b|auteur|author|legende|caption)\w+){1,4}?
    \ (?P<use>
        (?:(?:a|pour)\ (?:mettre|coller|placer|imprimer|utiliser|inserer)\ (?:sur|dans|en)
            |pour(?:\ illustrer|\ decorer)?)
        (?:\ (?:une?|des|les?|la|mon|ma|mes|notre|nos|votre))?
        \ (?:affiches?|flyers?|tracts?|sites?(?:\ (?:internet|web))?|blogs?|diaporamas?|depliants?|couvertures?
            |bulletins?|invitations?|cartes?\ de\ voeux|brochures?|livrets?|calendriers?|presentations?|powerpoint
            |exposes?|articles?|podcasts?|montages?|generiques?|newsletters?|spectacles?|contes?|lectures?|emissions?)
        |(?:a|pour)\ mettre\ en\ (?:fond|arriere\ plan|couverture)|(?:en|comme|pour\ un)\ fond\ sonore
        |as\ (?:a\ )?background(?:\ (?:music|noise|sound|image))?
        |(?:to\ (?:put|use|print)\ (?:on|in)|to\ illustrate|for)(?:\ (?:an?|the|my|our|your))?
        \ (?:posters?|flyers?|leaflets?|websites?|sites?|blogs?|slides?|slideshows?|covers?|newsletters?|brochures?
            |invitations?|presentations?|podcasts?|articles?|booklets?|(?:school\ )?projects?|homework|lessons?|class)
    )(?!\S)""",
    re.VERBOSE,
)
# What people say beside a day of what takes place: that it is on, on what terms one may come, for whom it is fit.
_TERMS = re.compile(
    r"""(?<!\S)(?:(?:programme|agenda|planning|horaires?|calendrier|schedule|listings?|idees?|ideas?)
        |(?:avec\ )?(?:une\ )?entree\ (?:libre|gratuite|payante)|acces\ (?:libre|gratuit)|gratuite?s?|gratos|payante?s?
        |(?:a\ )?prix\ libre|(?:a\ )?participation\ libre|libre\ participation|au\ chapeau|tarifs?(?:\ reduits?)?
        |pas\ chers?|(?:sans|sur|avec)\ (?:inscription|reservation|rendez\ vous|rdv)s?(?:\ obligatoire)?
        |tout\ public|tous\ publics?|ouverte?s?\ a\ tous|places?\ (?:disponibles?|restantes?)
        |accessibles?(?:\ (?:pmr|en\ fauteuil(?:\ roulant)?
            |aux\ (?:handicapes|personnes\ handicapees|fauteuils(?:\ roulants)?|poussettes)))?
        |pmr|en\ fauteuil(?:\ roulant)?|avec\ (?:une\ )?poussette
        |free(?:\ (?:entry|admission|of\ charge))?|no\ booking|drop\ in|walk\ in|(?:wheelchair\ )?accessible|tickets?
        |(?:on\ )?(?:sort(?:ir)?|sorties?|aller)(?:\ ou)?|ou\ (?:sortir|aller)|bouger|going\ out|go\ out
        |(?:a|things\ to|stuff\ to|to)\ (?:faire|do))(?!\S)""",
    re.VERBOSE,
)
ENOUGH = 2  # other words


def is_weak(word: str) -> bool:
    """Whether a plain word says nothing of its own in a question that has ENOUGH others."""
    return word in _WEAK


def said_beside(words: list[str]) -> set[int]:
    """The places of plain words that say nothing beside ENOUGH others: what all of the pool is, or what a media that is
    named by what is on it is for.

    >>> sorted(said_beside("photo de chien libre de droits".split()))
    [3, 4, 5]
    >>> sorted(said_beside("photo de pont pour une affiche".split()))
    [3, 4, 5]
    >>> said_beside("musique pour une video".split()), said_beside("photo sans credit pour une affiche".split())
    (set(), set())
    """
    return _places(_OF_ALL, words) | _places(_FOR_USE, words, group="use")


def terms_of_an_event(words: list[str]) -> set[int]:
    """The places of plain words that say of something only that it is on, and on what terms one may come (“entrée
    libre”, “sans réservation”): beside a day nothing needs them, for few events say so, and most of them are so.

    >>> sorted(terms_of_an_event("atelier gratuit sans inscription samedi".split()))
    [1, 2, 3]
    """
    return _places(_TERMS, words)


def said_around(words: list[str]) -> set[int]:
    """The places of plain words that only ask.

    >>> words = "comment on fait pour reparer un velo".split()
    >>> [word for place, word in enumerate(words) if place not in said_around(words)]
    ['reparer', 'un', 'velo']
    """
    return _places(_asked(), words)


def _places(turns: re.Pattern[str], words: list[str], *, group: str | int = 0) -> set[int]:
    text = " ".join(words)
    places: set[int] = set()
    for asked in turns.finditer(text):
        first = text[: asked.start(group)].count(" ")
        places.update(range(first, first + asked[group].count(" ") + 1))
    return places
