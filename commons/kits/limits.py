"""How long the lists of a kit and of a basket may be."""

from __future__ import annotations

from licences.public_items import MOST_ITEMS

MOST = {"entries": MOST_ITEMS, "credits": 150, "themes": 20, "sources": 100}

# A basket travels with each request: a cookie holds some 4 kB, and all those of a site share the head of a request.
MOST_IN_BASKET = 40
LONGEST_BASKET = 1200  # characters, before the signature
