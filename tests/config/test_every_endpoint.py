"""Nothing private shows at any endpoint of the site: every address that anybody may ask for, on a site full of secrets."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from urllib.parse import unquote

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import get_resolver
from wagtail.models import PageViewRestriction

from search import indexing
from tests.config.failing import database_only_read, no_file_grows
from tests.config.private_things import PRIVATE_PAGES, WORDS, PrivateThings
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db

# Every address that the urlconfs know and that answers to anybody, with questions that would find what is private.
SEARCHES = ("q=sardine", "q=sardin", "q=", "q=sardine&sort=newest", "q=sardine&page=2", "theme=cartes",
            "licence=cc-by-sa-4.0", "type=explainer", "q=picarel", "q=gambas")  # fmt: skip
UUID = r"(?P<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
ENDPOINTS = {
    "api/v1/openapi.json": ["/api/v1/openapi.json"],
    "api/v1/search": [f"/api/v1/search?{asked}" for asked in SEARCHES],
    "api/v1/licences/mix": ["/api/v1/licences/mix?source=cc-by-sa-4.0&source=guide:{draft_guide}"],
    "api/v1/licences/credit": [],
    "api/v1/licences/metadata": [],
    "api/v1/licences": ["/api/v1/licences"],
    "api/v1/licences/recognise": ["/api/v1/licences/recognise?text=CC+BY-SA"],
    "api/v1/licences/<key>": ["/api/v1/licences/cc-by-sa-4.0"],
    "api/v1/": ["/api/v1/"],
    "favicon.ico": ["/favicon.ico"],
    "site.webmanifest": ["/site.webmanifest"],
    "healthz": ["/healthz"],
    "sitemap.xml": ["/sitemap.xml"],
    "recherche/": [f"/recherche/?{asked}" for asked in SEARCHES],
    "recherche/flux.atom": [f"/recherche/flux.atom?{asked}" for asked in SEARCHES],
    "recherche/flux.json": [f"/recherche/flux.json?{asked}" for asked in SEARCHES],
    "recherche/pourquoi/": [
        f"/recherche/pourquoi/?q=sardine&item=guide:{{{name}}}{part}"
        for name in ("draft_guide", "login_guide")
        for part in ("", "&part=1")
    ],
    "recherche/suggestions/": ["/recherche/suggestions/?q=sard", "/recherche/suggestions/?q=sardine"],
    "licences/": ["/licences/"],
    "licences/puis-je/": ["/licences/puis-je/"],
    "licences/choisir/": ["/licences/choisir/"],
    "licences/melanger/": [
        "/licences/melanger/?q=sardine", "/licences/melanger/?item=guide:{draft_guide}",
        "/licences/melanger/?item=guide:{login_guide}",
    ],
    "licences/crediter/": ["/licences/crediter/?item=guide:{draft_guide}", "/licences/crediter/?q=sardine"],
    "comprendre/parcours/": ["/comprendre/parcours/", "/comprendre/parcours/?etape=3"],
    "licences/reconnaitre/": ["/licences/reconnaitre/?text=CC+BY-SA"],
    "licences/badges/<str:key>.svg": ["/licences/badges/cc-by-sa-4.0.svg"],
    "licences/badges/<str:key>.png": ["/licences/badges/cc-by-sa-4.0.png"],
    "licences/donnees/": ["/licences/donnees/"],
    "licences/donnees/licence/<str:key>.ttl": ["/licences/donnees/licence/cc-by-sa-4.0.ttl"],
    "licences/donnees/<str:name>": ["/licences/donnees/licences.json"],
    "licences/<str:key>/": ["/licences/cc-by-sa-4.0/"],
    "panier/": ["/panier/", "/panier/?liste=guide:{draft_guide}.guide:{login_guide}", "/panier/?ajoute=guide:{draft_guide}"],
    "panier/ajouter/": [],
    "panier/changer/": [],
    "panier/enregistrer/": ["/panier/enregistrer/"],
    "motifs/": ["/motifs/"],
    "motifs/carte.png": ["/motifs/carte.png"],
    "motifs/<slug:name>/": ["/motifs/fiche/"],
    "motifs/texte/": ["/motifs/texte/"],
    "ecrire/fichier/": ["/ecrire/fichier/?words=sardine", "/ecrire/fichier/?words=", "/ecrire/fichier/?address={file}"],
    "ecrire/image/": ["/ecrire/image/?words=sardine", "/ecrire/image/?words=", "/ecrire/image/?address={file}"],
    "contribuer/ecrire/": ["/contribuer/ecrire/"],
    "ecrire/": ["/ecrire/"],
    "ecrire/<slug:name>/": ["/ecrire/guide/"],
    "ecrire/<slug:name>/<int:key>/": ["/ecrire/guide/{written}/"],
    "ecrire/<slug:name>/commencer/": ["/ecrire/guide/commencer/"],
    "mes-pages/": ["/mes-pages/"],
    "medias/ajouter/": ["/medias/ajouter/"],
    "medias/ajouter/fichier/": [],  # answers to POST alone
    "medias/ajouter/<uuid:token>/apercu/": [],  # tests/commons/library/test_upload_pages.py
    "medias/a-relire/": ["/medias/a-relire/"],
    "medias/a-relire/<uuid:token>/": [],  # as above
    "medias/<slug:slug>/modifier/": ["{media}modifier/"],
    "medias/<slug:slug>/licence/": ["{media}licence/"],
    "medias/<slug:slug>/retirer/": ["{media}retirer/"],
    "medias/": ["/medias/", "/medias/?genre=sound"],
    "medias/<slug:slug>/": ["{media}"],
    "medias/<slug:slug>/telecharger/": ["{media}telecharger/?taille=petite", "{media}telecharger/?taille=xmp"],
    # Hashes of what is private: tests/commons/library/test_verifying.py. Conflicts are for stewards: test_conflict_screen.py.
    "verifier/": ["/verifier/"],
    "api/v1/media/by-hash/<sha256>": [],
    "medias/conflits/": ["/medias/conflits/"],
    "medias/conflits/<int:key>/": ["/medias/conflits/1/"],
    "medias/ailleurs/": ["/medias/ailleurs/"],
    "medias/ailleurs/<slug:slug>/": ["/medias/ailleurs/nulle-part/"],
    "medias/<slug:slug>/integrer/": ["{media}integrer/"],
    "oembed": ["/oembed?url=http://localhost{media}"],
    "themes/<slug:slug>/": ["/themes/cartes/"],
    "mots/<slug:slug>/": ["/mots/cuisine/", "/mots/sardine-taraszq/"],
    r"^((?:[\w\-]+/)+kit\.(?:zip|pdf|epub|md))$": ["{guide}kit.md", "{private}kit.zip", "/kits/kit.pdf"],
    r"^((?:[\w\-]+/)+(?:guide\.pdf|guide\.zip|guide\.epub|guide\.md|carte\.png))$": [
        "{guide}guide.md", "{guide}guide.zip", "{guide}guide.pdf", "{guide}guide.pdf?pour=participants",
        "{guide}guide.pdf?pour=chats", "{guide}guide.epub", "{guide}carte.png", "{private}guide.md", "{private}guide.zip",
        "{private}guide.pdf", "{private}guide.epub",
    ],
    r"^(?P<path>(?:[^/]+/)+)(?P<filename>programme\.ics|agenda\.ics|evenement\.ics|schedule\.xml|schedule\.json|giggity\.json"
    r"|openagenda\.json|programme\.geojson|programme\.csv|programme\.txt|programme\.atom|figures\.json|figures\.csv"
    r"|affiche\-a\-remplir\.svg)$": [
        "/programme/programme.ics", "/programme/programme.csv", "/programme/programme.txt", "/programme/programme.atom",
        "/programme/openagenda.json",
        "/programme/programme.geojson", "/associations/les-sardines/agenda.ics", "{private}agenda.ics",
        "{guide}affiche-a-remplir.svg", "{private}affiche-a-remplir.svg",
    ],
    r"^(?P<path>(?:[^/]+/)+)(?P<filename>programme\.pdf|feuilles\-de\-jour\.pdf|feuilles\-de\-porte\.pdf"
    r"|programme\-grands\-caracteres\.pdf|affiche\.pdf)$": [
        "/programme/programme.pdf", "{guide}affiche.pdf", "{private}programme.pdf", "{private}affiche.pdf",
    ],
    "themes/<slug:slug>/agenda.ics": ["/themes/cartes/agenda.ics"],
    "api/v1/events": ["/api/v1/events", "/api/v1/events?q=sardine"],
    "plan-du-site/": ["/plan-du-site/"],
    "contribuer/": ["/contribuer/"],
    "contribute/": ["/contribute/"],
    "media/<path:path>": [],  # tests/commons/library/test_visibility.py
    r"^((?:[\w\-]+/)*)$": [
        "/", "/kits/", "/guides/", "/guides/?theme=cartes", "/guides/?duration_max=600", "{guide}", "{guide}imprimer/",
        "{private}", "{private}imprimer/", "/associations/", "/associations/les-sardines/", "/comprendre/",
        "/comprendre/glossaire/", "/comprendre/le-filet/", "/la-criee/", "/nulle-part/", "/ancienne-adresse/",
    ],
    r"^(?P<path>(?:[^/]+/)+)historique/qui-a-ecrit/$": [
        "{guide}historique/qui-a-ecrit/", "{private}historique/qui-a-ecrit/", "/la-criee/historique/qui-a-ecrit/",
        "/associations/les-sardines/historique/qui-a-ecrit/", "/comprendre/le-filet/historique/qui-a-ecrit/",
    ],
    r"^(?P<path>(?:[^/]+/)+)historique/$": [
        "{guide}historique/", "{private}historique/", "/associations/les-sardines/historique/",
        "/comprendre/le-filet/historique/", "/la-criee/historique/",
    ],
    r"^(?P<path>(?:[^/]+/)+)historique/(?P<number>[1-9]\d{0,8})/$": [
        "{guide}historique/1/", "{guide}historique/2/", "{private}historique/1/",
        "/associations/les-sardines/historique/1/", "/associations/les-sardines/historique/2/",
        "/comprendre/le-filet/historique/1/", "/la-criee/historique/1/",
    ],
    r"^(?P<path>(?:[^/]+/)+)liens/$": [
        "{guide}liens/", "{private}liens/", "/associations/les-sardines/liens/", "/comprendre/le-filet/liens/",
        "/la-criee/liens/",
    ],
    r"^(?P<path>(?:[^/]+/)+)entretien/$": [
        "{guide}entretien/", "{private}entretien/", "/associations/les-sardines/entretien/", "/la-criee/entretien/",
    ],
    r"^(?P<path>(?:[^/]+/)+)adapter/$": ["{guide}adapter/", "{private}adapter/", "/la-criee/adapter/"],
    r"^(?P<path>(?:[^/]+/)+)adaptations/$": ["{guide}adaptations/", "{private}adaptations/", "/la-criee/adaptations/"],
    r"^(?P<path>(?:[^/]+/)+)animations/$": ["{guide}animations/", "{private}animations/", "/la-criee/animations/"],
    r"^(?P<path>(?:[^/]+/)+)animations/raconter/$": [
        "{guide}animations/raconter/", "{private}animations/raconter/", "/la-criee/animations/raconter/",
    ],
    # For whoever decides: tests/commons/runs/test_runs.py.
    "a-relire/animation/<int:key>/": ["/a-relire/animation/1/"],
    "a-relire/animation/<int:key>/photo/": ["/a-relire/animation/1/photo/"],
    r"^(?P<path>(?:[^/]+/)+)original/$": ["{guide}original/", "{private}original/", "/la-criee/original/"],
    "entretien/": ["/entretien/", "/entretien/?besoin=due", "/entretien/?besoin=orphan"],
    "pages-demandees/": ["/pages-demandees/"],
    "modifications-recentes/": ["/modifications-recentes/", "/modifications-recentes/?theme=cartes"],
    "modifications-recentes/flux.atom": ["/modifications-recentes/flux.atom", "/modifications-recentes/flux.atom?genre=guide"],
    "modifications-recentes/flux.json": ["/modifications-recentes/flux.json"],
    # For those who watch over the site: tests/wiki/history/test_recent_changes.py.
    "modifications-recentes/<int:key>/verifier/": [],
    "modifications-recentes/personne/<int:key>/": ["/modifications-recentes/personne/1/"],
    # A POST alone, of whoever may publish the page: tests/wiki/history/test_ways_back.py.
    r"^(?P<path>(?:[^/]+/)+)historique/(?P<number>[1-9]\d{0,8})/retablir/$": [],
    r"^(?P<path>(?:[^/]+/)+)historique/(?P<number>[1-9]\d{0,8})/annuler/$": [],
    r"^(?P<path>(?:[^/]+/)+)historique/(?P<number>[1-9]\d{0,8})/montrer/$": [],
    r"^(?P<path>(?:[^/]+/)+)historique/(?P<number>[1-9]\d{0,8})/masquer/$": [
        "{guide}historique/1/masquer/", "{private}historique/1/masquer/",
    ],
    r"^(?P<path>(?:[^/]+/)+)comparer/$": [
        "{guide}comparer/?de=1&a=2", "{private}comparer/?de=1&a=1", "/associations/les-sardines/comparer/?de=1&a=2",
    ],
    r"^(?P<path>(?:[^/]+/)+)discussion/$": [
        "{guide}discussion/", "{private}discussion/", "/associations/les-sardines/discussion/",
        "/comprendre/le-filet/discussion/", "/la-criee/discussion/",
    ],
    r"^(?P<path>(?:[^/]+/)+)suivre/$": [
        "{guide}suivre/", "{private}suivre/", "/associations/les-sardines/suivre/", "/comprendre/le-filet/suivre/",
    ],
    r"^(?P<path>(?:[^/]+/)+)suivre/flux\.atom$": [
        "{guide}suivre/flux.atom", "{private}suivre/flux.atom", "/associations/les-sardines/suivre/flux.atom",
    ],
    r"^(?P<path>(?:[^/]+/)+)suivre/flux\.json$": ["{guide}suivre/flux.json", "{private}suivre/flux.json"],
    "suivre/<slug:word>/": [
        "/suivre/theme/?cle=cartes", "/suivre/mot/?cle=sardine-taraszq", "/suivre/recherche/?cle=q%3Dsardine",
    ],
    "suivre/<slug:word>/flux.atom": [
        "/suivre/theme/flux.atom?cle=cartes", "/suivre/mot/flux.atom?cle=cuisine",
        "/suivre/mot/flux.atom?cle=sardine-taraszq", "/suivre/recherche/flux.atom?cle=q%3Dsardine",
    ],
    "suivre/<slug:word>/flux.json": [
        "/suivre/theme/flux.json?cle=cartes", "/suivre/mot/flux.json?cle=sardine-taraszq",
        "/suivre/recherche/flux.json?cle=q%3Dsardine",
    ],
    # Whoever has no token is told nothing: tests/wiki/following/test_following.py.
    "suivis/<str:token>/": ["/suivis/x/"],
    "suivis/confirmer/<str:token>/": ["/suivis/confirmer/x/"],
    "suivis/arreter/<str:token>/": ["/suivis/arreter/x/"],
    "suivis/arreter/<str:token>/<slug:rhythm>/": ["/suivis/arreter/x/daily/"],
    "motifs/courriels/<slug:name>/": ["/motifs/courriels/a-la-fois/"],
    r"^(?P<path>(?:[^/]+/)+)modifier/$": ["{guide}modifier/", "{private}modifier/", "/la-criee/modifier/"],
    r"^(?P<path>(?:[^/]+/)+)proposer/$": [
        "{guide}proposer/", "{guide}proposer/?ou=steps", "{private}proposer/", "/associations/les-sardines/proposer/",
        "/comprendre/le-filet/proposer/", "/la-criee/proposer/",
    ],
    # Whoever has no link is told nothing: tests/programme/seats.
    "inscription/<str:token>/": ["/inscription/x:y/"],
    "bilan/<str:token>/": ["/bilan/x:y/"],
    "propositions/": ["/propositions/"],
    "propositions/<str:token>/": ["/propositions/{proposal}/", "/propositions/nulle-part/"],
    # Whoever has no code is told nothing, and whoever runs no session sees none: tests/wiki/sessions.
    "entrer/": ["/entrer/"],
    "entrer/<str:code>/": ["/entrer/AAAA-AAAA/"],
    "seance/": ["/seance/"],
    "seances/": ["/seances/"],
    "seances/nouvelle/": ["/seances/nouvelle/"],
    "seances/<int:key>/": ["/seances/1/"],
    "seances/<int:key>/feuilles/": ["/seances/1/feuilles/"],
    "a-relire/": ["/a-relire/"],
    "a-relire/<int:key>/": ["/a-relire/1/"],
    "a-relire/<int:key>/modifier/": ["/a-relire/1/modifier/"],
    "a-relire/page/<int:key>/": ["/a-relire/page/{draft_guide}/"],
    "a-relire/message/<int:key>/": ["/a-relire/message/1/"],
    "a-relire/evenement/<int:key>/": ["/a-relire/evenement/1/"],
    r"^(?P<path>(?:[^/]+/)+)coordination/$": ["/programme/coordination/", "/programme/2027/coordination/"],
    r"^(?P<path>(?:[^/]+/)+)coordination/grille/$": ["/programme/2027/coordination/grille/"],
    rf"^(?P<path>(?:[^/]+/)+)coordination/deplacer/{UUID}/$": [],  # answers to POST alone
    r"^(?P<path>(?:[^/]+/)+)coordination/affluence/$": ["/programme/2027/coordination/affluence/"],
    r"^(?P<path>(?:[^/]+/)+)coordination/avertissements/$": ["/programme/2027/coordination/avertissements/"],
    r"^(?P<path>(?:[^/]+/)+)coordination/versions/$": ["/programme/2027/coordination/versions/"],
    r"^(?P<path>(?:[^/]+/)+)coordination/bilan/$": ["/programme/2027/coordination/bilan/"],
    r"^(?P<path>(?:[^/]+/)+)coordination/bilan/tableau/$": ["/programme/2027/coordination/bilan/tableau/"],
    r"^(?P<path>(?:[^/]+/)+)coordination/bilan/fichiers/(?P<key>[0-9]{1,18})/$": [
        "/programme/2027/coordination/bilan/fichiers/1/"
    ],
    # What is in an archive: tests/programme/archive.
    r"^(?P<path>(?:[^/]+/)+)archive\.zip$": ["/programme/2027/archive.zip", "{private}archive.zip"],
    r"^(?P<path>(?:[^/]+/)+)archive\.sha256$": ["/programme/2027/archive.sha256", "{private}archive.sha256"],
    r"^(?P<path>(?:[^/]+/)+)seances/$": ["{guide}seances/", "/programme/2027/atelier/seances/"],
    "confiance/": ["/confiance/"],
    # Whoever has no link is told nothing: tests/programme/proposing.
    "proposer-un-evenement/": ["/proposer-un-evenement/", "/proposer-un-evenement/?edition=2027&comme={draft_guide}"],
    "proposer-un-evenement/mes-evenements/": ["/proposer-un-evenement/mes-evenements/"],
    "proposer-un-evenement/nouveau-lien/": ["/proposer-un-evenement/nouveau-lien/"],
    "proposer-un-evenement/<str:token>/": ["/proposer-un-evenement/x/"],
    "proposer-un-evenement/<str:token>/<int:number>/": ["/proposer-un-evenement/x/2/"],
    "proposer-un-evenement/<str:token>/autour/": [],  # answers to POST alone
    "se-porter-garant/": ["/se-porter-garant/"],
    "moderation/": ["/moderation/"],
    r"^(\d+)/(.*)$": ["/documents/{file}/"],
    "_util/authenticate_with_password/<int:restriction>/<int:page>/": [
        "/_util/authenticate_with_password/{restriction}/{password_guide}/",
        "/_util/authenticate_with_password/{restriction}/{draft_guide}/",
    ],
}  # fmt: skip
# These ask who somebody is and show nothing else, or lead to one of those above.
FOR_ACCOUNTS = ("admin/", "compte/", "documents/", "langue/", "\x00", "_util/login/",
                "_util/authenticate_with_password/<int:page_view")  # fmt: skip


def routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, here)
        else:
            yield here


def test_every_address_of_the_site_is_among_the_endpoints():
    for_anybody = {route for route in routes() if not route.startswith(FOR_ACCOUNTS)}
    assert for_anybody - set(ENDPOINTS) == set()


class Visitor:
    """Somebody without an account, who calls every endpoint of a site full of secrets."""

    def __init__(self, things):
        self.things = things
        self.client = Client(headers={"accept-language": "fr"})
        pages = things.pages
        self.names = {what.replace(" ", "_"): str(page.pk) for what, page in pages.items()}
        self.names |= {"file": str(things.file.pk), "restriction": "1", "proposal": things.proposal.token}
        self.names |= {"written": str(things.written.pk)}
        self.lists = {
            "{guide}": [guide.url for guide in things.guides],
            "{media}": things.media,
            "{private}": [f"/guides/{WORDS[f'{way} guide']}/" for way in PRIVATE_PAGES],
        }

    def addresses(self):
        for pattern in (one for patterns in ENDPOINTS.values() for one in patterns):
            mark = next((mark for mark in self.lists if mark in pattern), "")
            if mark:
                # What a PDF says cannot be read here, only whether its door is shut: one of each kind tells it of all.
                told = self.lists[mark][-1:] if ".pdf" in pattern else self.lists[mark]
                yield from (pattern.replace(mark, address) for address in told)
            else:
                yield pattern.format(**self.names)

    def statuses(self):
        return {address: self._status(address) for address in self.addresses()}

    def _status(self, address):
        response = self.client.get(address)
        # Read to its end: what is streamed holds a file open.
        assert response.getvalue() is not None
        return response.status_code

    def sees(self):
        """By address, the private things that the answer tells of. What was asked is repeated, and tells nothing."""
        seen = {}
        for address in self.addresses():
            response = self.client.get(address)
            assert response.status_code < 500, address
            said, asked = words_of(response), unquote(address)
            seen[address] = {what for what, word in WORDS.items() if word in said and word not in asked}
        return seen


def words_of(response):
    """All that the answer says, headers and what lies in an archive included."""
    content = response.getvalue() if response.streaming else response.content
    said = [str(dict(response.items())), content.decode("utf-8", errors="replace")]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said += [name + archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()]
    return unicodedata.normalize("NFC", unquote(" ".join(said))).lower()


@pytest.fixture
def things(settings, tmp_path):
    """As production keeps them: pages in a cache, an index that follows what changes."""
    settings.MEDIA_ROOT, settings.SEARCH_INDEX_DIR = tmp_path / "media", tmp_path / "search"
    settings.PAGE_CACHE_SECONDS = 300
    home_page()
    made = PrivateThings()
    indexing.rebuild()
    return made


# Never public, or told to nobody but those who work on them.
NEVER_SHOWN = {"draft guide", "draft's tag", "newer draft of a public guide", "draft translation",
               "address of an account", "address of a visitor", "text being written"}  # fmt: skip


def test_what_is_hidden_leaves_every_endpoint(things, django_capture_on_commit_callbacks):
    visitor = Visitor(things)
    before = visitor.sees()
    # All that is hidden below could be seen before: the endpoints show such things, and what is cached held them.
    assert set().union(*before.values()) == set(WORDS) - NEVER_SHOWN

    with django_capture_on_commit_callbacks(execute=True):
        things.hide_all()
    indexing.drain()  # what the end of a transaction does
    visitor.names["restriction"] = str(PageViewRestriction.objects.get(page=things.pages["password guide"]).pk)

    assert {address: seen for address, seen in visitor.sees().items() if seen} == {}


def test_every_endpoint_answers_where_nothing_can_be_written(things):
    """Neither the database nor any file: and nothing is kept from before. One page of each kind tells it of all."""
    visitor = Visitor(things)
    visitor.lists |= {mark: addresses[-1:] for mark, addresses in visitor.lists.items() if mark != "{media}"}
    visitor.names["restriction"] = "1"
    before = visitor.statuses()
    for name in ("pages", "renditions"):
        caches[name].clear()
    with no_file_grows(), database_only_read():
        assert visitor.statuses() == before
    assert set(before.values()) <= {200, 301, 302, 400, 401, 404, 410, 422}
