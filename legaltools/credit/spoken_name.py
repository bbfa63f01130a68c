"""A licence's name as it is said aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaltools.languages import choose

if TYPE_CHECKING:
    from legaltools.tool import Tool

_ELEMENTS = {
    "by": ("Attribution", "Attribution"),
    "nc": ("Pas d’utilisation commerciale", "NonCommercial"),
    "nd": ("Pas de modification", "NoDerivatives"),
    "sa": ("Partage dans les mêmes conditions", "ShareAlike"),
    "sampling": ("Sampling", "Sampling"),
    "sampling+": ("Sampling Plus", "Sampling Plus"),
    "devnations": ("Pays en voie de développement", "Developing Nations"),
}
_PUBLIC_DOMAIN = {
    "zero": ("Creative Commons zéro", "Creative Commons Zero"),
    "mark": ("domaine public", "public domain"),
    "certification": ("domaine public", "public domain"),
}


def spoken_name(tool: Tool, language: str) -> str:
    """Give the name of `tool` in words: "Creative Commons Attribution, Partage dans les mêmes conditions, version 4.0".

    Other licences keep their label, its version said after it.
    """
    if tool.unit in _PUBLIC_DOMAIN:
        return _spoken(_PUBLIC_DOMAIN[tool.unit], language)
    elements = tool.unit.split("-") if tool.is_cc else []
    if elements and all(element in _ELEMENTS for element in elements):
        words = ", ".join(_spoken(_ELEMENTS[element], language) for element in elements)
        return f"Creative Commons {words}, version {tool.version}{_country(tool, language)}"
    name = tool.label.removesuffix(tool.version).strip()
    return f"{name}, version {tool.version}" if tool.version and name != tool.label else tool.label


def _spoken(words: tuple[str, str], language: str) -> str:
    return choose(language, fr=words[0], en=words[1])


def _country(tool: Tool, language: str) -> str:
    """The end of the full name of a port, such as "France" after "3.0"."""
    country = tool.name(language).rpartition(tool.version)[2].strip()
    return f" {country}" if tool.jurisdiction and country else ""
