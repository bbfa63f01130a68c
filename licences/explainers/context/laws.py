"""What the shipped explanations say of the law: a row a claim, with the day when it was compared with its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from datetime import date

LAWS_FILE = Path(__file__).resolve().parents[1] / "pages" / "laws.yml"


@dataclass(frozen=True, slots=True)
class LawClaim:
    """One thing that pages say of one text.

    `says`, `source` and `unit` (article, section; empty for a ruling) are by language (fr, en); `cited` is how pages
    write the article, empty when they name none; `pages` are French slugs; `read` is the day of the comparison, None
    while nobody has made it.
    """

    source: dict[str, str]
    url: str
    article: str
    unit: dict[str, str]
    cited: tuple[str, ...]
    says: dict[str, str]
    pages: tuple[str, ...]
    read: date | None
    debated: bool = False


@cache
def law_claims() -> tuple[LawClaim, ...]:
    """Every row of explainers/laws.yml, in the order of the file."""
    table = yaml.safe_load(LAWS_FILE.read_text())
    return tuple(_claim(row, table["sources"][row["source"]]) for row in table["claims"])


def claims_of(slug: str) -> tuple[LawClaim, ...]:
    """The rows of an explanation, by the slug of its French page; none for a page that is not shipped."""
    return tuple(claim for claim in law_claims() if slug in claim.pages)


def claims_context(slug: str, language: str) -> dict[str, list[dict[str, Any]]]:
    """What templates/components/law_claims.html draws: `debated`, `unread` and `read` rows in one language."""
    rows = [(claim, _row(claim, language if language in claim.says else "fr")) for claim in claims_of(slug)]
    return {
        "debated": [row for claim, row in rows if claim.debated],
        "unread": [row for claim, row in rows if claim.read is None],
        "read": [row for claim, row in rows if claim.read and not claim.debated],
    }


def _claim(row: dict[str, Any], source: dict[str, Any]) -> LawClaim:
    return LawClaim(
        source=source["name"],
        url=source["url"],
        article=row["article"],
        unit=source.get("unit", {}),
        cited=tuple(row["cited"]),
        says=row["says"],
        pages=tuple(row["pages"]),
        read=row["read"],
        debated=row.get("debated", False),
    )


def _row(claim: LawClaim, language: str) -> dict[str, Any]:
    return {
        "source": claim.source[language],
        "url": claim.url,
        "article": f"{claim.unit.get(language, '')} {claim.article}".strip(),
        "says": claim.says[language],
        "read": claim.read,
    }
