"""A letter that asks an author for what their licence does not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from markup.typography import typeset
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from legaltools.tool import Tool
    from licences.domain.ingredients import Ingredient
    from licences.domain.mixing import Mixed, Part


MOST_NAMED = 6


def your_project() -> str:
    """What stands for a project that only the person knows."""
    return _("[your project, in one sentence]")


def not_enough(titles: Sequence[str]) -> str:
    """That a way out frees nothing before these have one too; of many, the first are named."""
    quoted = [_("“%(title)s”") % {"title": title} for title in titles[:MOST_NAMED]]
    sentence = _("That alone is not enough: a way out is needed as well for %(list)s.")
    return sentence % {"list": ", ".join([*quoted, "…"]) if len(titles) > MOST_NAMED else named(quoted)}


def letter(mixed: Mixed, part: Part, licences: Sequence[Tool] = (), *, wish: str = "", project: str = "") -> str:
    """The draft, in the language of the page. What only the person knows stands in square brackets.

    `wish`: what one wants to do with this work alone; without it, to mix it with the others under
    one of these licences.
    `project`: what it is for, in words, when that is known.
    """
    work = part.ingredient.work
    others = [one.ingredient for one in mixed.parts if one is not part]
    context = {
        "authors": named(author.name for author in work.authors) if work else "",
        "subject": _subject(part, project),
        "request": _request_for(wish) if wish else _request_to_mix(part.source.tool, others, licences),
    }
    return typeset(render_to_string("licences/letter.txt", context).strip(), language=current_language())


def named(names: Iterable[str]) -> str:
    """“A, B and C”."""
    *others, last = list(names) or [""]
    return _(" and ").join((", ".join(others), last)) if others else last


def _subject(part: Part, project: str) -> str:
    """Which work the letter is about, as far as it is known."""
    work = part.ingredient.work
    values = {
        "project": project or your_project(),
        "title": part.ingredient.title,
        "url": work.source if work else "",
        "label": part.source.tool.label,
    }
    if work and work.source:
        sentence = _(
            "I am preparing %(project)s, and I would like to take up your work “%(title)s” "
            "(%(url)s), which you share under the %(label)s licence."
        )
    elif work:
        sentence = _(
            "I am preparing %(project)s, and I would like to take up your work “%(title)s”, "
            "which you share under the %(label)s licence."
        )
    else:
        sentence = _(
            "I am preparing %(project)s, and I would like to take up your work [its title and "
            "address], which you share under the %(label)s licence."
        )
    return sentence % values


def _request_for(wish: str) -> str:
    reason = _("Here is what I would like to do: %(wish)s. Your licence does not let me do so without your permission.")
    return f"{reason % {'wish': wish}}\n\n{_('Would you allow me to do so?')}"


def _request_to_mix(tool: Tool, others: list[Ingredient], licences: Sequence[Tool]) -> str:
    paragraph = []
    if others:
        titles = (f"{one.title} ({one.tool.label})" if one.work else one.title for one in others)
        paragraph.append(_("I would mix it with: %(list)s.") % {"list": _("; ").join(titles)})
    if tool.allows_changes:
        paragraph.append(_("Your licence and theirs do not let me share the result."))
    else:
        paragraph.append(_("Your licence does not let me share a changed version."))
    return f"{' '.join(paragraph)}\n\n{_permission(licences)}"


def _permission(licences: Sequence[Tool]) -> str:
    if not licences:
        return _("Would you allow me to do so, and to share the result under [the licence you plan]?")
    sentence = _("Would you allow me to do so, and to share the result under the %(licence)s licence?")
    return sentence % {"licence": get_text_list([tool.label for tool in licences], _("or"))}
