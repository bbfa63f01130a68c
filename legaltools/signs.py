"""What a licence allows and asks, in the five symbols that are the same everywhere, each with one or two words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from legaltools.languages import choose

if TYPE_CHECKING:
    from legaltools.summary import Symbol
    from legaltools.tool import Tool

Kind = Literal["can", "must", "cannot"]


@dataclass(frozen=True, slots=True)
class Sign:
    """One symbol of a licence. `kind` says whether it may, must or may not be done; the word says it too."""

    symbol: Symbol
    word: str
    kind: Kind

    @property
    def struck(self) -> bool:
        """Whether the symbol is drawn crossed out."""
        return self.kind == "cannot"


# Symbol: the word when it may be done, the word when it may not; French, then English.
_USES: dict[Symbol, tuple[tuple[str, str], tuple[str, str]]] = {
    "share": (("partager", "share"), ("pas de partage", "no sharing")),
    "change": (("adapter", "adapt"), ("pas d’adaptation", "no adaptations")),
    "sell": (("vendre", "sell"), ("pas de vente", "no sale")),
}
_DUTIES: dict[Symbol, tuple[str, str]] = {
    "credit": ("créditer", "credit"),
    "same": ("même licence", "same licence"),
}
_ASK = ("demander l’accord", "ask first")


def signs(tool: Tool, language: str) -> tuple[Sign, ...]:
    """Give the symbols of a licence in French or English: three uses, always in this order, then its duties.

    The nuances (a sample, a database, private changes) are in `summarise`.
    """
    allowed = {"share": tool.allows_sharing, "change": tool.allows_changes, "sell": tool.allows_sale}
    uses = [_use(symbol, language, allowed=allowed[symbol]) for symbol in _USES]
    return (*uses, *_duties(tool, language))


def _use(symbol: Symbol, language: str, *, allowed: bool) -> Sign:
    may, may_not = _USES[symbol]
    fr, en = may if allowed else may_not
    return Sign(symbol, choose(language, fr=fr, en=en), "can" if allowed else "cannot")


def _duties(tool: Tool, language: str) -> list[Sign]:
    if tool.is_reserved:
        return [_duty("credit", _ASK, language)]
    asked: dict[Symbol, bool] = {"credit": tool.needs_credit, "same": tool.share_alike}
    return [_duty(symbol, words, language) for symbol, words in _DUTIES.items() if asked[symbol]]


def _duty(symbol: Symbol, words: tuple[str, str], language: str) -> Sign:
    fr, en = words
    return Sign(symbol, choose(language, fr=fr, en=en), "must")
