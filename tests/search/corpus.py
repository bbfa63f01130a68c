"""Thirty small documents of a fictional Breton town, for tests of relevance."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from search.documents import SearchDocument


def document(pk: str, title: str, summary: str = "", body: str = "", **rest: Any) -> SearchDocument:
    return SearchDocument(
        type=rest.pop("type", "guide"), pk=pk, title=title, summary=summary, body=body, url=f"/{pk}/", **rest
    )


def at(day: int) -> datetime:
    return datetime(2026, 10, day, 12, tzinfo=UTC)


CORPUS = (
    document("carte", "Cartographier son quartier avec OpenStreetMap", "Sortir à pied, noter ce qui manque, l'ajouter à la carte.",
             "Chaque groupe relève les bancs, les points d'eau et les rampes d'accès.",
             licence="cc-by-sa-4.0", minutes=120, facets={"theme": ("maps",), "audience": ("teens", "adults")}, published_at=at(1)),
    document("ecriture", "Animer l'atelier d'écriture", "Écrire à plusieurs mains le récit d'une rue.",
             "Les habitant·e·s lisent leur texte à voix haute.",
             licence="cc-by-nc-sa-4.0", minutes=90, facets={"theme": ("writing",), "audience": ("adults",)}, published_at=at(2)),
    document("photo", "Photographier une fête sans oublier personne", "Droit à l'image et lumière du soir.",
             "Demandez l'accord des personnes photographiées. Les enfants aussi choisissent.",
             licence="cc-by-4.0", minutes=90, facets={"theme": ("image",)}, published_at=at(3)),
    document("radio", "Monter une émission de radio d'une heure", "Prise de son, montage et direct.",
             "Chaque équipe tient un micro. Le montage se fait avec Audacity.",
             licence="cc-by-sa-4.0", minutes=180, facets={"theme": ("sound",), "audience": ("teens",)}, published_at=at(4)),
    document("jeu", "Le jeu des licences", "Comprendre les Creative Commons en jouant aux cartes.",
             "Distribuez une carte par joueur·euse. Chacun·e défend sa licence libre.",
             licence="cc0-1.0", minutes=45, facets={"theme": ("games", "law")}, published_at=at(5)),
    document("image", "Vérifier d'où vient une image", "Recherche inversée, métadonnées et bon sens.",
             "Une photo de presse, un montage : d'où viennent-ils ?",
             licence="etalab-2.0", minutes=60, facets={"theme": ("image", "law")}, published_at=at(6)),
    document("piquenique", "Organiser un pique-nique de quartier", "Nappes, partage et troc de graines au bord de l'eau.",
             "Prévoyez des tables, de l'eau potable et un point de tri.",
             licence="cc-by-4.0", minutes=240, facets={"theme": ("food",), "audience": ("families",)}, published_at=at(7)),
    document("facilitation", "Devenir facilitateur·rice", "Les postures de l'animation, en trois jeux.",
             "Une facilitatrice écoute ; un facilitateur relance.",
             licence="cc-by-sa-4.0", minutes=120, facets={"audience": ("volunteers",)}, published_at=at(8)),
    document("fanzine", "Un fanzine de huit pages", "Plier, coller, photocopier : un journal en une seule feuille.",
             "Chacun dessine une double page, puis on relie.",
             licence="cc-by-sa-4.0", minutes=60, facets={"theme": ("writing", "image")}, published_at=at(9)),
    document("reparer", "Tenir un café de réparation", "Grille-pain, lampes et machines à coudre retrouvent une vie.",
             "Les bénévoles réparent avec les personnes, jamais à leur place.",
             licence="cc-by-4.0", minutes=180, facets={"theme": ("repair",)}, published_at=at(10)),
    document("linux", "Installer un système libre", "Un ordinateur ancien repart avec un logiciel libre.",
             "Sauvegardez les données avant d'installer. Linux Mint convient aux débutants.",
             licence="gfdl-1.3", minutes=150, facets={"theme": ("digital",)}, published_at=at(11)),
    document("vieprivee", "Protéger sa vie privée en ligne", "Mots de passe, réglages et navigateurs.",
             "Chacun règle son téléphone ; personne ne montre le sien.",
             licence="cc-by-nd-4.0", minutes=90, facets={"theme": ("digital", "law")}, published_at=at(12)),
    document("graines", "Ouvrir une grainothèque", "Échanger des semences reproductibles à la bibliothèque.",
             "Étiquetez chaque sachet : espèce, année, lieu.",
             licence="cc-by-sa-4.0", minutes=60, facets={"theme": ("garden",)}, published_at=at(13)),
    document("conte", "Raconter un conte à deux voix", "La mémoire des aînés, la voix des plus jeunes.",
             "Les aînés choisissent l'histoire ; les enfants la disent.",
             licence="cc-by-nc-4.0", minutes=60, facets={"theme": ("writing", "sound")}, published_at=at(14)),
    document("podcast", "Enregistrer un podcast de poche", "Un téléphone, un foulard, une bonne histoire.",
             "Le son se soigne à la prise, pas après.",
             licence="cc-by-4.0", minutes=120, facets={"theme": ("sound",)}, published_at=at(15)),
    document("wikipedia", "Écrire un premier article de Wikipédia", "Sources, neutralité et première modification.",
             "Un article naît d'une source sérieuse.",
             licence="cc-by-sa-3.0", minutes=120, facets={"theme": ("writing",)}, published_at=at(16)),
    document("couture", "Coudre un sac dans une voile usée", "Récupérer, découper, assembler.",
             "Une aiguille épaisse et du fil poissé suffisent.",
             licence="lal-1.3", minutes=180, facets={"theme": ("repair",)}, published_at=at(17)),
    document("breton", "C'hoari e brezhoneg", "Jeux de cour en langue bretonne, pour tous les âges.",
             "Les comptines se chantent avant le jeu.",
             licence="cc-by-sa-4.0", minutes=30, facets={"theme": ("games",)}, published_at=at(18)),
    document("budget", "Le budget d'une association, pas à pas", "Trésorerie, subventions et comptes clairs.",
             "Les journaux de caisse se tiennent au jour le jour.",
             licence="cc-by-nc-nd-4.0", minutes=120, facets={"audience": ("volunteers",)}, published_at=at(19)),
    document("cinema", "Projeter un film libre en plein air", "Écran, autorisations et repli en cas de pluie.",
             "Vérifiez que la licence permet une séance payante.",
             licence="cc-by-4.0", minutes=240, facets={"theme": ("image", "law")}, published_at=at(20)),
    document("oeuvres", "Une exposition d'œuvres libres", "Choisir, imprimer et créditer dix images.",
             "Chaque cartel donne le titre, l'autrice et la licence.",
             licence="cc0-1.0", minutes=120, facets={"theme": ("image", "law")}, published_at=at(21)),
    document("velo", "Apprendre à réparer un vélo", "Chaîne, freins et crevaison.",
             "On travaille à deux sur un pied d'atelier.",
             licence="cc-by-sa-4.0", minutes=90, facets={"theme": ("repair",)}, published_at=at(22)),
    document("traduire", "Traduire ensemble une fiche", "Du breton au français et retour.",
             "La traduction collective demande un glossaire.",
             licence="cc-by-sa-4.0", minutes=90, facets={"theme": ("writing",)}, published_at=at(23)),
    document("imprimante", "Imprimer en trois dimensions", "Du dessin à l'objet avec une imprimante partagée.",
             "Le fichier d'un autre se reprend si sa licence le permet.",
             licence="cc-by-nc-sa-4.0", minutes=120, facets={"theme": ("digital",)}, published_at=at(24)),
    document("meteo", "Construire une station météo", "Capteurs, boîte étanche et données ouvertes.",
             "Les mesures sont publiées sous licence ouverte.",
             licence="etalab-2.0", minutes=240, facets={"theme": ("digital", "garden")}, published_at=at(25)),
    document("scratch", "Programming a cat with Scratch", "Children make a cat walk and sing.",
             "Drag the blocks; the children's games run at once.",
             language="en", licence="cc-by-sa-4.0", minutes=60, facets={"theme": ("digital", "games")}, published_at=at(26)),
    document("mapping", "Mapping party for beginners", "Walk, survey, add shops and benches to the map.",
             "Everybody edits with a paper map first.",
             language="en", licence="cc-by-4.0", minutes=120, facets={"theme": ("maps",)}, published_at=at(27)),
    document("debrouillards", "Les Débrouillards du port", "Sciences et bricolage avec les enfants de Port-Louarn.", type="association"),
    document("radioevasion", "Radio Évasion", "La radio associative de Port-Louarn, ses ateliers et ses archives.", type="association"),
    document("mediatheque", "Médiathèque Neptune", "Prêt de mallettes, salle de travail, accès à Internet.",
             "Les travaux de groupe se font à l'étage.", type="association"),
)  # fmt: skip
