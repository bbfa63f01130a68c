"""The public pages, one of each kind."""

from __future__ import annotations

GUIDE = "/guides/cartographier-sa-rue-a-pied/"
PUBLIC = {
    "home": "/",
    "guides": "/guides/",
    "guide": GUIDE,
    "guide in English": "/guides/an-eight-page-zine/",
    "search": "/recherche/?q=atelier",
    "search without result": "/recherche/?q=qzxqzx",
    "associations": "/associations/",
    "association": "/associations/radio-ressac/",
    "theme": "/themes/maps/",
    "tag": "/mots/openstreetmap/",
    "plain page": "/debuter-avec-les-licences/",
    "licences": "/licences/",
    "credit builder": "/licences/crediter/",
    "credit": "/licences/crediter/?title=Carte&licence=CC+BY+3.0&o1-title=Fond&o1-licence=CC+BY-SA",
    "licences searched": "/licences/?q=by-sa",
    "licence": "/licences/cc-by-sa-4.0/",
    "older licence": "/licences/cc-by-nc-nd-2.0-fr/",
    "unknown licence": "/licences/cc-by-sa/",
    "licence recognised": "/licences/reconnaitre/?text=sous+licence+CC+BY-SA",
    "data of licences": "/licences/donnees/",
    "log in": "/compte/login/",
    "sign up": "/compte/signup/",
    "not found": "/nulle-part/",
    "site map": "/plan-du-site/",
    "patterns": "/motifs/",
}
