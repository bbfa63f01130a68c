"""Explainers as their pages need them: nothing left for the templates to fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from licences.context.licence_box import licence_box
from licences.explainers import progress, queries
from licences.explainers.context.jsonld import explainer_jsonld
from licences.explainers.context.laws import claims_context
from licences.explainers.context.questions import pages_by_question
from licences.explainers.context.quiz import read_quiz
from licences.explainers.context.text import Text
from licences.explainers.enums import ExplainerLevel
from licences.explainers.items import PROVIDER
from web.languages import current_language
from web.translated import versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.http import HttpRequest

    from licences.explainers.models import ExplainerIndexPage, ExplainerPage
    from licences.explainers.queries import Family

Row = dict[str, Any]
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


def row(page: ExplainerPage, request: HttpRequest) -> Row:
    """What a list shows of an explainer."""
    return {
        "title": page.title,
        "url": page.get_url(request),
        "language": page.language,
        "one_sentence": page.one_sentence,
        "level": str(ExplainerLevel(page.level).label),
        "minutes": page.minutes,
    }


def list_context(index: ExplainerIndexPage, request: HttpRequest) -> Row:
    """The explainers by what one asks, in the language of the reader where they exist in it, and the learning path."""
    families = queries.families(queries.public_explainers().defer("quiz", "tries"))
    steps = [(pk, families[pk]) for pk in dict.fromkeys(index.step_ids) if pk in families]
    return {
        "page": index,
        "nav": "licences",
        "trail": [(_("Licences"), reverse("licences")), (_("Understanding licences"), "")],
        "path": path_context(index, steps, request) if steps else None,
        "questions": list(question_rows(families, request)),
        "glossary_url": f"{index.get_url(request)}{index.reverse_subpage('glossary')}",
    }


def question_rows(families: Mapping[int, Family], request: HttpRequest) -> Iterator[Row]:
    """Each question that has an answer, then whatever answers none of them."""
    language = current_language()
    left = dict(families)
    for asked, pks in pages_by_question():
        answers = [left.pop(pk) for pk in pks if pk in left]
        if answers:
            yield {"key": asked.key, "title": asked.title[language], "rows": _rows(answers, language, request)}
    if left:
        yield {"key": "more", "title": _("And also"), "rows": _rows(left.values(), language, request)}


def _rows(families: Iterable[Family], language: str, request: HttpRequest) -> list[Row]:
    shown = [(queries.in_language(family, language), family) for family in families]
    return [
        {**row(page, request), "versions": [link(other, request) for other in family.values() if other is not page]}
        for page, family in shown
    ]


def path_context(index: ExplainerIndexPage, steps: list[tuple[int, Family]], request: HttpRequest) -> Row:
    language = current_language()
    rows = [
        {**row(queries.in_language(family, language), request), "key": pk, "number": number}
        for number, (pk, family) in enumerate(steps, start=1)
    ]
    return {
        "title": in_words(index, "path_title", language),
        "one_sentence": in_words(index, "path_sentence", language),
        "url": reverse("learning_path"),
        "steps": rows,
        "minutes": sum(step["minutes"] for step in rows),
    }


def place_context(index: ExplainerIndexPage, request: HttpRequest) -> Row:
    """The path as one reader sees it: which steps they have read, and where to go on."""
    path = path_context(index, queries.steps_of_path(index), request)
    read = progress.steps_read(request)
    keys = [step["key"] for step in path["steps"]]
    following = progress.next_step(keys, read)
    for step in path["steps"]:
        step |= {"is_read": step["key"] in read, "is_next": step["key"] == following}
    return {
        "nav": "licences",
        "trail": [
            (_("Licences"), reverse("licences")),
            (_("Understanding licences"), index.get_url(request)),
            (path["title"], ""),
        ],
        "path": path,
        "list_url": index.get_url(request),
        "read_count": len(read & set(keys)),
        "next": next((step for step in path["steps"] if step["is_next"]), None),
        "minutes_left": sum(step["minutes"] for step in path["steps"] if not step["is_read"]),
    }


def explainer_context(page: ExplainerPage, request: HttpRequest) -> Row:
    """Everything templates/explainers/explainer_page.html names in its contract."""
    index = queries.public_index()
    others = versions(page)
    text = Text(page.body.raw_data, language=page.language)
    return {
        "page": page,
        "nav": "licences",
        "trail": breadcrumb(index, request),
        "edit_url": edit_url(page, request),
        "level": str(ExplainerLevel(page.level).label),
        "parts": text.parts,
        "contents": text.contents,
        "explained": [{"licence": tool, "name": tool.name(page.language)} for tool in page.explained_tools],
        "tries": [link["value"] for link in page.tries.raw_data],
        "claims": claims_context(french_slug(page, others), page.language),
        "quiz": read_quiz([block.value for block in page.quiz], request.GET),
        "step": step_context(page, index, request) if index else None,
        "alternates": [alternate(other, request) for other in others],
        **licence_box(page, current_language()),
        "pool_id": f"{PROVIDER.type}:{page.pk}" if page.live else "",
        "structured_data": explainer_jsonld(page, translations=others),
    }


def versions(page: ExplainerPage) -> list[ExplainerPage]:
    """The other public versions of a page, by language."""
    return list(versions_of(page, among=queries.public_explainers().defer("quiz", "tries", "body")))


def french_slug(page: ExplainerPage, others: list[ExplainerPage]) -> str:
    """The slug under which a page and its translations are known in data files."""
    return next((other.slug for other in others if other.pk == page.translation_of_id), page.slug)


def alternate(page: ExplainerPage, request: HttpRequest) -> Row:
    label = LANGUAGE_NAMES.get(page.language, page.language)
    return {**link(page, request), "full_url": page.full_url, "label": label}


def breadcrumb(index: ExplainerIndexPage | None, request: HttpRequest) -> list[tuple[str, str]]:
    way = [(_("Licences"), reverse("licences"))]
    return [*way, (_("Understanding licences"), index.get_url(request))] if index else way


def edit_url(page: ExplainerPage, request: HttpRequest) -> str:
    """Where a reader who may change the page does so; empty for everybody else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def step_context(page: ExplainerPage, index: ExplainerIndexPage, request: HttpRequest) -> Row | None:
    """Where a page stands in the learning path, the same for every reader; None outside of it."""
    root = page.work_id
    if root not in index.step_ids:
        return None
    steps = queries.steps_of_path(index)
    pages = [(pk, queries.in_language(family, page.language)) for pk, family in steps]
    numbers = {pk: number for number, (pk, _page) in enumerate(pages)}
    if root not in numbers:
        return None
    here = numbers[root]
    before = pages[here - 1][1] if here else None
    after = pages[here + 1][1] if here + 1 < len(pages) else None
    return {
        "key": root,
        "number": here + 1,
        "count": len(pages),
        "path_title": in_words(index, "path_title", current_language()),
        "path_url": reverse("learning_path"),
        "previous": link(before, request) if before else None,
        "following": link(after, request) if after else None,
    }


def link(page: ExplainerPage, request: HttpRequest) -> Row:
    return {"title": page.title, "url": page.get_url(request), "language": page.language}


def in_words(index: ExplainerIndexPage, name: str, language: str) -> str:
    """A text of the path in French, or in English for anybody else when it has been written."""
    return str((not language.startswith("fr") and getattr(index, f"{name}_en")) or getattr(index, name))
