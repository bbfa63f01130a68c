"""Explainers in the search, the phrases that find what is under a licence, and the glossary."""

from __future__ import annotations

import pytest

from licences.explainers.search_documents import SOURCE, TYPE, document_of
from search import registry
from search.indexing import rebuild
from search.models import PendingDocument
from search.query import SearchQuery
from search.understanding import synonyms
from tests.factories.guides import make_guide

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(tmp_path, settings):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def found(q, **filters):
    from search.service import find  # noqa: PLC0415 -- after the settings of the test

    return [hit.document.title for hit in find(SearchQuery(q=q, filters=filters)).hits]


def test_explainer_is_told_with_its_words_and_facts(explainers):
    document = document_of(explainers["partager-pareil"])

    assert (document.id, document.url) == (
        f"explainer:{explainers['partager-pareil'].pk}",
        "/comprendre/partager-pareil/",
    )
    assert (document.language, document.licence, document.minutes) == ("fr", "cc-by-sa-4.0", None)
    assert document.extra == {"level": 2, "reading_minutes": 1}
    for words in ("Votre version porte", "Traduire, c'est adapter.", "Vous devez", "garder la licence"):
        assert words in document.body


def test_explainers_are_found_and_drafts_are_not(explainers, index):
    explainers["un-commun"].unpublish()
    rebuild()

    assert found("four à pain") == []
    assert found("version licence", type=(TYPE,), language=("fr",)) == ["Partager pareil : la licence BY-SA"]


def test_result_says_what_it_is_and_how_long_it_takes(client, explainers, index):
    rebuild()

    page = client.get("/recherche/", {"q": "four à pain"}, headers={"accept-language": "fr"}).content.decode()
    assert '<span class="result-row__kind">Explication</span>' in page
    assert "1\u00a0min de lecture" in page


@pytest.mark.parametrize("count", [1, 3])
def test_rebuild_reads_one_explainer_with_as_few_questions_as_three(explainers, count, django_assert_num_queries):
    for slug in ("sharing-alike", "partager-pareil")[: 3 - count]:
        explainers[slug].unpublish()

    with django_assert_num_queries(5):
        assert len(list(SOURCE.documents(list(SOURCE.public_pks())))) == count


@pytest.mark.parametrize("change", ["publish", "unpublish", "delete", "restrict"])
def test_what_changes_is_noted_for_the_index(explainers, change):
    page = explainers["un-commun"]
    pk = str(page.pk)
    PendingDocument.objects.all().delete()

    if change == "publish":
        page.save_revision().publish()
    elif change == "restrict":
        page.view_restrictions.create(restriction_type="login")
    else:
        getattr(page, change)()

    assert (TYPE, pk) in {(row.type, row.pk_text) for row in PendingDocument.objects.all()}


def test_restricted_explainer_has_no_document_and_no_place(client, explainers):
    page = explainers["un-commun"]
    page.view_restrictions.create(restriction_type="login")

    assert list(SOURCE.documents([str(page.pk)])) == []
    assert "four à pain" not in client.get("/comprendre/").content.decode()
    assert "Qu&#x27;est-ce" not in client.get("/comprendre/parcours/").content.decode()


@pytest.mark.parametrize(
    ("phrase", "keys"),
    [
        ("pas d'utilisation commerciale", ("by-nc", "by-nc-sa", "by-nc-nd")),
        ("copyleft", ("by-sa", "by-nc-sa")),
        ("Utilisation non commerciale", ("by-nc", "by-nc-sa", "by-nc-nd")),
        ("non commercial", ("by-nc", "by-nc-sa", "by-nc-nd")),
        ("domaine public", ("public-domain",)),
        ("CC0", ("public-domain",)),
        ("marque du domaine public", ("public-domain",)),
        ("partage à l'identique", ("by-sa", "by-nc-sa")),
        ("Partage dans les mêmes conditions", ("by-sa", "by-nc-sa")),
        ("partage des conditions initiales à l’identique", ("by-sa", "by-nc-sa")),
        ("ShareAlike", ("by-sa", "by-nc-sa")),
        ("pas de modification", ("by-nd", "by-nc-nd")),
        ("pas d'œuvre dérivée", ("by-nd", "by-nc-nd")),
        ("CC BY", ("by",)),
        ("cc by-nc-sa", ("by-nc-sa",)),
        ("by-nd", ("by-nd",)),
        ("ccby", ("by",)),
        ("ccby-sa", ("by-sa",)),
        ("C.C. BY-SA", ("by-sa",)),
        ("ccbyncnd", ("by-nc-nd",)),
        ("bync", ("by-nc",)),
        ("licence CC BY-ND", ("by-nd",)),
        ("ccby license", ("by",)),
        ("cc nd", ("by-nd", "by-nc-nd")),
        ("licence NC", ("by-nc", "by-nc-sa", "by-nc-nd")),
        ("tombée dans le domaine public", ("public-domain",)),
        ("out of copyright", ("public-domain",)),
        ("attribution licence", ("by",)),
        ("licence paternité", ("by",)),
    ],
)
def test_the_search_knows_every_name_of_an_element(phrase, keys):
    (span,) = synonyms.find(phrase)

    assert span.meaning == registry.Meaning("licence", keys)


@pytest.mark.parametrize(
    "words", ["attribution", "paternité", "by", "utilisation commerciale", "modification", "sa nc", "sa licence"]
)
def test_ordinary_words_stand_for_nothing(words):
    assert synonyms.find(words) == []


def test_whatever_the_words_the_items_under_the_licence_are_found(explainers, index):
    make_guide("Un conte", licence="cc-by-nc-3.0-fr")
    make_guide("Une affiche", licence="cc0-1.0")
    make_guide("Une gravure", licence="pdm-1.0")
    make_guide("Un plan", licence="cc-by-4.0")
    rebuild()

    assert found("pas d'utilisation commerciale") == ["Un conte"]
    assert sorted(found("domaine public")) == ["Une affiche", "Une gravure"]
    assert found("affiche domaine public") == ["Une affiche"]
    assert found('"domaine public"') == []


def glossary(client, language="fr"):
    page = client.get("/comprendre/glossaire/", headers={"accept-language": language})
    assert page.status_code == 200
    return page.content.decode()


def test_glossary_gives_the_four_vocabularies_with_code_and_english_name(client, explainers):
    page = glossary(client)

    for words in ("Paternité", "Partage à l’Identique", "Utilisation non commerciale", "Pas d’Œuvre dérivée"):
        assert f"<td>{words}</td>" in page
    assert '<span class="glossary-term__translated" lang="en">NonCommercial</span>' in page
    assert 'href="/recherche/?licence=by-nc&amp;licence=by-nc-sa&amp;licence=by-nc-nd"' in page
    assert 'href="/licences/cc0-1.0/"' in page


def test_glossary_in_english_keeps_the_french_names_marked_as_french(client, explainers):
    page = glossary(client, "en")

    assert '<td lang="fr">Paternité</td>' in page
    assert '<span class="glossary-term__translated" lang="fr">Pas d’utilisation commerciale</span>' in page


def test_page_of_a_licence_leads_to_what_explains_it(client, explainers):
    french = client.get("/licences/cc-by-sa-4.0/", headers={"accept-language": "fr"}).content.decode()
    english = client.get("/licences/cc-by-sa-4.0/", headers={"accept-language": "en"}).content.decode()

    assert '<a href="/comprendre/partager-pareil/">' in french
    assert '<a href="/comprendre/sharing-alike/">' in english
    assert "/comprendre/partager-pareil/" not in client.get("/licences/cc-by-4.0/").content.decode()
