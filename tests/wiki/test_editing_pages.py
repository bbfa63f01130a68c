"""The form of a page on the site, sent as a browser without scripts sends it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commons.guides.models import GuidePage
from tests.factories.guides import make_draft, make_guide, make_theme, step
from tests.factories.people import PersonFactory
from tests.factories.pictures import square
from tests.wiki.sending import posted
from wiki.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return make_guide(themes=[make_theme()], steps=[step("Accueil"), step("Sortie")])


@pytest.fixture
def editor(log_in):
    return log_in("editor", display_name="Anne")


def opened(client, page):
    answer = client.get(f"{page.url}modifier/")
    assert answer.status_code == 200
    return answer.content.decode()


def fields(client, page, **changed):
    post = posted(opened(client, page))
    for name, value in changed.items():
        post[name] = value
    return post


def send(client, url, post, do="save", **headers):
    post = post.copy()
    post["do"] = do
    return client.post(url, post.urlencode(), content_type="application/x-www-form-urlencoded", headers=headers or None)


def test_visitor_is_led_to_where_one_may_propose(client, guide):
    answer = client.get(f"{guide.url}modifier/?ou=steps-a")

    assert answer.headers["Location"] == f"{guide.url}proposer/?ou=steps-a"


def test_newcomer_proposes_a_change_of_somebodys_guide(client, log_in, guide):
    log_in("newcomer")

    assert client.get(f"{guide.url}modifier/").headers["Location"] == f"{guide.url}proposer/"


def test_editor_changes_a_guide_and_readers_see_it(client, editor, guide):
    post = fields(client, guide, title="Cartographier son quartier", edit_summary="Titre plus juste")

    answer = send(client, f"{guide.url}modifier/", post)

    assert answer.headers["Location"] == guide.url
    assert "Cartographier son quartier" in client.get(guide.url).content.decode()
    assert (guide.versions.get(number=2).summary, guide.versions.get(number=2).user) == ("Titre plus juste", editor)


def test_a_wrong_form_comes_back_whole(client, editor, guide):
    post = fields(client, guide, title="", one_sentence="Une phrase neuve")

    answer = send(client, f"{guide.url}modifier/", post)

    assert answer.status_code == 422
    assert "Une phrase neuve" in answer.content.decode()
    assert Draft.objects.get().user == editor


def test_a_button_adds_a_row_and_saves_nothing_public(client, editor, guide):
    answer = send(client, f"{guide.url}modifier/", fields(client, guide, title="Neuf"), do="steps:add:step")

    again = posted(answer.content.decode())

    assert len(again.getlist("steps-row")) == 3
    assert again["title"] == "Neuf"
    assert GuidePage.objects.get(pk=guide.pk).title == "Cartographier sa rue"


def test_what_is_written_is_stored_and_found_again(client, editor, guide):
    post = fields(client, guide, title="En cours")
    answer = send(client, f"{guide.url}modifier/", post, do="keep", accept="application/json")

    assert answer.json()["count"] == 1
    assert posted(opened(client, guide))["title"] == "En cours"


def test_a_draft_is_its_persons_alone(client, log_in, guide):
    log_in("editor")
    send(client, f"{guide.url}modifier/", fields(client, guide, title="Secret"), do="keep", accept="application/json")
    log_in("editor")

    assert "Secret" not in opened(client, guide)


def test_a_draft_thrown_away_is_gone(client, editor, guide):
    send(client, f"{guide.url}modifier/", fields(client, guide, title="En cours"), do="later")
    send(client, f"{guide.url}modifier/", fields(client, guide), do="discard")

    assert posted(opened(client, guide))["title"] == "Cartographier sa rue"


def test_the_second_person_is_told_who_writes(client, log_in, guide):
    log_in("editor", display_name="Bob Kerhuel")
    send(client, f"{guide.url}modifier/", fields(client, guide), do="keep", accept="application/json")
    log_in("editor")

    assert "Bob Kerhuel" in opened(client, guide)


def test_two_people_who_change_two_steps_both_stand(client, log_in, guide):
    log_in("editor")
    hers = fields(client, guide)
    log_in("editor")
    his = fields(client, guide)
    first, second = his.getlist("steps-row")
    his[f"steps-{first}-title"] = "Bienvenue"
    send(client, f"{guide.url}modifier/", his)
    hers[f"steps-{second}-title"] = "Balade"

    answer = send(client, f"{guide.url}modifier/", hers)

    assert answer.status_code == 302
    assert [row.value["title"] for row in GuidePage.objects.get(pk=guide.pk).steps] == ["Bienvenue", "Balade"]


def test_two_people_who_change_one_title_are_asked(client, log_in, guide):
    log_in("editor", display_name="Anne")
    hers = fields(client, guide, title="Le titre d’Anne", one_sentence="Une autre phrase.")
    log_in("editor", display_name="Bob")
    send(client, f"{guide.url}modifier/", fields(client, guide, title="Le titre de Bob"))

    asked = send(client, f"{guide.url}modifier/", hers)
    page = asked.content.decode()

    assert asked.status_code == 409
    assert "Bob" in page
    again = posted(page)
    choice = next(name for name in page.split('"') if name.startswith("choice-"))
    again[choice] = "mine"
    assert send(client, f"{guide.url}modifier/", again).status_code == 302
    saved = GuidePage.objects.get(pk=guide.pk)
    assert (saved.title, saved.one_sentence) == ("Le titre d’Anne", "Une autre phrase.")


def test_a_form_sent_twice_makes_one_version(client, editor, guide):
    post = fields(client, guide, title="Une fois")
    send(client, f"{guide.url}modifier/", post)
    send(client, f"{guide.url}modifier/", post)

    assert guide.versions.count() == 2


def test_a_page_deleted_meanwhile_loses_no_word(client, editor, guide):
    url = f"{guide.url}modifier/"
    send(client, url, fields(client, guide, title="Mon texte"), do="keep", accept="application/json")
    guide.delete()

    assert client.get(url).status_code == 404
    assert "Mon texte" in client.get("/mes-pages/").content.decode()


def test_a_preview_shows_the_page_and_saves_nothing(client, editor, guide):
    answer = send(client, f"{guide.url}modifier/", fields(client, guide, title="Un essai"), do="preview")

    assert answer.status_code == 200
    assert "<h1>Un essai</h1>" in answer.content.decode()
    assert GuidePage.objects.get(pk=guide.pk).title == "Cartographier sa rue"


def test_a_new_guide_is_begun_stored_and_published(client, editor):
    theme = make_theme()
    post = posted(client.get("/ecrire/guide/").content.decode())
    answer = send(client, "/ecrire/guide/", post, do="steps:add:step")
    post = posted(answer.content.decode())
    draft = Draft.objects.get()
    row, _second = post.getlist("steps-row")
    post.update(
        {
            "title": "Réparer une lampe", "one_sentence": "On répare.", "themes": str(theme.pk), "audience": "adults",
            "group_min": "2", "difficulty": "1", "objectives": "réparer", f"steps-{row}-title": "Ouvrir",
        }
    )  # fmt: skip

    answer = send(client, f"/ecrire/guide/{draft.pk}/", post)

    assert answer.status_code == 302, answer.content.decode()
    guide = GuidePage.objects.get(title="Réparer une lampe")
    assert answer.headers["Location"] == guide.url
    assert (guide.live, guide.owner, guide.credits[0]["name"]) == (True, editor, "Anne")
    assert not Draft.objects.exists()


def test_somebody_elses_new_page_is_not_found(client, log_in):
    other = PersonFactory(groups=("contributor",))
    draft = Draft.objects.create(user=other, kind="guide", title="Privé", fields=[["title", "Privé"]])
    log_in("editor")

    assert client.get(f"/ecrire/guide/{draft.pk}/").headers["Location"] == "/mes-pages/"


def test_contributor_goes_on_with_a_draft_that_is_not_public(client, log_in):
    writer = log_in("contributor")
    draft = make_draft(owner=writer, themes=[make_theme()])

    answer = send(client, f"{draft.url}modifier/", fields(client, draft, title="Mieux"))

    assert answer.headers["Location"] == "/mes-pages/"
    assert GuidePage.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "Mieux"
    assert "Mieux" in client.get("/mes-pages/").content.decode()


def test_draft_of_somebody_else_is_not_found(client, log_in):
    draft = make_draft(owner=PersonFactory(groups=("contributor",)))
    log_in("contributor")

    assert client.get(f"{draft.url}modifier/").status_code == 404


def test_session_ended_while_writing_loses_no_word(client, editor, guide):
    post = fields(client, guide, title="Écrit avant")
    client.cookies.pop("sessionid", None)

    answer = send(
        client, f"{guide.url}modifier/", post, **{"sec-fetch-site": "same-origin", "sec-fetch-dest": "document"}
    )
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    kept = editor.unsaved_forms.get()

    assert "textes-gardes" in answer.headers["Location"]
    assert posted(client.get(f"{guide.url}modifier/?kept={kept.pk}").content.decode())["title"] == "Écrit avant"


@pytest.mark.parametrize(
    "begins", [{"starter": "making"}, {"text": "# Fabriquer un nichoir\n\n## Matériel\n\n- une planche"}]
)
def test_a_new_guide_begins_with_a_model_or_a_text(client, editor, begins):
    answer = client.post("/ecrire/guide/commencer/", begins)
    draft = Draft.objects.get()

    post = posted(client.get(answer.headers["Location"]).content.decode())

    assert answer.headers["Location"] == f"/ecrire/guide/{draft.pk}/"
    assert post["title"] == draft.title != ""
    assert (post["licence"], post["credits-0-name"]) == ("cc-by-sa-4.0", "Anne")
    assert len(post.getlist("materials-row")) >= 1


def test_a_file_that_is_no_text_is_refused_with_a_sentence(client, editor):
    upload = SimpleUploadedFile("photo.docx", b"not a document")

    answer = client.post("/ecrire/guide/commencer/", {"file": upload}, follow=True)

    assert 'class="message message--error"' in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_title_that_is_asked_for_is_filled_in(client, editor):
    assert posted(client.get("/ecrire/guide/?titre=Tresser").content.decode())["title"] == "Tresser"


def test_a_main_picture_of_ones_own_is_sent_with_the_form(client, editor, guide):
    post = fields(client, guide)
    post.update({"do": "save", "cover-picture-whose": "mine", "cover-picture-shows": "Une rue"})
    data = dict(post.lists()) | {"cover-picture": SimpleUploadedFile("rue.png", square())}

    answer = client.post(f"{guide.url}modifier/", data)

    cover = GuidePage.objects.get(pk=guide.pk).cover
    assert answer.status_code == 302
    assert (cover.description, cover.licence, cover.credits[0]["name"]) == ("Une rue", "cc-by-sa-4.0", "Anne")


def test_a_picture_stays_in_a_draft_that_is_stored(client, editor, guide):
    post = fields(client, guide)
    key = post.getlist("steps-row")[0]
    name = f"steps-{key}-text-picture"
    post.update({"do": "later", f"{name}-whose": "mine", f"{name}-shows": "Une rue"})

    client.post(
        f"{guide.url}modifier/",
        dict(post.lists()) | {name: SimpleUploadedFile("rue.png", square())},
    )

    again = posted(opened(client, guide))
    assert again[f"{name}-shows"] == "Une rue"
    answer = send(client, f"{guide.url}modifier/", again)
    assert answer.status_code == 302
    assert 'alt="Une rue"' in GuidePage.objects.get(pk=guide.pk).steps[0].value["text"].source


def test_a_row_added_in_a_folded_group_leaves_the_group_open(client, editor, guide):
    answer = send(client, f"{guide.url}modifier/", fields(client, guide), do="sections:add:section")

    assert answer.content.decode().count('page-form__group--folded" open') == 1
