"""Which section of a guide a heading of a lesson names."""

from __future__ import annotations

import re

# In the four languages of the site, as `heading_key` leaves them.
_KINDS = (
    (
        "introduction",
        re.compile(
            r"(?:introduction|introduccion|introducao)(?: (?:a|to|al?|ao) .*)?$|present(?:ation|acion)$|apresentacao$|"
            r"context[eo]?$|prologue$|(?:overview|scope|contents|table of contents|contenidos?|conteudos?|sumario)$|"
            r"(?:lesson|learning) (?:goals|objectives|outcomes|overview|structure)$|(?:goals|objectives)$|"
            r"objectifs (?:de la lecon|du cours|d'apprentissage)|objetivos?(?: (?:de la|da|de) .*)?$|alcance$"
        ),
    ),
    (
        "prerequisites",
        re.compile(
            r"prerequis|prerequisites|pre-requisitos|prerrequisitos|requisitos(?: previos)?$|requirements$|"
            r"what you will need|before you (?:begin|start)"
        ),
    ),
    (
        "further",
        re.compile(
            r"pour aller plus loin|lectures|ressources utiles|suggestions? de lecture|further (?:reading|resources)|"
            r"lecturas? (?:recomendadas?|adicional(?:es)?|sugeridas?)|para saber mais|mas informacion|next steps$|"
            r"leituras? (?:complementar(?:es)?|adiciona(?:l|is)|recomendadas?|sugeridas?)|"
            r"recursos (?:adicionales|adicionais)"
        ),
    ),
    (
        "sources",
        re.compile(
            r"bibliographie|bibliography|bibliografia|references|referencias|works cited|obras citadas|endnotes|"
            r"footnotes|(?:notes|notas)(?: de fin| finales| finais| de fim)?$|sources$|fuentes$|fontes$|ouvrages cites"
        ),
    ),
)
_ASIDE = re.compile(
    r"remerciements|conclusi|synchronisation de code|acknowledg|agradecimientos?|agradecimentos?|conclusao|conclusoes|"
    r"about the author|sobre (?:el|la|o|a|los|os) (?:autor|author)|a propos de l'auteu|credits$"
)


def kind_of(key: str) -> str:
    """The kind of section that a heading names, written as `heading_key` leaves it; `step` when it names none."""
    kind = next((kind for kind, pattern in _KINDS if pattern.search(key)), "")
    return kind or ("other" if _ASIDE.search(key) else "step")
