"""What the pattern page shows: contents that look like those of the site, in French, as plain values."""

from __future__ import annotations

from types import SimpleNamespace as Value
from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe

from legaltools import catalogue
from legaltools.signs import signs
from legaltools.summary import summarise

if TYPE_CHECKING:
    from legaltools.tool import Tool

SUMMARY_PARTS = ("can", "must", "cannot")
BY_SA, BY, BY_NC_SA, BY_NC_ND, CC0, ETALAB = map(
    catalogue.get, ("cc-by-sa-4.0", "cc-by-4.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0", "cc0-1.0", "etalab-2.0")
)


def summary(tool: Tool) -> dict[str, list[tuple[str, str, bool]]]:
    sections = summarise(tool, "fr")
    return {name: [(line.symbol, line.text, line.struck) for line in getattr(sections, name)] for name in SUMMARY_PARTS}


def guide(title: str, *, theme: str, minutes: int, group: tuple[int | None, int | None], **rest: Any) -> Value:
    values = {"url": "/motifs/fiche/", "level": "débutant", "image": None, "licence": BY_SA, **rest}
    least, most = group
    return Value(title=title, language="fr", theme=theme, minutes=minutes, group_min=least, group_max=most, **values)


GUIDES = [
    guide(
        "Cartographier son quartier avec OpenStreetMap",
        theme="maps", minutes=120, group=(6, 12), association="Les Pieds sur la carte",
    ),
    guide(
        "Photographier une fête sans oublier personne",
        theme="image", minutes=90, group=(8, 8), association="Encres et Bobines", licence=BY,
    ),
    guide(
        "Monter une émission de radio d'une heure",
        theme="sound", minutes=180, group=(5, 10), level="initié", association="Radio Ressac",
    ),
    guide(
        "Le jeu des licences",
        theme="games", minutes=45, group=(4, 24), level="pour tout le monde", association="Commun Commune", licence=CC0,
    ),
    guide(
        "Écrire à plusieurs mains",
        theme="writing", minutes=120, group=(None, 10), association="L'Atelier du port", licence=BY_NC_SA,
    ),
    guide(
        "Vérifier d'où vient une image",
        theme="law", minutes=60, group=(15, None), association="La Passerelle", licence=ETALAB,
    ),
]  # fmt: skip

LICENCE_CARDS = [
    Value(tool=tool, url="/licences/", name=tool.name("fr"), tagline=words, signs=signs(tool, "fr"))
    for tool, words in ((BY_SA, "Tout, à partager pareil"), (BY_NC_ND, "Tel quel, sans vendre"), (ETALAB, ""))
]
SUMMARY = summary(BY_SA)
SUMMARY_NC_ND = summary(BY_NC_ND)
TITLE_LINK = '<a href="/motifs/fiche/">Cartographier son quartier avec OpenStreetMap</a>'
CREDIT = Value(
    text="« Cartographier son quartier avec OpenStreetMap » par Les Pieds sur la carte, sous licence CC BY-SA 4.0 "
    f"({BY_SA.url})",
    html=f'«\u00a0{TITLE_LINK}\u00a0» par <a href="/associations/">Les Pieds sur la carte</a>, sous licence '
    f'<a rel="license" href="{BY_SA.url}">CC\u00a0BY-SA\u00a04.0</a>',
    markdown="« [Cartographier son quartier avec OpenStreetMap](/motifs/fiche/) » par Les Pieds sur la carte, sous "
    f"licence [CC BY-SA 4.0]({BY_SA.url})",
)

