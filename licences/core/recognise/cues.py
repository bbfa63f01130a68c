"""The words by which a sentence says that a licence does not hold, no longer, not yet, not for all, or elsewhere.

Each phrase is folded as the lexicon's are: lower case, no accents, one space. `Side` says where it stands to the name of
the licence; `Reach` how far it is heard. A finite verb after a comma ("…, ce guide est sous") begins a clause of its own,
which what came before no longer governs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Side(Enum):
    BEFORE = auto()
    AFTER = auto()


class Reach(Enum):
    """How far a cue is heard on its way to the name of the licence."""

    BESIDE = auto()  # only beside the name
    COMMA = auto()  # up to a comma, a colon, a parenthesis or "but"; a pair of commas is an insertion
    CLAUSE = auto()  # up to a comma after which a clause has its own verb
    PHRASE = auto()  # the same, and up to a name that a comma sets apart: "12 fiches, CC BY 4.0"
    APPOSITION = auto()  # only up to such a name
    SENTENCE = auto()


@dataclass(frozen=True, slots=True)
class Cue:
    """What a phrase does: `kind` is the code of a problem, "" for a phrase that means nothing here."""

    kind: str
    side: Side
    reach: Reach


_B, _A = Side.BEFORE, Side.AFTER
_COMMA, _CLAUSE, _BESIDE, _PHRASE = Reach.COMMA, Reach.CLAUSE, Reach.BESIDE, Reach.PHRASE
_APPOSITION, _SENTENCE = Reach.APPOSITION, Reach.SENTENCE

# Phrases that hold a cue and say nothing against the licence. They are read first.
_NEUTRAL = """
sauf mention contraire; sauf mentions contraires; sauf indication contraire; sauf indications contraires;
sauf avis contraire; sauf precision contraire; sauf si precise autrement; sauf si indique autrement; sauf autre mention;
sauf mention; sauf indication; sauf autre indication; sauf exception; sauf exceptions; sauf cas particulier;
sauf specification contraire; sauf stipulation contraire; sauf autorisation; a moins d une mention contraire;
hors mention contraire; lorsque c est precise; si ce n est pas precise; si rien n est precise; quand ce n est pas precise;
except where otherwise; except where noted; except as noted; except as otherwise; except when otherwise; except if otherwise;
unless otherwise; unless noted; unless stated; unless specified; unless indicated; where otherwise; if not otherwise;
if not noted; if not stated; when not otherwise; where not otherwise; unless where otherwise; not only; pas seulement;
non seulement; pas uniquement; certains droits; some rights; quelques droits; no rights; ne manquez pas; n hesitez pas;
n oubliez pas; do not hesitate; don t hesitate; do not forget; don t forget; feel free; s il vous plait; s il te plait;
aussi bien que; ainsi que; ne fait que; plus complet; plus d informations; plus d infos; en savoir plus; non profit;
si vous; si tu; si l on; if you; when you; quand vous; lorsque vous; once you; si besoin; si necessaire; if needed;
non lucratif; a but non lucratif; not for profit; nonprofit; mise a jour; mis a jour; sans garantie; sans frais;
without warranty; free of charge; si ce n est; a jamais; pour toujours; tout a fait; pas a pas; a part entiere; base de donnees; bases de donnees; comme suit;
as follows; before use; avant usage; projet de territoire; open source; open sources
"""
# "Was released" tells of an act whose effect lasts; "was under", "was licensed" of a state that may be over.
_ACTS = "released published made created written taken produced uploaded shared drawn designed developed posted recorded painted"
# How many of something: part of it, when what follows is what a licence is given to.
QUANTIFIERS = frozenset(
    "seul seule seuls seules certains certaines quelques plusieurs majorite plupart partie parties only some part parts most many "
    "several few half moitie portions".split()
)
GLUE = frozenset(
    "sous under licence license licensed licences licenses la le les l de d du des the a an une un en in par of avec with cc "
    "contrat cette ce this that encore yet any".split()
)
_CUES: tuple[tuple[str, Side, Reach, str], ...] = (
    ("negated", _B, _COMMA, """
