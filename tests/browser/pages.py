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
    "chooser": "/licences/choisir/",
    "chooser, a question": "/licences/choisir/?made=mine&change=yes&alike=no",
    "chooser, sources": "/licences/choisir/?made=others&text=CC+BY-SA&q=fanzine&step=sources&source=cc-by-4.0",
    "chooser, a licence": "/licences/choisir/?made=mine&change=yes&alike=yes&sale=yes&title=Carte",
    "mixer": "/licences/melanger/",
    "mixer, yes": "/licences/melanger/?source=cc-by-4.0&source=odbl-1.0&q=photo",
    "mixer, no": "/licences/melanger/?source=cc-by-sa-4.0&source=cc-by-nc-4.0&text=CC+BY",
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
