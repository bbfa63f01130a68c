"""What the pages show of something found without a licence: what to do, the letter, where to look instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from legaltools.languages import base
from legaltools.provenance import places
from licences.assistants.letters import named, your_project
from licences.explainers.queries import families, in_language, public_explainers
from markup.typography import typeset
from web.languages import current_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from legaltools.credit import Work
    from legaltools.provenance import Provenance
    from licences.explainers.models import ExplainerPage

FREE = ("cc0", "by", "by-sa", "public-domain")
# The explainers that go further, by the slug that they are shipped with.
PEOPLE, FINDING = "images-de-personnes", "trouver-des-oeuvres-reutilisables"


def provenance_context(provenance: Provenance, *, wish: str = "") -> dict[str, Any]:
    """As licences/provenance.html takes it. `wish`: what one wants to do with it, for the letter."""
    language = current_language()
    explainers = _explainers(language)
    return {
        "site": provenance.site,
        "headline": provenance.headline(language),
        "text": provenance.text(language),
        "terms": provenance.terms,
        "steps": [{"key": step.key, "text": step.text(language)} for step in provenance.steps],
        "letter": letter_for(wish) if _may_ask(provenance) else "",
        "places": _places(provenance, language) if "replace" in {step.key for step in provenance.steps} else [],
        "search_url": f"{reverse('search:results')}?{'&'.join(f'licence={key}' for key in FREE)}",
        "finding": explainers.get(FINDING),
        "people": explainers.get(PEOPLE),
    }


def letter_for(wish: str = "", *, work: Work | None = None, project: str = "") -> str:
    """A draft to whoever made what was found, in the language of the page; brackets hold what only the person knows.

    `work` and `project`: what is known of what was found, and of what it is for, in words.
    """
    context = {
        "wish": wish,
        "authors": named(author.name for author in work.authors) if work else "",
        "subject": _subject(work, project),
    }
    return typeset(
        render_to_string("licences/letter_without_licence.txt", context).strip(), language=current_language()
    )


def _subject(work: Work | None, project: str) -> str:
    values = {"project": project or your_project()}
    if work is None:
        sentence = _(
            "I am preparing %(project)s, and I came across your work [its title and address]. I saw no licence beside "
            "it."
        )
        return sentence % values
    sentence = _(
        "I am preparing %(project)s, and I came across your work “%(title)s” (%(url)s). I saw no licence beside it."
    )
    return sentence % {**values, "title": work.title, "url": work.source}


def _may_ask(provenance: Provenance) -> bool:
    return bool({"ask", "everybody"} & {step.key for step in provenance.steps})


def _places(provenance: Provenance, language: str) -> list[tuple[str, str, str]]:
    return [(one.name, one.url(language), one.text(language)) for one in places(provenance.kind)]


def _explainers(language: str) -> Mapping[str, ExplainerPage]:
    slugs = (PEOPLE, FINDING)
    pages = public_explainers().filter(Q(slug__in=slugs) | Q(translation_of__slug__in=slugs))
    return {
        next(page.slug for page in family.values() if page.slug in slugs): in_language(family, base(language))
        for family in families(pages).values()
        if any(page.slug in slugs for page in family.values())
    }