DUTIES = [
    Value(
        text="Nommer la licence et donner son adresse, ou en joindre le texte.",
        clause="3(a)(1)(C)", url=f"{BY_SA.url}legalcode", field_id="",
    ),
    Value(text="Donner le titre, s’il y en a un.", clause="", url="", field_id=""),
]  # fmt: skip
ANSWERS = [
    Value(text="Tout est de moi, ou de nous", url="/licences/choisir/", by_sources=False),
    Value(text="Oui, sous la même licence (SA)", url="", by_sources=True),
]
OPTIONS = [
    Value(
        value="yes", label="Oui, aussi contre de l’argent", symbol="sell", struck=False, cost="",
        text="Une association peut l’imprimer et la vendre à prix coûtant.",
    ),
    Value(
        value="no", label="Non, jamais dans un but commercial (NC)", symbol="sell", struck=True,
        text="Les personnes prudentes n’oseront pas, ou vous demanderont.",
        cost="Elle ne pourra plus être mélangée à 7 des 17 contenus d’ici.",
    ),
]  # fmt: skip
VERDICTS = [
    Value(tool=BY_SA, name=BY_SA.name("fr"), verdict="ok", reasons=[]),
    Value(
        tool=BY, name=BY.name("fr"), verdict="no",
        reasons=[
            Value(
                text="CC BY-SA 4.0 demande de partager l’adaptation dans les mêmes conditions.",
                clause="CC BY-SA 4.0 §3(b)(1)", url=f"{BY_SA.url}legalcode",
            ),
        ],
    ),
]  # fmt: skip
PICTURE = Value(
    image=mark_safe(
        '<img src="/motifs/carte.png" width="1200" height="630" loading="lazy" '
        'alt="Trois groupes de couleurs annotent le plan d\'un quartier">'
    ),
    credit=mark_safe('«\u00a0Relevé rue de Siam\u00a0» par <a href="/">Awa Diallo</a>, CC\u00a0BY\u00a04.0'),
)
FILES = [
    Value(
        title="Plan à imprimer", url="/motifs/carte.png", format="PDF", size="420 ko", role="à imprimer",
        copies="1 pour 2 personnes", licence=BY_SA,
    ),
    Value(
        title="Grille de relevé, à modifier", url="/motifs/carte.png", format="ODT", size="38 ko", role="à modifier",
        copies="", licence=CC0,
    ),
]  # fmt: skip
STEPS = [
    Value(
        title="Lire la carte ensemble", anchor="etape-1", minutes=20, files=[], pictures=[],
        text=mark_safe(
            "<p>Chaque groupe cherche sur le plan un lieu qu'il connaît bien. Qu'est-ce qui est juste ? Qu'est-ce "
            "qui manque ?</p>"
        ),
        note=mark_safe("<p>Commencez par la rue où vous êtes : tout le monde a quelque chose à dire.</p>"),
    ),
    Value(
        title="Sortir relever", anchor="etape-2", minutes=50, note="", files=FILES[:1], pictures=[PICTURE],
        text=mark_safe(
            "<p>Par groupes de quatre : une personne lit, une note, une photographie, une guide. Relevez :</p>"
            "<ul><li>les bancs et les points d'eau</li><li>les marches et les rampes</li><li>les commerces qui ont "
            "changé</li></ul>"
        ),
    ),
    Value(
        title="Ajouter à la carte", anchor="etape-3", minutes=40, files=[], pictures=[],
        text=mark_safe("<p>De retour, on saisit à deux. Un lieu vérifié vaut mieux que dix devinés.</p>"),
        note=mark_safe("<p>Ouvrez les comptes avant la séance ; prévoyez deux adresses de secours.</p>"),
    ),
    Value(
        title="Se quitter", anchor="etape-4", minutes=10, note="", files=[], pictures=[],
        text=mark_safe("<p>Chacun dit le lieu qu'il ira vérifier cette semaine.</p>"),
    ),
]  # fmt: skip
MATERIALS = [
    Value(quantity=6, name="plans imprimés", note="un pour deux", url="", unit=""),
    Value(quantity=12, name="crayons", note="de couleur", url="", unit=""),
    Value(quantity=3, name="téléphones avec GPS", note="", url="", unit=""),
    Value(quantity=2, name="ordinateurs", note="", url="", unit=""),
    Value(quantity=2400, name="argile", note="", url="", unit="g"),
    Value(quantity=None, name="connexion internet", note="", url="", unit=""),
]
FACTS = [
    Value(label="Durée", value="2 h", detail="et 30 min de préparation"),
    Value(label="Groupe", value="6 à 12 personnes", detail=""),
    Value(label="Public", value="dès 10 ans", detail=""),
    Value(label="Niveau", value="débutant", detail=""),
    Value(label="Coût", value="gratuit", detail="hors impression des plans"),
]
CREDITS = [
    Value(name="Les Pieds sur la carte", role="autrice", url="/associations/"),
    Value(name="Awa Diallo", role="photographie", url=""),
    Value(name="Yann Le Goff", role="relecture", url=""),
]
ORIGINS = [
    Value(
        label="Traduit de",
        credit=mark_safe(
            '«\u00a0<a href="/motifs/">Walking the map</a>\u00a0» par Jo Marsh, sous licence '
            '<a href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>'
        ),
    ),
    Value(label="Contient un extrait de", credit="«\u00a0Relever une rue\u00a0» par Awa Diallo, domaine public"),
]
CHANGES_LABEL = "Ce qui a changé"
CHANGES = "Consignes raccourcies, plan du quartier ajouté."
TAGS = [
    Value(label="Cartes et territoire", url="/recherche/?theme=maps", theme="maps"),
    Value(label="Numérique", url="/recherche/?theme=digital", theme="digital"),
    Value(label="balade", url="/recherche/?q=balade", theme=""),
    Value(label="OpenStreetMap", url="/recherche/?q=openstreetmap", theme=""),
]
PROSE = mark_safe(
    "<h3>Avant de commencer</h3><p>Un texte venu d'ailleurs : <b>gras</b>, <i>italique</i>, un <a href='/motifs/'>lien"
    "</a>, du <code>code</code>.</p><blockquote><p>On ne cartographie bien que ce qu'on a marché.</p></blockquote>"
    "<ul><li>une liste</li><li>et sa suite<ul><li>plus profonde</li></ul></li></ul><ol><li>d'abord</li><li>ensuite"
    "</li></ol><h4>Un programme</h4><pre tabindex='0'><code>for lieu in relevé:\n    carte.ajoute(lieu, source="
    '"terrain", auteur="groupe du mardi", remarque="vérifié à pied le 3 octobre")</code></pre><div class='
    "'table-scroll' tabindex='0'><table><thead><tr><th>Lieu</th><th>Étiquette</th></tr></thead><tbody><tr><td>Banc"
    "</td><td><code>amenity=bench</code></td></tr><tr><td>Eau potable</td><td><code>amenity=drinking_water</code>"
    "</td></tr></tbody></table></div>"
)

