"""Pages name their views by dotted path: a name that nothing has would only be found when somebody visits."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.utils.module_loading import import_string

from web.page_views import ContextFrom, serve_with

ROOT = Path(__file__).parents[2]
MODELS = [
    file
    for app in ("commons", "community", "home", "licences", "programme", "wiki")
    for file in [*ROOT.glob(f"{app}/**/models.py"), *ROOT.glob(f"{app}/**/models/*.py")]
]


def served() -> list[str]:
    """The dotted paths that the models of the project name."""
    return [
        member.view
        for model in apps.get_models()
        for member in vars(model).values()
        if callable(member) and hasattr(member, "view")
    ]


def test_every_view_that_a_page_names_is_there():
    assert len(served()) > 5
    assert all(callable(import_string(path)) for path in served())


def test_every_context_that_a_page_names_is_there():
    named = [model.context_from for model in apps.get_models() if issubclass(model, ContextFrom)]
    assert named
    assert all(callable(import_string(path)) for path in named)


@pytest.mark.parametrize("file", MODELS, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_model_imports_inside_a_function(file):
    functions = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.FunctionDef)]
    inside = [node for one in functions for node in ast.walk(one) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert inside == []


def answer(request, page):
    return HttpResponse(f"{request}: {page}")


def test_view_gets_the_request_and_the_page():
    serve = serve_with(f"{__name__}.answer")
    assert serve("page", "request", ("any", "more")).content == b"request: page"
