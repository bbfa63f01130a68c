"""Adapting a guide on the site: what its licence allows, the draft, what it owes, and what others see of it."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import PageViewRestriction

from commons.guides.models import GuidePage
from commons.lineage.domain.adapting import NotAllowed, begin_adaptation, names_of, permission
from commons.lineage.domain.rules import lineage_problems
from community.models import Membership
from licences.records.sources import source_row
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, make_theme, step
from tests.wiki.history.test_page_history import read, words, write
from tests.wiki.sending import posted
from wiki.domain.editing import PageGone
from wiki.models import Draft, Version

pytestmark = pytest.mark.django_db
AUTHORS = [
    {"name": "Jeanne Le Goff", "role": "author", "url": ""},
    {"name": "Malo", "role": "illustrator", "url": "https://malo.example.org/"},
]


@pytest.fixture
def original():
    return make_guide("La carte", slug="carte", credits=AUTHORS, themes=[make_theme()], steps=[step(), step("Départ")])


def offered(licence, *sources):
    found = permission(make_draft("Pour voir", licence=licence, sources=list(sources)))
    return [tool.key for tool in found.offered]


@pytest.mark.parametrize(
    ("licence", "possible"),
    [
        ("cc-by-sa-4.0", ["cc-by-sa-4.0"]),
        ("cc-by-sa-3.0", ["cc-by-sa-4.0", "cc-by-sa-3.0"]),
        ("cc-by-sa-1.0", ["cc-by-sa-1.0"]),
        ("lal-1.3", ["cc-by-sa-4.0", "lal-1.3"]),
        ("etalab-2.0", ["cc-by-4.0", "cc-by-sa-4.0", "etalab-2.0"]),
        ("cc-by-nc-sa-4.0", ["cc-by-nc-sa-4.0"]),
        ("cc-by-4.0", ["cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-4.0"]),
        ("cc-by-nc-4.0", ["cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0"]),
        ("cc-by-nd-4.0", []),
        ("cc-by-nc-nd-4.0", []),
        ("by-permission", []),
        ("all-rights-reserved", []),
    ],
)  # fmt: skip
def test_only_licences_that_the_original_allows_are_offered(licence, possible):
    assert offered(licence) == possible


@pytest.mark.parametrize(
    ("licence", "chosen"),
    [("lal-1.3", "lal-1.3"), ("etalab-2.0", "etalab-2.0"), ("cc-by-sa-3.0-fr", "cc-by-sa-4.0"), ("pdm-1.0", "cc0-1.0")],
)
def test_adaptation_begins_with_the_licence_of_the_original_or_that_of_today(client, licence, chosen):
    guide = make_guide("La halle", licence=licence, credits=AUTHORS)

    assert read(client, f"{guide.url}adapter/").select_one("input[name=licence][checked]")["value"] == chosen


@pytest.mark.parametrize("licence", ["lal-1.3", "etalab-2.0", "cc-by-sa-3.0-fr"])
def test_adaptation_keeps_the_licence_of_the_original_from_the_form_to_the_page(client, log_in, licence):
    log_in("editor", display_name="Awa Diallo")
    guide = make_guide("La halle", slug="halle", licence=licence, credits=AUTHORS, themes=[make_theme()])
    begun = client.post(f"{guide.url}adapter/", {"licence": licence, "changes": "Raccourcie"})

    assert licence in [one["value"] for one in read(client, begun["location"]).select("select[name=licence] option")]
    assert sent(client, begun["location"], title="La petite halle", do="save").status_code == 302
    assert GuidePage.objects.exclude(pk=guide.pk).get().licence == licence


def test_editing_form_offers_every_licence_that_the_original_leaves(client, log_in):
    log_in("editor", display_name="Awa Diallo")
    guide = make_guide("La halle", slug="halle", licence="cc-by-sa-3.0-fr", credits=AUTHORS, themes=[make_theme()])
    begun = client.post(f"{guide.url}adapter/", {"licence": "cc-by-sa-4.0", "changes": "Raccourcie"})

    licences = read(client, begun["location"]).select("select[name=licence] option")
    assert [one["value"] for one in licences] == ["", "cc-by-sa-4.0", "cc-by-sa-3.0-fr", "another"]


def test_what_the_original_is_made_from_binds_its_adaptations_too():
    shared_alike = source_row(title="La halle", licence="cc-by-nc-sa-4.0", kind="adaptation")
    quoted = source_row(title="Le port", licence="cc-by-nd-4.0", kind="excerpt")
    assert offered("cc-by-nc-sa-4.0", shared_alike, quoted) == ["cc-by-nc-sa-4.0"]
    assert offered("cc-by-4.0", source_row(title="Le quai", licence="cc-by-nd-4.0", kind="reproduction")) == []


def test_licences_that_are_not_offered_say_why():
    refused = {one.licence.key: one for one in permission(make_draft("Pour voir")).refused}
    assert sorted(refused) == [
        "cc-by-4.0", "cc-by-nc-4.0", "cc-by-nc-nd-4.0", "cc-by-nc-sa-4.0", "cc-by-nd-4.0", "cc0-1.0",
    ]  # fmt: skip
    assert {one.verdict for one in refused.values()} == {"no"}
    assert all(one.reason.text("fr") and one.reason.clause for one in refused.values())


def test_everybody_who_is_credited_stays_so():
    assert names_of(AUTHORS, language="fr") == "Jeanne Le Goff, Malo (illustration)"


def test_draft_of_an_adaptation_says_what_the_original_says_and_names_its_version(log_in, original):
    person = log_in("contributor", display_name="Awa Diallo")
    write(original, title="La carte du quartier", version="2.1", help_wanted=["review"])
    draft = begin_adaptation(
        GuidePage.objects.get(), by=person, licence="cc-by-sa-4.0", changes=" Raccourcie d’une heure. "
    )
    start = draft.start
    assert [row["value"]["title"] for row in start["steps"]] == ["Accueil", "Départ"]
    assert (start["title"], start["licence"], start["changes"]) == (
        "La carte du quartier (adaptée par Awa Diallo)", "cc-by-sa-4.0", "Raccourcie d’une heure.",
    )  # fmt: skip
    assert start["credits"] == [{"name": "Awa Diallo", "role": "author", "url": ""}]
    assert (start["version"], start["help_wanted"], start["association"]) == ("", [], None)
    newest = Version.objects.get(page=original.pk, number=2)
    assert start["sources"] == [
        source_row(
            title="La carte du quartier", authors="Jeanne Le Goff, Malo (illustration)", url=original.full_url,
            licence="cc-by-sa-4.0", kind="adaptation", item=f"guide:{original.pk}", version="2",
            dated=localdate(newest.at).isoformat(),
        )
    ]  # fmt: skip
    assert draft.user == person
    assert GuidePage.objects.count() == 1


def test_title_to_begin_with_names_the_association_and_fits(log_in):
    association = AssociationFactory(name="Radio Ressac")
    person = log_in("editor")
    Membership.objects.create(user=person, association=association)
    long = make_guide("A" * 255, language="fr")

    title = begin_adaptation(long, by=person, licence="cc-by-sa-4.0").start["title"]

    assert title == "A" * 228 + " (adaptée par Radio Ressac)"


def test_page_made_from_works_elsewhere_leads_to_them_where_there_is_nothing_to_compare(client):
    elsewhere = source_row(title="Le guide", authors="Zoé", licence="cc-by-4.0", url="https://example.org/guide")
    made = make_guide("La place", slug="place", sources=[elsewhere], changes="Raccourcie")

    page = read(client, f"{made.url}original/")

    assert [link["href"] for link in page.select(".lineage__item a")] == ["https://example.org/guide"]
    assert "il est publié ailleurs" in words(page.main)
    assert not page.select("form[method=post] .collision")


@pytest.mark.parametrize(
    ("below", "said"), [("adaptations", "Filiation"), ("adapter", "Adapter cette fiche"), ("animations", "Animations")]
)
def test_pages_about_a_guide_name_it(client, original, below, said):
    assert words(read(client, f"{original.url}{below}/").h1) == f"{said} : La carte"


def test_adaptation_of_an_adaptation_credits_the_first_original_as_well(log_in):
    first = source_row(title="La halle", authors="Zoé", licence="cc-by-4.0", url="https://example.org/halle")
    adapted = make_guide("La place", licence="cc-by-sa-4.0", sources=[first], changes="Raccourcie")
    draft = begin_adaptation(adapted, by=log_in("contributor"), licence="cc-by-sa-4.0")
    assert [row["title"] for row in draft.start["sources"]] == ["La place", "La halle"]


def test_licence_that_is_not_offered_makes_no_draft(log_in, original):
    person = log_in("contributor")
    for licence in ("cc-by-4.0", "cc0-1.0", "", "mit"):
        with pytest.raises(NotAllowed):
            begin_adaptation(original, by=person, licence=licence)
    original.unpublish()
    with pytest.raises(PageGone):
        begin_adaptation(original, by=person, licence="cc-by-sa-4.0")
    assert not Draft.objects.exists()


def sent(client, path, **changes):
    """What the form that is drawn there sends, with some changes."""
    html = client.get(path, headers={"accept-language": "fr"}).content
    post = posted(html)
    for name, value in changes.items():
        post[name] = value
    return client.post(path, post, headers={"accept-language": "fr"})


def test_contributor_adapts_edits_and_sends_and_it_is_not_taken_without_saying_what_changed(client, log_in, original):
    editor = log_in("editor", display_name="Awa Diallo")
    door = read(client, original.url).select_one(f'a[href="{original.url}adapter/"]')
    assert words(door) == "Adapter cette fiche"
    begun = client.post(f"{original.url}adapter/", {"licence": "cc-by-sa-4.0", "changes": ""})
    draft = Draft.objects.get(user=editor)
    assert begun["location"] == reverse("new_page_draft", args=["guide", draft.pk])

    licences = read(client, begun["location"]).select("select[name=licence] option")
    assert [one["value"] for one in licences] == ["", "cc-by-sa-4.0", "another"]
    refused = sent(client, begun["location"], title="La carte des enfants", do="save")

    assert refused.status_code == 422
    assert (
        "Dites en quelques mots ce que vous avez changé dans «\xa0La carte\xa0»"
        in BeautifulSoup(refused.content, "html.parser").select_one("#erreurs").get_text()
    )
    again = posted(refused.content)
    again["changes"], again["do"] = "Pour des enfants de six ans", "save"
    saved = client.post(begun["location"], again)
    made = GuidePage.objects.exclude(pk=original.pk).get()
    assert (saved.status_code, saved["location"]) == (302, made.url)
    assert made.live
    assert (made.sources[0]["item"], made.sources[0]["version"]) == (f"guide:{original.pk}", "1")
    committed()
    credit = words(read(client, made.url).select_one(".licence-box"))
    assert "adapté de « La carte" in credit
    assert "par Jeanne Le Goff, Malo (illustration), version du" in credit
    assert "Pour des enfants de six ans" in credit
    lineage = words(read(client, original.url).select_one(".lineage"))
    assert "1 adaptation" in lineage
    assert "La carte des enfants" in lineage


def test_draft_says_that_somebody_had_begun_only_once_they_have(client, log_in, original):
    log_in("editor")
    path = client.post(f"{original.url}adapter/", {"licence": "cc-by-sa-4.0", "changes": ""})["location"]
    begun = words(read(client, path).select_one("form#fiche"))
    assert "vous aviez commencé" not in begun
    assert "Ce brouillon part d’un texte existant" in begun

    sent(client, path, title="La carte des enfants", do="later")

    again = words(read(client, path).select_one("form#fiche"))
    assert "Voici ce que vous aviez commencé, enregistré le" in again
    assert "repartez de la page" not in again
    assert "Ce brouillon part d’un texte existant" not in again


def test_adaptation_is_not_sent_to_review_without_saying_what_changed(client, log_in, original):
    log_in("contributor", display_name="Awa Diallo")
    begun = client.post(f"{original.url}adapter/", {"licence": "cc-by-sa-4.0", "changes": ""})

    refused = sent(client, begun["location"], do="save")

    assert refused.status_code == 422
    assert not GuidePage.objects.exclude(pk=original.pk).exists()


def test_visitor_is_led_to_an_account_and_newcomer_to_asking(client, log_in, original):
    page = read(client, f"{original.url}adapter/")
    assert [a["href"] for a in page.select(".adapt .message a")] == [
        "/compte/login/?next=%2Fguides%2Fcarte%2Fadapter%2F", "/compte/signup/",
    ]  # fmt: skip
    answer = client.post(f"{original.url}adapter/", {"licence": "cc-by-sa-4.0"})
    assert answer["location"] == f"/compte/login/?next={original.url}adapter/"
    log_in("newcomer")
    page = read(client, f"{original.url}adapter/")
    assert [a["href"] for a in page.select(".adapt .message a")] == [reverse("community_access")]
    assert client.post(f"{original.url}adapter/", {"licence": "cc-by-sa-4.0"})["location"] == reverse(
        "community_access"
    )
    assert not Draft.objects.exists()


def test_guide_that_forbids_it_says_why_and_offers_a_letter_a_link_and_its_unchanged_use(client, log_in):
    guide = make_guide("La halle", licence="cc-by-nd-4.0", credits=AUTHORS)
    door = read(client, guide.url).select_one(f'a[href="{guide.url}adapter/"]')
    assert words(door) == "Peut-on l’adapter ?"
    page = read(client, f"{guide.url}adapter/")
    assert "CC BY-ND 4.0" in words(page.select_one(".lead"))
    assert page.select_one(".add-to-kit input[name=item]")["value"] == f"guide:{guide.pk}"
    assert not page.select("input[name=licence]")
    letter = page.select_one("#lettre").get_text()
    assert letter.strip().startswith("Bonjour Jeanne Le Goff et Malo,")
    assert "«\xa0La halle\xa0»" in letter
    assert "La halle" in page.select_one("#credit-a-copier").get_text()
    log_in("editor")
    assert client.post(f"{guide.url}adapter/", {"licence": "cc-by-nd-4.0"}).status_code == 422
    assert not Draft.objects.exists()


def test_restricted_guide_is_no_more_adapted_than_read(client, original):
    PageViewRestriction.objects.create(page=original, restriction_type=PageViewRestriction.LOGIN)
    for below in ("adapter/", "adaptations/", "original/"):
        answer = client.get(f"{original.url}{below}")
        assert (answer.status_code, b"La carte" in answer.content) == (302, False)


def test_draft_is_no_page_to_adapt(client):
    draft = make_draft("Pas encore", slug="pas-encore")
    for below in ("adapter/", "adaptations/", "original/"):
        assert client.get(f"{draft.url}{below}").status_code == 404


def test_page_of_another_kind_has_no_such_addresses(client):
    from tests.factories.pages import guide_index, home_page  # noqa: PLC0415 -- below

    guide_index()
    assert client.get(f"{home_page().url}adapter/").status_code == 404


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"version": "3"}, True),
        ({"version": "3", "licence": "cc0-1.0"}, False),
        ({"version": "3", "kind": "translation"}, False),
        ({}, False),
    ],
)
def test_whoever_adapted_here_says_what_they_changed_where_the_licence_asks_for_it(values, asked):
    row = source_row(**{"title": "La halle", "licence": "cc-by-4.0", "item": "guide:999999"} | values)
    guide = make_draft("La place", sources=[row])
    assert ("changes" in lineage_problems(guide)) is asked
    guide.changes = "Raccourcie"
    assert lineage_problems(guide) == {}