ASSOCIATIONS = [
    Value(
        name="Les Pieds sur la carte", url="/associations/", place="Quimper", guide_count=14, image=None,
        text="La science en faisant, dans la rue et à l'école.",
    ),
    Value(
        name="Encres et Bobines", url="/associations/", place="Brest", guide_count=6, image=None,
        text="Images, récits et cinéma de quartier.",
    ),
    Value(
        name="Radio Ressac", url="/associations/", place="Le Faou", guide_count=1, image=None,
        text="Une radio associative et ses studios ouverts.",
    ),
]  # fmt: skip
DOORS = [
    Value(
        letter="A", language="fr", theme="culture", title="Animer demain", url="/guides/",
        text="Une fiche prête, le matériel compté pour votre groupe",
    ),
    Value(
        letter="L", language="fr", theme="culture", title="Comprendre les licences", url="/licences/",
        text="Ce qu'on a le droit de faire, en français simple",
    ),
    Value(
        letter="T", language="fr", theme="culture", title="Trouver une association", url="/associations/",
        text="Qui partage quoi, près de chez vous",
    ),
    Value(
        letter="P", language="fr", theme="culture", title="Partager une fiche", url="/contribuer/",
        text="Dix champs, et quelqu'un relit avec vous",
    ),
]  # fmt: skip
SEARCHES = [
    ("atelier photo avec des ados", "/recherche/?q=atelier+photo+ados"),
    ("musique que je peux diffuser", "/recherche/?q=musique"),
]
ACTIONS = [("Toutes les fiches", "/guides/"), ("Proposer une fiche", "/contribuer/")]


def result(shown: Value, summary: str, snippet: str = "") -> Value:
    """As templates/search/result.html names it."""
    extra = {"group_min": shown.group_min, "group_max": shown.group_max, "association": shown.association}
    document = Value(
        id=shown.url, title=shown.title, url=shown.url, language="fr", summary=summary, minutes=shown.minutes,
        cover=shown.theme, extra=extra, periods={},
    )  # fmt: skip
    return Value(
        document=document,
        highlights=Value(title=shown.title, snippet=mark_safe(snippet), from_summary=False),  # noqa: S308 -- constants
        versions=(),
        days=None,
        type_label="Fiche atelier",
        result_template="guides/search_facts.html",
        tool=shown.licence,
    )