hardly; scarcely; barely; rarely; stopped; ceased; cesse; cessons; arrete; a peine; echappe; echappent; denonce; far from; loin de;
never; no longer; not; don t; hasn t; haven t; hadn t; won t; wouldn t; by no means; in no way; not any more;
decided against; opted out; en aucun cas; en aucune facon; mis fin; met fin; isn t; aren t; wasn t; weren t; doesn t; didn t; cannot; can t; neither; nor; none of; nothing;
no one; nobody; aucun; aucune; aucunement; nullement; rien; ni; renonce a; renoncons a; renonce; abandonne; abandonnons;
abandonnee; retire; retiree; retirons; refuse; refusons; refusent; rejette; rejetons; dropped; abandoned; withdrawn; refuse;
refused; reject; rejected; revoked; revoque; annule; annulee
"""),
    ("negated", _B, _BESIDE, "pas; non; jamais; not; never; without; sans; hors; point; no; guere"),
    ("negated", _A, _BESIDE, """
does not apply; doesn t apply; do not apply; did not apply; no longer applies; not apply; is not valid; is not the licence;
is not the license; is not; isn t; is no longer; was not; was never; has been withdrawn; has been revoked; was withdrawn;
does not cover; doesn t cover; does not hold; has expired; is withdrawn; were not; are not; has never; no longer holds;
ne s applique pas; ne s applique plus; ne s appliquent pas; ne vaut pas; ne vaut plus; n est pas; n est plus; n etait pas;
n a jamais; n a pas; ne concerne pas; ne couvre pas; ne convient pas; ne porte pas; est retiree; a ete retiree; est annulee;
n a plus; n y est pas; est abandonnee; a ete abandonnee; ne tient plus; n est jamais; est refusee; a ete refusee; non;
ne s y applique pas
"""),
    ("past", _B, _CLAUSE, """
initialement; a l origine; auparavant; autrefois; jadis; naguere; anciennement; precedemment; anterieurement; avant cela;
ancienne licence; ancien statut; anciennes licences; licence precedente; precedente licence; d abord; dans un premier temps;
au depart; au debut; a l epoque; jusqu a; jusqu en; jusqu au; jusque la; jusqu ici; tout d abord; par le passe; il y a longtemps;
originally; formerly; previously; initially; used to; at first; in the past; earlier licence; earlier license;
former licence; former license; old licence; old license; previous licence; previous license; once under; until;
premiere edition; premieres editions; ancienne edition; ancienne version; anciennes versions; l ancien; l ancienne;
les anciens; les anciennes; first edition; earlier edition; early versions; earlier version; earlier versions; years ago;
premiere version; first version; old version; old versions; ago; the old; avant la refonte; la licence d avant; avant d etre; before it was; before being; first licence; premiere licence
"""),
    ("past", _B, _COMMA, "etait; etaient; avait; avaient; had been; had; was under; were under; was licensed; were licensed; was; were"),
    ("past", _A, _COMMA, """
jusqu en; jusqu a; jusqu au; a l origine; auparavant; autrefois; au depart; au debut; a l epoque; initialement; par le passe;
d abord; until; till; originally; formerly; previously; initially; at first; at the time; in the past; a ete remplacee;
a ete remplace; remplacee par; remplace par; replaced by; was replaced; has been replaced; superseded; back then; avant d etre;
puis nous avons change; anciennement; avant la refonte; avant de passer; before moving; before switching; a expire
"""),
    ("not-yet", _B, _CLAUSE, """
bientot; prochainement; a terme; a l avenir; plus tard; un jour; souhaitons; souhaite; souhaitent; souhaiterions; souhaiterait; voudrions; voudrait; voudrais; voulons; veulent;
veut; aimerions; aimerait; aimerais; envisage; envisageons; envisagent; prevoit; prevoyons; prevu; prevue; projetons;
projette; en projet; esperons; espere; comptons; pourrait; pourraient; pourrions; pourrais; devrait; devraient; devrions;
soon; later; eventually; in the future; one day; some day; plan to; plans to;
planned; planning; intend to; intends to; want to; wants to; would; hope to; hopes to; wish to; wishes to; could; might;
should; considering; about to; please; merci de; veuillez; passons; let us; prochain; prochaine; prochains; prochaines; upcoming; futur; future; reve; dream;
towards; decidera; going to; hoping; pending; may become; a vocation a; vocation a; candidat; candidate; candidats; votera; voter; passage a;
en discussion; en debat; proposed; aim to; aims to; to be released; to be published;
to be licensed; to be shared; to become; en attendant; as of next; demain; tomorrow; l an prochain; l annee prochaine;
next year; next month; le mois prochain; nous reflechissons; we are thinking; travaillons a
"""),
    ("not-yet", _B, _COMMA, """
