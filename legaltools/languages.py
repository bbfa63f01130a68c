"""The two languages every sentence of the core exists in."""

from __future__ import annotations


def choose(language: str, *, fr: str, en: str) -> str:
    """Pick the French text for any kind of French (`fr`, `fr-CA`, `fr_BE`), the English one for everything else."""
    return fr if base(language) == "fr" else en


def base(language: str) -> str:
    """Reduce a language tag to its first part: `fr-CA` and `fr_CA` give `fr`."""
    return language.replace("_", "-").split("-", maxsplit=1)[0].lower()