RESULTS = [
    result(
        GUIDES[0],
        "Sortir à pied, noter ce qui manque, l'ajouter à la carte que tout le monde peut reprendre.",
        "… chaque groupe <mark>cartographie</mark> une rue du <mark>quartier</mark>, puis …",
    ),
    result(GUIDES[5], "Trois indices et deux outils libres pour remonter à la source d'une photo."),
]
CHIPS = [
    Value(words="pour 30 ados", values="26 à 30 personnes, ados", url="/recherche/?q=jeu+pour+30+ados&ignore=group")
]
WHY = Value(
    fields=[Value(label="Titre", words=["quartier"]), Value(label="Texte", words=["rue", "rues"])],
    others=[Value(typed="cartographie", words=["carte"])],
    wishes=[Value(words="pour 30 ados", values=[("Taille du groupe", ["26 à 30 personnes"])])],
    kinds=[],
    missing=["tournevis"],
    wording="",
)
FACETS = [
    Value(
        name="may", label="Je veux pouvoir…", open=True,
        choices=[
            Value(key="sell", label="l'utiliser dans un cadre payant", count=18, selected=True),
            Value(key="change", label="la modifier", count=21, selected=False),
        ],
    ),
    Value(
        name="theme", label="Thème", open=True,
        choices=[
            Value(key="maps", label="Cartes et territoire", count=7, selected=False),
            Value(key="sound", label="Son et radio", count=4, selected=False),
            Value(key="food", label="Cuisine", count=0, selected=False),
        ],
    ),
    Value(
        name="language", label="Langue", open=False,
        choices=[Value(key="fr", label="français", count=22, selected=False)],
    ),
]  # fmt: skip
PAGES = [Value(number=n, url=f"?page={n}") for n in (1, 2, 3, None, 9)]
TRAIL = [("Fiches", "/guides/"), ("Cartes et territoire", "/recherche/?theme=maps"), ("Cartographier son quartier", "")]

ALTERNATES = [Value(url="/motifs/fiche/", language="en", label="English", title="Map your neighbourhood")]
HOME_PAGE: dict[str, Any] = {
    "heading": "Ce que nos associations savent faire, prêt à reprendre.",
    "heading_language": "fr",
    "lead": "Fiches d'atelier, kits et médias mis en commun. Chaque contenu dit ce que sa licence permet, en français "
    "simple.",
    "lead_language": "fr",
    "examples": SEARCHES,
    "doors": DOORS,
    "blocks": [
        Value(template="guides/front_page.html", shown=Value(newest=GUIDES, useful=GUIDES[3:])),
        Value(template="community/front_page.html", shown=Value(associations=ASSOCIATIONS)),
    ],
}
EXPORTS = [
    {
        "url": "/motifs/fiche/",
        "label": "Le texte seul (Markdown)",
        "size": "12 ko",
        "text": "Pour l’adapter dans un éditeur de texte ou un wiki.",
        "content_type": "text/markdown",
    }
]
GUIDE_PAGE: dict[str, Any] = {
    "nav": "guides",
    "page": Value(
        title="Cartographier son quartier avec OpenStreetMap", theme="maps", language="fr",
        one_sentence="Sortir à pied, noter ce qui manque, l'ajouter à la carte que tout le monde peut reprendre.",
        changes=CHANGES,
    ),
    "trail": TRAIL[:2],
    "facts": FACTS,
    "objectives": ["lire une carte en ligne et y trouver un manque", "relever un lieu sur le terrain, à plusieurs"],
    "materials": MATERIALS,
    "participants": 12,
    "steps": STEPS,
    "has_notes": True,
    "sections_before": [],
    "sections_after": [
        Value(
            title="Variantes", anchor="variantes",
            html=mark_safe("<p>Par temps de pluie : partir de photos prises la veille.</p>"),
        ),
    ],
    "files": FILES,
    "credits": CREDITS,
    "origins": ORIGINS,
    "about": [Value(label="Version", value="1.0"), Value(label="Animée pour la dernière fois", value="3 octobre 2026")],
    "tags": TAGS,
    "licence": BY_SA,
    "licence_name": BY_SA.name("fr"),
    "summary": SUMMARY,
    "credit": CREDIT,
    "print_url": "/motifs/fiche/?participants=12", "exports": EXPORTS,
}  # fmt: skip
SEARCH_PAGE: dict[str, Any] = {
    "nav": "search",
    "results": RESULTS,
    "facets": FACETS,
    "pages": PAGES,
}