sera; seront; serait; seraient; va etre; vont etre; allons; vais; allez; passera; passeront; ira; iront; va passer;
vont passer; va; vont; deviendra; deviendront; aura; auront; publierons; publiera; mettrons; mettra; placerons; partagerons;
diffuserons; adopterons; will; shall; ll be; doit; doivent; devez; dois; devons; devra; devront; must; need to; needs to;
has to; have to; let s; a placer; a publier; ought to; faut; faudra; faudrait; demandez; demandons; exigez; require; requires;
fera; feront; proposera; reste a
"""),
    ("not-yet", _A, _BESIDE, """
bientot; prochainement; a terme; soon; sera; will; serait; would; a venir; coming; si; if; des que; as soon as; pourrait;
envisagee; prevue; planned; en projet; from next; demain; souhaitee; a partir de l an; l an prochain; next year; l annee prochaine
"""),
    ("not-yet", _B, _SENTENCE, """
des que; lorsque; quand; une fois que; si; a condition que; pourvu que; as soon as; if; when; once; provided that; tant que;
en attendant que; a moins que
"""),
    ("uncertain", _B, _SENTENCE, """
peut etre; probablement; sans doute; apparemment; semble; semblerait; il parait; parait il; paraitrait; je crois; nous croyons; je pense; on pense;
nous pensons; je suppose; a verifier; a confirmer; a preciser; presume; presumee; est ce; probably; perhaps; maybe; possibly;
presumably; seems; seem; appears to; appear to; it appears; i think; we think; i believe; we believe; i guess; apparently; supposedly;
not sure; to be confirmed; tbc; unsure; unclear; soi disant; pretendument; doubtful; whether; on dirait; a priori; d apres moi;
selon moi; je ne sais pas; on ne sait pas; aucune idee; no idea; i assume; likely; allegedly; vraisemblablement; vraisemblance; it may be; suppose; supposons; tout porte a croire; may be licensed; may be under
"""),
    ("uncertain", _A, _CLAUSE, """
a verifier; a confirmer; to be confirmed; tbc; je crois; je pense; i think; i believe; i guess; i suppose; il me semble; probablement;
sans doute; perhaps; probably; maybe; sous reserve; apparently; apparemment; semble t il; to check; not sure; or something;
ou quelque chose; si je me souviens; if i remember; sauf erreur; unless i; if i am; ou equivalent; or similar; or equivalent
"""),
    ("in-part", _B, _APPOSITION, """
sauf; excepte; exceptes; exceptees; hormis; a l exception; a l exclusion; exception faite; exception; mis a part; en dehors; a part; everything bar; all bar;
except; excepting; excluding; excludes; apart from; other than; with the exception; aside from; save for
"""),
    ("in-part", _B, _CLAUSE, "not included; non compris; non comprise; non comprises; not covered; exclus; exclues; excluded"),
    ("in-part", _B, _COMMA, """
seulement; uniquement; exclusivement; en partie; partiellement; parfois; pour l essentiel; essentiellement; principalement; surtout; mainly; largely; partly; partially; sometimes; mostly; souvent; often;
generally; generalement; en general; usually; in general; selon les cas; pour la plupart; for the most part; rien que
"""),
    ("in-part", _A, _CLAUSE, """
sauf; excepte; exceptes; exceptees; hormis; hors; ceux de; celles de; ceux d; celles d; celui de; celle de; those of; not so; not those; a l exception; a l exclusion; minus; moins les; bar the; exception faite; exception; exceptions; mis a part;
en dehors; a part; exclu; exclus; exclue; exclues; non compris; non comprise; non comprises; mais pas; mais non; except; excepting; excluding; excluded; excludes; apart from; other than; with the exception; aside from;
but not; not included; unless; save for; seulement; uniquement; only; en partie; partiellement; partly; partially;
mostly; sont exclus; sont exclues; a moins que; a moins qu; ne sont pas concernes; ne sont pas concernees; 
ne sont pas couverts; ne sont pas couvertes; ne sont pas inclus; ne sont pas incluses; are not covered; par endroits;
in places; selon les cas; sous reserve de; pour la plupart; for the most part
"""),
    ("in-part", _B, _CLAUSE, "only; seulement; uniquement"),
    ("in-part", _A, _BESIDE, "pas les; pas la; pas le; pas l; pas nos; pas mes; pas ses; not the; not our; not my; not for the"),
    ("compared", _B, _COMMA, """
