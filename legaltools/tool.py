"""One legal tool: a licence, a public domain mark or dedication, or a statement that reserves rights.

Every branch on what kind of tool it is lives here, so that the rest of the project asks `tool.allows_sale` and never
takes a key apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legaltools.languages import base

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FAMILIES = (
    "public-domain",
    "by",
    "by-sa",
    "by-nc",
    "by-nc-sa",
    "by-nd",
    "by-nc-nd",
    "other-free",
    "other",
    "reserved",
)

# Sampling Plus carries Distribution in Creative Commons' data although it only lets the whole work be passed on
# without commercial purpose: the term that says so is Sharing.
_ONLY_NONCOMMERCIAL_COPIES = "Sharing"


@dataclass(frozen=True, slots=True)
class Tool:
    """A row of the catalogue.

    `permits`, `requires` and `prohibits` hold ccREL terms (http://creativecommons.org/ns#), such as `Reproduction`,
    `Attribution`, `CommercialUse`. `category` is `licenses` or `publicdomain` (Creative Commons' two), `other` or
    `statements`. `url` is the canonical https address, empty for `by-permission`, which nobody has given one.
    `jurisdiction` is empty for the unported and international texts. `replaced_by` is a key.
    """

    key: str
    label: str
    url: str
    spdx: str
    names: Mapping[str, str] = field(compare=False)
    category: str
    unit: str
    version: str
    jurisdiction: str
    permits: frozenset[str]
    requires: frozenset[str]
    prohibits: frozenset[str]
    retired_on: date | None
    replaced_by: str
    legalcode_languages: tuple[str, ...]

    def __str__(self) -> str:
        return self.label

    def name(self, language: str) -> str:
        """Give the full name in French or, for any other language, in English."""
        return self.names.get(base(language), self.names["en"])

    def deed_url(self, language: str) -> str:
        """Give the address of the page written for people, in that language where Creative Commons has one."""
        return f"{self.url}deed.{base(language)}" if self.is_cc else self.url

    @property
    def family(self) -> str:
        """One of `FAMILIES`: what a search facet groups by."""
        if self.is_public_domain:
            return "public-domain"
        if self.is_reserved:
            return "reserved"
        unit = "by-nc-nd" if self.unit == "by-nd-nc" else self.unit
        if unit in FAMILIES:
            return unit
        return "other-free" if self.is_free else "other"

    @property
    def is_cc(self) -> bool:
        return self.category in {"licenses", "publicdomain"}

    @property
    def is_public_domain(self) -> bool:
        return self.category == "publicdomain"

    @property
    def is_reserved(self) -> bool:
        return self.category == "statements"

    @property
    def only_states_facts(self) -> bool:
        """A statement of rightsstatements.org other than "in copyright": said of others' works, given to none."""
        return self.is_reserved and bool(self.version)

    @property
    def for_software(self) -> bool:
        return "SourceCode" in self.requires

    @property
    def is_licence(self) -> bool:
        """A permission with terms: neither a public domain tool nor a statement that reserves rights."""
        return not (self.is_public_domain or self.is_reserved)

    @property
    def allows_sharing(self) -> bool:
        """Copies of the whole may be passed on, everywhere: Developing Nations (not in rich countries) says no."""
        return "Distribution" in self.permits and "HighIncomeNationUse" not in self.prohibits

    @property
    def allows_changes(self) -> bool:
        """An adaptation may be shared, everywhere."""
        return "DerivativeWorks" in self.permits and "HighIncomeNationUse" not in self.prohibits

    @property
    def allows_sale(self) -> bool:
        """The work itself may be used commercially, everywhere. A sample sold under Sampling Plus is not the work."""
        return (
            self.allows_sharing
            and "CommercialUse" not in self.prohibits
            and _ONLY_NONCOMMERCIAL_COPIES not in self.permits
        )

    @property
    def needs_credit(self) -> bool:
        return "Attribution" in self.requires

    @property
    def share_alike(self) -> bool:
        return "ShareAlike" in self.requires

    @property
    def is_retired(self) -> bool:
        """Creative Commons asks that it be used no more. An older version, merely replaced, is not retired."""
        return self.retired_on is not None

    @property
    def is_free(self) -> bool:
        """A free cultural work (freedomdefined.org): anyone may share, change and sell it."""
        return self.allows_sharing and self.allows_changes and self.allows_sale
