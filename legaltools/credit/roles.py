"""How a credit names what somebody did: words that stand before "par" and "by", never before "de", which elides."""

from __future__ import annotations

ROLES = {
    "author": ("par", "by"),
    "contributor": ("avec", "with"),
    "photographer": ("photo par", "photo by"),
    "illustrator": ("illustration par", "illustration by"),
    "translator": ("traduction par", "translated by"),
    "reviewer": ("relecture par", "reviewed by"),
    "editor": ("édition par", "edited by"),
    "publisher": ("publication par", "published by"),
    "designer": ("graphisme par", "design by"),
    "composer": ("musique par", "music by"),
    "performer": ("interprétation par", "performed by"),
    "recordist": ("enregistrement par", "recorded by"),
    "director": ("réalisation par", "directed by"),
    "adapter": ("adaptation par", "adapted by"),
}

# The Library of Congress' relator codes (id.loc.gov/vocabulary/relators): how machines are told a role.
RELATORS = {
    "author": "aut",
    "contributor": "ctb",
    "photographer": "pht",
    "illustrator": "ill",
    "translator": "trl",
    "reviewer": "rev",
    "editor": "edt",
    "publisher": "pbl",
    "designer": "dsr",
    "composer": "cmp",
    "performer": "prf",
    "recordist": "rcd",
    "director": "drt",
    "adapter": "adp",
}