compatible avec; compatible; compatibles; incompatible; incompatibles; comme; contrairement; a la place; au lieu; plutot;
par rapport; equivalent; equivalente; equivalents; equivalentes; similaire; similaires; semblable; semblables; proche; proches;
analogue; different; differente; differentes; differe; ressemble; ressemblent; a la maniere; tel que; telle que; telles que;
tels que; par exemple; libre que; ouverte que; ouvert que; restrictive que; permissive que; restrictif que; stricte que;
contraignante que; souple que; mieux que; pire que; moins que; plus que; autre que; au contraire;
explique la; expliquer la; presente la licence; presenter la licence; a propos de la; parle de la; like; unlike; instead;
rather than; than; versus; vs; similar; equivalent to; as opposed; compared; resembles; such as; for example; for instance;
e g; close to; in the spirit; dans l esprit; akin; different from; differs; explains the; explaining the; about the;
confondre; confused; combined; combine; dans le genre; along the lines; inspiree de; inspirees de; inspire de la; a l image; sur le modele; modelled on; modeled on; inspired by
"""),
    ("compared", _A, _BESIDE, """
est compatible; est incompatible; sont compatibles; sont incompatibles; is compatible; is incompatible; are compatible;
est plus; est moins; is more; is less; est trop; is too; est une licence; is a licence; is a license; est preferable;
serait mieux; is better; differe; differs; versus; vs
"""),
    ("elsewhere", _B, _CLAUSE, """
inspire; inspires; inspiree; inspirees; adapte de; adapte d; adaptee de; adaptee d; adaptes de; adaptes d; adaptees de;
adaptees d; adapte du; adaptee du; adaptation de; adaptation d; adaptation du; base sur; basee sur; bases sur; basees sur;
fonde sur; fondee sur; d apres; a partir; derive; derivee; derives; traduit de; traduit d; traduite de; traduite d; traduits d;
traduit du; traduction de; traduction d; traduction du; repris de; repris d; reprise de; reprise d; repris du; remix de;
remix d; remix du; version modifiee; version adaptee; version remaniee; remanie de; emprunte; empruntee; empruntes; empruntees;
l original; l originale; originaux; version originale; oeuvre originale; oeuvre d origine; texte d origine; fiche d origine;
version d origine; document d origine; guide d origine; adapted from; adaptation of; adapts; based on; based upon; inspired;
derived from; derivative of; translated from; translation of; remix of; remixed from; modified from; modified version;
our source; the source; la source; notre source; source d inspiration; inspiration; rework of; retravaille;
provient; proviennent; vient d; viennent d; come from; comes from; came from; the original; original work; original version; built on; built upon; borrowed; reuses; reworked from; borrows; made from;
incorporates; incorporating; en reprenant; en s inspirant; sample of;
toute adaptation; toute version; vos adaptations; any adaptation; adaptations; derivatives; any derivative; votre version;
your version; voir aussi; see also; lire aussi; lien vers; link to
"""),
    ("elsewhere", _B, _PHRASE, """
