"""Bundles with fixed values, as a guide or a kit gives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from exporting.bundle import Asset, Bundle, Link, Needed, Passage, Sheet, Step
from legaltools import catalogue
from legaltools.credit import Author, Work

BY_SA = catalogue.get("cc-by-sa-4.0")
BY = catalogue.get("cc-by-4.0")


def work(title="Cartographier sa rue", *, author="Les Amis du sentier", licence=BY_SA, **fields):
    return Work(title=title, authors=(Author(author),), licence=licence, **fields)


def picture(file=None, *, path="images/marche.png", title="Le marché", alt="Un marché", **fields):
    return Asset(path=path, file=file, work=work(title, author="Anna Le Goff", licence=BY), alt=alt, **fields)


def document(file=None, *, path="files/grille.pdf", title="La grille", **fields):
    return Asset(path=path, file=file, work=work(title), purpose="à imprimer", **fields)


def sheet(title="Cartographier sa rue", *, slug="cartographier-sa-rue", **fields):
    values = {
        "url": f"https://communs.example.org/guides/{slug}/",
        "work": work(title, source=f"https://communs.example.org/guides/{slug}/"),
        "language": "fr",
        "lead": "Sortir à pied et noter ce que la carte oublie.",
        "facts": (("Durée", "1 h 30"), ("Groupe", "6 à 12 personnes")),
        "before": (
            Passage(title="À l’issue de l’atelier", html="<ul><li>lire une carte</li></ul>"),
            Passage(title="Préparation", html="<p>Repérer la rue.</p>", for_participants=False),
        ),
        "needed": (
            Needed(name="crayons", quantity="12 ×"),
            Needed(name="plan du quartier", note="en grand"),
        ),
        "participants": 12,
        "steps": (
            Step(title="Accueil", html="<p>On se <b>présente</b>.</p>", minutes=10, note="<p>Prévoir du café.</p>"),
            Step(title="Sortie", html='<p>On note.</p><p><img src="images/marche.png" alt="Un marché"></p>'),
        ),
        "markdown": f"---\ntitle: {title}\n---\n\n## Accueil\n",
        "version": "2.1",
        "updated": date(2026, 10, 3),
    }
    return Sheet(slug=slug, title=title, **values | fields)


def guide_bundle(**fields):
    """What a guide leaves the site as."""
    one = sheet(**fields)
    return Bundle(
        slug=one.slug,
        title=one.title,
        language=one.language,
        url=one.url,
        work=one.work,
        entries=(one,),
        lead=one.lead,
        version=one.version,
        updated=one.updated,
        publisher="Communs",
        publisher_url="https://communs.example.org",
    )


def kit_bundle(*entries, **fields):
    """What a kit leaves the site as: two guides, a sound and a link unless told otherwise."""
    sound = Asset(path="medias/pluie.ogg", file=None, work=work("La pluie"), remark="Pour ouvrir la séance.")
    link = Link(title="Une carte libre", url="https://carte.example.org/", work=work("Une carte libre"))
    first, second = sheet(remark="Pour commencer."), sheet("Écouter sa rue", slug="ecouter-sa-rue")
    url = "https://communs.example.org/kits/ma-rue/"
    bundle = Bundle(
        slug="ma-rue",
        title="Ma rue en trois ateliers",
        language="fr",
        url=url,
        credits_url=f"{url}credits/",
        work=work("Ma rue en trois ateliers", source=url),
        entries=entries or (first, second, sound, link),
        verdict=("Ce recueil peut être partagé.",),
        needed=(Needed(name="crayons", quantity="12 ×"),),
        participants=12,
        publisher="Communs",
        publisher_url="https://communs.example.org",
    )
    return replace(bundle, **fields)
