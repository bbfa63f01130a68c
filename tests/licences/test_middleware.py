"""A page that may not be published leads back with a sentence, wherever somebody tried."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.urls import ResolverMatch

from licences.middleware import NotPublishableMiddleware
from licences.models.published import NotPublishable

ERROR = NotPublishable({"licence": ["Choisissez une licence."]}, title="Le marché")


@pytest.fixture
def answer(rf):
    """What is answered to a request that ended with an error, and the messages kept for the next page."""

    def run(error=ERROR, *, data=None, resolved=None, **headers):
        request = rf.post("/admin/pages/bulk/", data or {}, headers=headers)
        request._messages = CookieStorage(request)
        request.resolver_match = resolved
        response = NotPublishableMiddleware(lambda _request: HttpResponse()).process_exception(request, error)
        return response, [str(message).strip() for message in get_messages(request)]

    return run


def page_view(page_id):
    return ResolverMatch(lambda: None, (), {"page_id": page_id})


def test_refusal_leads_to_the_form_of_the_page_and_says_why(answer):
    response, messages = answer(resolved=page_view(7))
    assert (response.status_code, response["Location"]) == (302, "/admin/pages/7/edit/")
    assert messages == ["«\u00a0Le marché\u00a0» n’a pas été publiée. Choisissez une licence."]


def test_refusal_of_several_pages_leads_back_to_where_one_came_from(answer):
    response, _messages = answer(data={"next": "/admin/pages/3/"}, resolved=ResolverMatch(lambda: None, (), {}))
    assert response["Location"] == "/admin/pages/3/"


@pytest.mark.parametrize("data", [{}, {"next": "https://elsewhere.example/"}])
def test_refusal_leads_nowhere_outside(answer, data):
    response, _messages = answer(data=data)
    assert response["Location"] == "/admin/pages/"


def test_dialogue_is_told_where_to_go(answer):
    response, messages = answer(resolved=page_view(7), **{"x-requested-with": "XMLHttpRequest"})
    assert response.content == b'{"step": "success", "redirect": "/admin/pages/7/edit/"}'
    assert len(messages) == 1


def test_other_errors_are_none_of_its_business(answer):
    assert answer(ValueError("autre chose")) == (None, [])