a partir; contient; contiennent; inclut; incluent; integre; integrent; utilise; utilisent; utilisons; utilisant; comporte;
comportent; cite; citent; reprend; reprennent; reproduit; reproduisent; emploie; empruntent; contains; contain; includes;
include; uses; use; quotes; reproduces; s appuie sur; s appuient sur; relies on; draws on; extrait d; extraite d; extraits d;
tire d; tiree d; tires d; tirees d; issu d; issue d; issus d; issues d; taken from; excerpt from
"""),
    ("several", _B, _CLAUSE, "double licence; triple licence; multi licence; dual licensed; dual licence; dual license; au choix; doubly licensed"),
)  # fmt: skip

# Verbs that begin a clause about what the licence is given to.
MAIN_VERBS = frozenset(
    "est sont reste restent demeure demeurent publie publions partage partageons diffuse diffusons mettons met placons "
    "is are remains remain publish share".split()
)
# Licences that are not in the catalogue. Those of `WITH_LICENCE` are also the names of other things.
OTHER_LICENCES = frozenset(
    "agpl lgpl bsd mpl isc cecill eupl ogl ofl wtfpl unlicense proprietaire proprietary copyfair osl edl cddl epl mit apache "
    "artistic".split()
)
NEED_LICENCE = frozenset({"mit", "apache", "artistic"})
LICENCE_WORDS = frozenset({"licence", "license", "licensed", "sous", "under", "licences", "licenses", "ou", "or"})

# What a licence is given to: two groups in two clauses, of which one has a licence, are two matters.
OBJECTS: dict[str, tuple[str, ...]] = {
    "text": ("texte", "textes", "text", "texts", "paroles", "lyrics", "articles", "article"),
    "image": (
        "image", "images", "photo", "photos", "photographie", "photographies", "illustration", "illustrations", "dessin",
        "dessins", "picture", "pictures", "photograph", "photographs", "drawing", "drawings", "visuel", "visuels",
        "icone", "icones", "icon", "icons", "pictogrammes", "pictogramme", "couverture", "cover", "carte", "cartes",
    ),
    "logo": ("logo", "logos", "marque", "marques", "trademarks", "trademark"),
    "music": ("musique", "musiques", "music", "son", "sons", "sound", "sounds", "audio", "chanson", "chansons", "song", "songs"),
    "video": ("video", "videos", "film", "films", "footage"),
    "code": ("code", "logiciel", "logiciels", "software", "scripts", "script"),
    "data": ("donnees", "data", "dataset"),
    "documentation": ("documentation", "docs", "manuel", "manual"),
    "work": (
        "livrets", "jeux", "games", "books", "kits", "manuels", "manuals", "support", "supports", "ressource", "ressources",
        "resources", "fichier", "fichiers", "file", "files", "affiche", "affiches", "poster", "posters", "leaflet", "leaflets",
        "guide", "guides", "fiche", "fiches", "livret", "document", "documents", "site", "page", "pages", "contenu", "contenus",
        "content", "contents", "book", "booklet", "kit", "jeu", "game", "brochure", "blog", "website", "work", "oeuvre",
    ),
}  # fmt: skip
# What says that a clause of its own speaks of somebody's rights.
OWNED = frozenset(
    "appartient appartiennent propriete restent reste reserves reservee reserve reserved belong belongs remain remains property "
    "copyright proteges protegees protected pas not aucun aucune none n ne non exclus exclues excluded sous under".split()
)
# All of it together: no clause is then a matter of its own.
WHOLE = frozenset("tout ensemble tous toutes all everything whole both deux".split())
NEGATIONS = frozenset("pas plus jamais aucun aucune ni point guere nullement rien personne nul nulle".split())
DETERMINERS = frozenset(
    "pour for concernant concerning le la les l un une des de du d ce cet cette ces nos notre vos votre ses leurs leur mes mon ma the a an this these our "
    "your their its his her my all tous toutes et mais and but while tandis alors que or quant aux a au".split()
)


@cache
def cues(side: Side) -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[Cue, ...]], ...]]:
    """Give, for each first word, the phrases that begin with it, longest first, and what each does on this side.

    A phrase that does nothing is there too: it hides the cues inside it.
    """
    phrases: dict[tuple[str, ...], tuple[Cue, ...]] = {}
    for words, cue in _all():
        if not cue.kind:
            phrases[words] = ()
        elif cue.side is side:
            phrases[words] = (*phrases.get(words, ()), cue)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Cue, ...]]]] = {}
    for words, found in phrases.items():
        by_first.setdefault(words[0], []).append((words, found))
    return {first: tuple(sorted(rows, key=lambda row: len(row[0]), reverse=True)) for first, rows in by_first.items()}


@cache
def objects() -> Mapping[str, str]:
    """Give the group of each word that names what a licence may be given to."""
    return {word: group for group, names in OBJECTS.items() for word in names}


def _all() -> Iterator[tuple[tuple[str, ...], Cue]]:
    for kind, side, reach, text in _CUES:
        yield from ((words, Cue(kind, side, reach)) for words in _phrases(text))
    acts = "; ".join(f"{be} {act}" for be in ("was", "were") for act in _ACTS.split())
    yield from ((words, Cue("", Side.BEFORE, Reach.COMMA)) for words in _phrases(f"{_NEUTRAL}; {acts}"))


def _phrases(text: str) -> Iterator[tuple[str, ...]]:
    return (tuple(phrase.split()) for phrase in text.replace("\n", " ").split(";") if phrase.strip())
