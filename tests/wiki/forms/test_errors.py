"""An error leads to the thing to mend, in the editor and in public forms."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from search.models import SynonymLine
from tests.commons.guides.admin.guide_posts import guide_post, step_value
from tests.factories.guides import make_draft, make_theme
from tests.factories.pages import guide_index

pytestmark = pytest.mark.django_db


def summary(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return [
        ((line.a or {}).get("href", ""), " ".join(line.get_text(" ", strip=True).split()))
        for line in soup.select("#error-summary li")
    ]


def add_guide(client, **changes):
    address = reverse("wagtailadmin_pages:add", args=("guides", "guidepage", guide_index().pk))
    return client.post(address, guide_post(action="action-publish", **{"themes": [make_theme().pk]} | changes))


def test_fields_are_named_and_linked(client, log_in):
    log_in("editor", language="fr")

    assert summary(add_guide(client, one_sentence="", group_min="0")) == [
        ("#id_one_sentence", "En une phrase : Ce champ est obligatoire."),
        ("#id_group_min", "Au moins : Assurez-vous que cette valeur est supérieure ou égale à 1."),
    ]


def test_what_the_model_refuses_stands_in_the_order_of_the_form(client, log_in):
    log_in("steward", language="fr")

    line = {"words": "biniou", "others": "Biniou", "direction": "=", "language": "*", "reason": ""}
    refused = client.post(reverse(SynonymLine.snippet_viewset.get_url_name("add")), line)

    assert [place for place, _words in summary(refused)] == ["#id_others", "#id_reason"]


def test_field_inside_a_block_is_named_from_the_outside_in(client, log_in):
    log_in("editor", language="fr")
    material = {"name": "", "quantity": "-1", "per": "workshop", "group_size": "", "note": "", "url": ""}
    section = {"kind": "other", "title": "", "text": rich_text("<p>Voir.</p>")}

    found = summary(
        add_guide(
            client,
            materials=streamfield([("material", material)]),
            steps=streamfield([("step", step_value()), ("step", step_value(title=""))]),
            sections=streamfield([("section", section)]),
        )
    )

    assert [place for place, _words in found] == [
        "#materials-0-value-name", "#materials-0-value-quantity", "#steps-1-value-title", "#sections-0-value-title",
    ]  # fmt: skip
    assert found[2] == ("#steps-1-value-title", "Déroulé, Étape 2, Titre : Ce champ est obligatoire.")
    assert "Validation error" not in " ".join(words for _place, words in found)


def test_row_of_an_association_is_named(client, log_in):
    log_in("steward", language="fr")
    from tests.factories.associations import AssociationFactory  # noqa: PLC0415 -- needs the site
    from tests.wiki import posted  # noqa: PLC0415 -- the same

    page = AssociationFactory()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    post = posted.of_page(client.get(address))
    post.update({"links-TOTAL_FORMS": "1", "links-0-label": "Site", "links-0-url": "pas une adresse", "links-0-ORDER": "1", "links-0-DELETE": "", "links-0-id": "", "action-publish": "1"})  # fmt: skip

    ((place, words),) = summary(client.post(address, post))

    assert (place, words.startswith("Lien 1, Adresse :")) == ("#id_links-0-url", True)


def test_form_that_is_well_has_no_summary(client, log_in):
    log_in("editor")
    assert summary(client.get(reverse("wagtailadmin_pages:edit", args=[make_draft().pk]))) == []


@pytest.mark.parametrize(
    ("path", "post"),
    [
        ("/compte/login/", {"login": "personne@example.org", "password": "non"}),
        ("/compte/signup/", {"display_name": "", "email": "pas une adresse", "password1": "x"}),
        ("/compte/password/reset/", {"email": "pas une adresse"}),
    ],
)
def test_title_says_an_error_first_and_each_is_linked_to_its_field(client, path, post):
    page = BeautifulSoup(client.post(path, post, headers={"accept-language": "fr"}).content, "html.parser")

    assert page.title.string.startswith("Erreur\u00a0: ")
    box = page.select_one("#erreurs")
    assert box.has_attr("autofocus")
    for link in box.select("a"):
        field = page.find(id=link["href"].removeprefix("#"))
        assert field["aria-invalid"] == "true"
        described = [page.find(id=key) for key in field["aria-describedby"].split()]
        assert None not in described


@pytest.mark.parametrize("path", ["/compte/login/", "/compte/signup/", "/licences/crediter/", "/licences/crediter/?title=Carte&licence=CC+BY"])  # fmt: skip
def test_title_of_a_form_that_is_well_says_no_error(client, path):
    assert "Erreur" not in BeautifulSoup(client.get(path).content, "html.parser").title.string
