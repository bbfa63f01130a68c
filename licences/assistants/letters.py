"""A letter that asks an author for what their licence does not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

if TYPE_CHECKING:
    from legaltools.tool import Tool
    from licences.domain.mixing import Mixed, Part


def letter(mixed: Mixed, part: Part, licence: Tool | None, *, wish: str = "") -> str:
    """The draft, in the language of the page. What only the person knows stands in square brackets.

    `wish`: what one wants to do with this work alone; without it, to mix it with the others under this licence.
    """
    work = part.ingredient.item.work if part.ingredient.item else None
    others = [one.ingredient for one in mixed.parts if one is not part]
    context = {
        "title": part.ingredient.title if work else "",
        "url": work.source if work else "",
        "authors": [author.name for author in work.authors] if work else [],
        "label": part.source.tool.label,
        "changes_allowed": part.source.tool.allows_changes,
        "wish": wish,
        "others": [f"{one.title} ({one.tool.label})" if one.item else one.title for one in others],
        "licence": licence.label if licence else "",
    }
    return render_to_string("licences/letter.txt", context).strip()
