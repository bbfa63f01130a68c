"""What the front page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commons import queries as commons_queries
from community import queries as community_queries

if TYPE_CHECKING:
    from home.models import HomePage

NEWEST = 6
ASSOCIATIONS = 12


def front_page(page: HomePage) -> dict[str, Any]:
    examples = [line.strip() for line in page.example_searches.splitlines() if line.strip()]
    return {
        "examples": examples,
        "newest": list(commons_queries.shelf(commons_queries.public_guides())[:NEWEST]),
        "useful": list(commons_queries.useful_guides()[:3]),
        "associations": list(community_queries.public_associations()[:ASSOCIATIONS]),
    }
