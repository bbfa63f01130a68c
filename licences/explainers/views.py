"""Views of the explainers: parse, call, render."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from licences.explainers import progress, queries
from licences.explainers.context import pages
from licences.explainers.context.glossary import glossary_context
from web.languages import current_language

if TYPE_CHECKING:
    from django.http import HttpRequest

    from licences.explainers.models import ExplainerIndexPage, ExplainerPage

LONGEST_NUMBER = 9


def explainer_list(request: HttpRequest, index: ExplainerIndexPage) -> HttpResponse:
    return render(request, index.template, pages.list_context(index, request))


def glossary(request: HttpRequest, index: ExplainerIndexPage) -> HttpResponse:
    return render(request, "explainers/glossary.html", glossary_context(index, request))


def show_explainer(request: HttpRequest, page: ExplainerPage) -> HttpResponse:
    response = render(request, page.template, pages.explainer_context(page, request))
    if page.legal_tool and page.legal_tool.url:
        response["Link"] = f'<{page.legal_tool.url}>; rel="license"'
    return response


# The one thing that it writes is the sender's own place, so no secret guards the form: a secret would need a cookie
# on every page that shows the button.
@csrf_exempt
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def learning_path(request: HttpRequest) -> HttpResponse:
    index = queries.public_index()
    if index is None:
        raise Http404
    if not queries.steps_of_path(index):
        return HttpResponseRedirect(index.get_url(request) or "/")
    if request.method != "POST":
        return render(request, "explainers/learning_path.html", pages.place_context(index, request))
    return _forget(request) if "forget" in request.POST else _go_on(request, index)


def _forget(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(request.path)
    progress.forget(response, request=request)
    return response


def _go_on(request: HttpRequest, index: ExplainerIndexPage) -> HttpResponse:
    """Mark a step as read and lead to the next one not read yet; from the last one, to the path."""
    steps = dict(queries.steps_of_path(index))
    sent = request.POST.get("step", "")
    step = int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= LONGEST_NUMBER else 0
    if step not in steps:
        return HttpResponseRedirect(request.path)
    # What is no step any more is let go.
    read = (progress.steps_read(request) & steps.keys()) | {step}
    following = progress.next_step(list(steps), read, after=step)
    language = request.POST.get("language") or current_language()
    url = queries.in_language(steps[following], language).get_url(request) if following else request.path
    response = HttpResponseRedirect(url or request.path)
    progress.remember(response, read, request=request)
    return response
