"""Explainers as people read them: the page, the list, the path and the quiz."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.blocks.struct_block import StructBlockValidationError

from community.models import User
from licences.explainers.blocks import QuestionBlock
from licences.explainers.models import ExplainerIndexPage
from licences.models.published import NotPublishable
from tests.committed import committed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("explainers")]
FRENCH, ENGLISH, COMMON = "/comprendre/partager-pareil/", "/comprendre/sharing-alike/", "/comprendre/un-commun/"
PATH = "/comprendre/parcours/"


def read(client, path, **headers):
    response = client.get(path, headers={"accept-language": "fr", **headers})
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode().replace("\u00a0", " ").replace("\u202f", " "))


def words(html):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)))


def test_page_says_its_level_its_length_and_its_other_language(client, explainers):
    page = read(client, FRENCH)

    facts = words(re.search(r'<ul class="explainer__facts">(.*?)</ul>', page)[1])
    assert facts.split() == ["1", "min", "de", "lecture", "Niveau", ":", "pratique", "English"]
    assert f'<a href="{ENGLISH}" lang="en" hreflang="en">English</a>' in page


def test_page_shows_text_notes_and_tables(client, explainers):
    page = read(client, FRENCH)

    assert '<h2 id="la-regle">La règle</h2>' in page
    assert '<div class="note" role="note"><div class="prose"><p>Traduire, c’est adapter.</p></div></div>' in page
    assert '<div class="table-scroll" tabindex="0"><table>' in page
    assert '<th scope="col">Vous faites</th>' in page
    assert "<td><p>une <b>traduction</b></p></td>" in page


def test_page_links_to_what_can_be_tried_and_to_the_licence_it_explains(client, explainers):
    page = read(client, FRENCH)

    assert 'href="/licences/melanger/?source=cc-by-sa-4.0&amp;source=cc-by-nc-4.0"' in page
    assert page.count("CC BY-SA 4.0") > 1


def test_page_states_its_own_licence_for_people_and_machines(client, explainers):
    response = client.get(FRENCH)
    page = response.content.decode()
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])

    assert response["Link"] == '<https://creativecommons.org/licenses/by-sa/4.0/>; rel="license"'
    assert '<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">' in page
    assert "licence-box" in page
    assert data["@type"] == ["LearningResource", "Article"]
    assert data["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert (data["inLanguage"], data["educationalLevel"], data["timeRequired"]) == ("fr", "pratique", "PT1M")
    assert [one["name"] for one in data["about"]] == ["CC BY-SA 4.0"]


def test_the_two_languages_name_each_other(client, explainers):
    french, english = explainers["partager-pareil"].full_url, explainers["sharing-alike"].full_url
    links = [
        f'<link rel="alternate" hreflang="fr" href="{french}">',
        f'<link rel="alternate" hreflang="en" href="{english}">',
    ]

    assert [link in read(client, path) for path in (FRENCH, ENGLISH) for link in links] == [True] * 4
    assert "hreflang" not in read(client, COMMON).partition("</head>")[0]


def test_short_page_has_no_table_of_contents_and_a_long_one_does(client, explainers):
    page = explainers["un-commun"]
    page.body = json.dumps(
        [{"type": "text", "value": "".join(f"<h2>Partie {n} ?</h2><p>Ici.</p>" for n in (1, 2, 2, 3))}]
    )
    page.save_revision().publish()

    assert "sommaire" not in read(client, FRENCH)
    assert re.findall(r'<a href="#([\w-]+)">(.*?)</a>', read(client, COMMON)) == [
        ("partie-1", "Partie 1 ?"),
        ("partie-2", "Partie 2 ?"),
        ("partie-2-2", "Partie 2 ?"),
        ("partie-3", "Partie 3 ?"),
    ]


def test_draft_of_a_translation_is_named_nowhere(client, explainers):
    explainers["sharing-alike"].unpublish()

    assert "Sharing alike" not in read(client, FRENCH) + read(client, "/comprendre/", **{"accept-language": "en"})
    assert ENGLISH not in read(client, FRENCH) + read(client, "/comprendre/", **{"accept-language": "en"})
    assert client.get(ENGLISH).status_code == 404


def test_draft_is_in_no_list_and_in_no_path(client, explainers):
    explainers["un-commun"].unpublish()

    pages = read(client, "/comprendre/") + read(client, PATH) + read(client, FRENCH)
    assert "un-commun" not in pages
    assert "étape 1 sur 1" in read(client, FRENCH)


def test_list_begins_with_the_path_and_goes_by_what_one_asks(client, explainers):
    page = read(client, "/comprendre/")

    titles = [words(title).strip() for title in re.findall(r"<h[123][^>]*>(.*?)</h[123]>", page)]
    assert titles == [
        "Comprendre les licences",
        "Premiers pas",
        "Qu’est-ce qui vous amène ?",
        "Et aussi",
        "Qu’est-ce qu’un commun ?",
        "Partager pareil : la licence BY-SA",
        "Un mot pour une chose",
    ]
    assert "2 pages, 2 min de lecture" in page


def test_list_is_in_the_language_of_the_reader_where_pages_are(client, explainers):
    page = read(client, "/comprendre/", **{"accept-language": "en"})

    assert "Sharing alike: the BY-SA licence" in page
    titles = re.findall(r'<h3 class="explainer-row__title".*?</h3>', page, re.DOTALL)
    assert not [title for title in titles if "Partager pareil" in title]
    (other,) = re.findall(r'<a class="also-in".*?</a>', page, re.DOTALL)
    assert "also in French" in other
    assert "Partager pareil" in other
    assert f'<h3 class="explainer-row__title" lang="fr"><a href="{COMMON}">' in page
    assert "First steps" in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_much_for_one_page_as_for_three(client, explainers, count, django_assert_num_queries):
    for slug in ("sharing-alike", "partager-pareil")[: 3 - count]:
        explainers[slug].unpublish()
    committed()
    client.get("/comprendre/")
    for one in caches.all():
        one.clear()

    # With nothing cached, what stands above the page is asked for twice: its place in the tree, then its address.
    with django_assert_num_queries(12):
        client.get("/comprendre/")


@pytest.mark.parametrize("count", [1, 2])
def test_page_asks_the_database_as_much_whatever_the_length_of_its_path(
    client, explainers, count, django_assert_num_queries
):
    if count == 1:
        explainers["un-commun"].unpublish()
    committed()
    client.get(FRENCH)
    for one in caches.all():
        one.clear()

    with django_assert_num_queries(17):
        client.get(FRENCH)


# The learning path


def go_on(client, page, **values):
    return client.post(PATH, {"step": page.pk, "language": "fr", **values})


def test_no_cookie_comes_before_the_button_is_pressed(client, explainers):
    for path in ("/comprendre/", FRENCH, PATH, f"{FRENCH}?quiz=1&q1=2"):
        assert not client.get(path).cookies


def test_button_leads_to_the_next_step_and_keeps_the_place(client, explainers):
    response = go_on(client, explainers["un-commun"])

    cookie = response.cookies["parcours"]
    assert (response.status_code, response["Location"]) == (302, FRENCH)
    assert cookie.value == str(explainers["un-commun"].pk)
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (PATH, True, "Lax")


def test_path_shows_what_was_read_and_where_to_go_on(client, explainers):
    go_on(client, explainers["un-commun"])

    page = read(client, PATH)
    assert "1 page lue sur 2" in page
    assert f'<a class="button button--primary" href="{FRENCH}">Reprendre</a>' in page
    assert page.count('aria-current="step"') == 1


def test_last_step_leads_back_to_the_path(client, explainers):
    go_on(client, explainers["un-commun"])
    response = go_on(client, explainers["partager-pareil"])

    assert response["Location"] == PATH
    assert "Vous avez tout lu" in read(client, PATH)


def test_reader_of_a_translation_goes_on_in_that_language(client, explainers):
    assert go_on(client, explainers["un-commun"], language="en")["Location"] == ENGLISH


def test_step_read_out_of_turn_leads_to_the_one_that_was_skipped(client, explainers):
    assert go_on(client, explainers["partager-pareil"])["Location"] == COMMON


def test_place_is_forgotten_when_asked(client, explainers):
    go_on(client, explainers["un-commun"])

    response = client.post(PATH, {"forget": "1"})

    assert response.cookies["parcours"].value == ""
    assert "Vous en êtes au début" in read(client, PATH)


@pytest.mark.parametrize("value", ["", "x", "1;2", "9" * 5000, "1.2.", "<script>", "999999999"])
def test_cookie_that_is_not_ours_says_nothing(client, explainers, value):
    client.cookies["parcours"] = value

    assert "Vous en êtes au début" in read(client, PATH)


@pytest.mark.parametrize("step", ["", "0", "x", "9" * 40, "²", "1' or 1"])
def test_step_that_is_none_writes_no_place(client, explainers, step):
    response = client.post(PATH, {"step": step})

    assert (response.status_code, response["Location"]) == (302, PATH)
    assert not response.cookies


def test_place_of_one_reader_is_never_shown_to_another(client, explainers, settings):
    settings.PAGE_CACHE_SECONDS = 300
    go_on(client, explainers["un-commun"])
    pages = ("/comprendre/", FRENCH, COMMON, PATH)
    for path in pages:
        read(client, path)

    other = Client()

    assert "Vous en êtes au début" in read(other, PATH)
    assert all("path-steps__step--read" not in read(other, path) for path in pages)
    assert "1 page lue sur 2" in read(client, PATH)


def test_page_of_the_path_is_kept_by_nobody_and_the_others_may_be(client, explainers, settings):
    settings.PAGE_CACHE_SECONDS = 300

    assert client.get(PATH)["Cache-Control"] == "private, no-store"
    assert "private" not in client.get(FRENCH).get("Cache-Control", "")


def test_button_works_where_no_secret_was_given(explainers):
    strict = Client(enforce_csrf_checks=True)

    assert go_on(strict, explainers["un-commun"]).status_code == 302


# The quiz


def test_quiz_asks_and_tells_nothing_before_it_was_sent(client, explainers):
    page = read(client, FRENCH)

    assert page.count("<fieldset") == page.count("<legend") == 2
    assert "Copier n’est pas adapter" not in page
    assert "Rien n’est enregistré" in page


def test_quiz_tells_the_score_and_why(client, explainers):
    page = words(read(client, f"{FRENCH}?quiz=1&q1=1&q2=1"))

    assert "1 bonne réponse sur 2." in page
    assert "Pas tout à fait. L’affiche n’est pas une adaptation de la fiche." in page
    assert "La bonne réponse : Créditer Copier n’est pas adapter" in page
    assert "C’est juste. Une traduction est une adaptation." in page


@pytest.mark.parametrize("answer", ["", "3", "0", "x", "<b>", "9" * 400])
def test_question_left_open_is_listed_and_linked(client, explainers, answer):
    response = client.get(FRENCH, {"quiz": "1", "q1": "2", "q2": answer}, headers={"accept-language": "fr"})
    page = response.content.decode()

    assert response.status_code == 200
    assert "1 question attend encore sa réponse" in page
    assert '<a href="#q2">' in page
    assert "bonne réponse sur" not in page


def test_page_without_quiz_has_none(client, explainers):
    assert "fieldset" not in read(client, f"{COMMON}?quiz=1")


# Editing


@pytest.fixture
def editor(client, explainers):
    person = User.objects.create_superuser("admin@example.org", "pas-si-secret", display_name="Admin")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_editing_form_speaks_plain_french(editor, explainers):
    page = read(editor, f"/admin/pages/{explainers['partager-pareil'].pk}/edit/")

    for label in ("En une phrase", "Niveau", "Place dans la liste", "Essayer", "Licences expliquées", "Traduction de"):
        assert label in page


def test_path_is_edited_on_the_page_of_the_list(editor, explainers):
    page = read(editor, f"/admin/pages/{ExplainerIndexPage.objects.get().pk}/edit/")

    assert "Parcours" in page
    assert "Titre en anglais" in page


def test_who_may_change_the_page_is_shown_the_way(editor, explainers):
    assert "Modifier cette page" in read(editor, FRENCH)
    assert "Modifier cette page" not in read(Client(), FRENCH)


def test_draft_is_previewed(editor, explainers):
    draft = explainers["partager-pareil"]
    draft.title = "En cours"
    draft.save_revision()

    response = editor.get(f"/admin/pages/{draft.pk}/view_draft/")

    assert response.status_code == 200
    assert "En cours" in response.content.decode()


def test_page_without_licence_is_not_published(explainers):
    page = explainers["un-commun"]
    page.licence = ""
    revision = page.save_revision(clean=False)

    with pytest.raises(NotPublishable):
        revision.publish()


def test_page_without_licence_stays_a_draft_when_it_is_due_and_loses_its_date(explainers, caplog):
    page = explainers["un-commun"]
    page.unpublish()
    page.licence = ""
    revision = page.save_revision(clean=False)
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()

    call_command("publish_scheduled")

    page.refresh_from_db()
    revision.refresh_from_db()
    assert (page.live, revision.approved_go_live_at) == (False, None)
    assert "was due to be published and stays a draft" in caplog.text


def test_question_of_a_quiz_has_one_right_answer():
    block = QuestionBlock()
    answers = [{"text": text, "right": True, "why": "Parce que."} for text in ("Oui", "Non")]

    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"question": "Alors ?", "answers": answers}))
