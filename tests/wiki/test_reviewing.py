"""What a reviewer compares, and what the author reads of the request."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from wagtail.models import Page

from tests.factories.guides import make_draft, make_guide, make_theme, material, section, step
from wiki.review import baseline_revision, change_request, change_requests

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def write_again(guide, **fields):
    guide = guide.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(guide, name, value)
    guide.save_revision(user=guide.owner)
    return guide


def submit(guide):
    guide.get_workflow().start(guide, guide.owner)
    return guide


def ask_for_changes(guide, reviewer, comment="Plus court, s’il vous plaît."):
    guide.current_workflow_task_state.reject(user=reviewer, comment=comment)


@pytest.fixture
def writer(log_in):
    return log_in("contributor", display_name="Maël Kerjean")


@pytest.fixture
def editor(log_in):
    return log_in("editor", display_name="Awa Diallo")


def compared(client, guide):
    answer = client.get(reverse("wiki_changes", args=[guide.pk]), follow=True)
    soup = BeautifulSoup(answer.content, "html.parser")
    for said_aloud in soup.select(".visually-hidden"):
        said_aloud.decompose()
    return {row.select_one("td").get_text(strip=True).rstrip(":"): row.select_one(".comparison") for row in soup.select("tbody tr") if row.select_one(".comparison")}  # fmt: skip


def test_version_that_was_published_is_the_one_a_reviewer_knows(writer, editor):
    guide = make_guide(owner=writer, themes=[make_theme()])
    live = guide.live_revision_id
    write_again(guide, one_sentence="Une première reprise.")
    submit(write_again(guide, one_sentence="Puis une autre."))

    assert baseline_revision(Page.objects.get(pk=guide.pk)).pk == live


def test_version_that_was_read_again_later_comes_before_the_published_one(writer, editor):
    guide = make_guide(owner=writer, themes=[make_theme()])
    sent = submit(write_again(guide, one_sentence="Une première reprise."))
    ask_for_changes(sent, editor)
    write_again(guide, one_sentence="Mieux.")
    write_again(guide, one_sentence="Encore mieux.")

    assert baseline_revision(Page.objects.get(pk=guide.pk)).pk == sent.latest_revision_id


def test_first_version_has_none_to_be_compared_with_and_is_shown_whole(client, writer, editor):
    guide = submit(make_draft(owner=writer))

    answer = client.get(reverse("wiki_changes", args=[guide.pk]), follow=True)

    assert "C’est la première version" in answer.content.decode()
    assert "<h1>Cartographier sa rue</h1>" in answer.content.decode()


def test_comparison_says_every_change_in_words_and_nothing_raw(client, writer, editor):
    guide = make_guide(
        owner=writer,
        themes=[make_theme()],
        materials=[material("feuille", quantity="200")],
        steps=[step("Accueil"), step("Sortir", text="<p>Dehors.</p>")],
        sections=[section("tips")],
    )
    again = write_again(guide)
    again.materials[0].value["quantity"] = 250
    again.materials[0].value["per"] = "person"
    again.steps[1].value["text"].source = "<p>Dehors, à deux.</p>"
    again.steps.append(step("Ranger"))
    del again.sections[0]
    again.licence = "cc-by-4.0"
    again.credits = [*again.credits, {"name": "Thu", "role": "translator", "url": ""}]
    again.difficulty = 4
    again.audience = ["adults", "teens"]
    again.save_revision(user=writer)

    rows = {label: cell.get_text(" ", strip=True) for label, cell in compared(client, guide).items()}

    assert set(rows) == {"Matériel", "Déroulé", "Rubriques facultatives", "Licence", "Crédits", "Niveau", "Public"}
    assert rows["Matériel"] == "Changement Matériel 1, feuille Combien 200 250 Compté pour tout l’atelier par personne"
    assert "Changement Étape 2, Sortir Consigne Dehors , à deux ." in rows["Déroulé"]
    assert "Ajout Étape 3, Ranger" in rows["Déroulé"]
    assert rows["Rubriques facultatives"].startswith("Retrait Rubrique 1")
    assert "Thu, traduction" in rows["Crédits"]
    raw = " ".join(rows.values())
    assert [mark for mark in ("None", "<p", "[{", "cc-by", "workshop", "block-key", "translator") if mark in raw] == []


def marked(cell):
    return [(mark.name, mark.get_text().strip()) for mark in cell.select("del, ins")]


def test_sentence_that_is_wholly_another_is_shown_whole_and_one_that_was_mended_word_by_word(client, writer, editor):
    first, other = "On sort dans la rue avec un plan et des craies.", "Chacun dessine chez lui un souvenir de vacances."
    guide = make_guide(
        owner=writer, themes=[make_theme()], one_sentence=first,
        steps=[step("Sortir", text=f"<p>{first}</p><p>On revient à midi.</p>")],
    )  # fmt: skip
    again = write_again(guide, one_sentence=other)
    again.steps[0].value["text"].source = f"<p>{other}</p><p>On revient à quatre heures.</p>"
    again.save_revision(user=writer)

    rows = compared(client, guide)

    assert marked(rows["En une phrase"]) == [("del", first), ("ins", other)]
    assert marked(rows["Déroulé"]) == [("del", first), ("ins", other), ("del", "midi"), ("ins", "quatre heures")]


def test_what_is_taken_out_and_added_is_said_to_whoever_does_not_see_colours(client, writer, editor):
    guide = make_guide(owner=writer, themes=[make_theme()], one_sentence="Un plan.")
    write_again(guide, one_sentence="Un très grand plan.")
    answer = client.get(reverse("wiki_changes", args=[guide.pk]), follow=True)
    (added,) = BeautifulSoup(answer.content, "html.parser").select(".compared-text ins")
    assert [one.get_text() for one in added.select(".visually-hidden")] == ["[ajouté\u00a0: ", "] "]


def test_version_saved_again_untouched_shows_no_difference(client, writer, editor):
    guide = make_guide(owner=writer, themes=[make_theme()], steps=[step("Accueil", text="<p>Bonjour.</p>")])
    again = write_again(guide)
    again.steps[0].value["text"].source = '<p data-block-key="abcde">Bonjour.</p>'
    again.save_revision(user=writer)

    assert compared(client, guide) == {}


def test_stranger_may_not_compare(client, writer, log_in):
    guide = make_draft(owner=writer)
    log_in("newcomer")

    assert client.get(reverse("wiki_changes", args=[guide.pk])).status_code in {302, 403}


def test_request_stands_above_the_form_and_one_button_that_stays_in_sight_sends_again(client, writer, editor):
    guide = submit(make_draft(owner=writer, themes=[make_theme()]))
    ask_for_changes(guide, editor, comment="La durée ?\n<b>Merci</b>")
    client.force_login(writer, backend=BACKEND)

    soup = BeautifulSoup(client.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content, "html.parser")

    bar = soup.select_one(".review-bar")
    assert bar.select_one("h2").get_text(strip=True) == "Awa Diallo demande des changements"
    assert bar.select_one("blockquote").get_text("|") == "La durée ?|<b>Merci</b>"
    (button,) = soup.select("button[name=action-submit]")
    assert button.get_text(strip=True) == "Renvoyer en relecture"
    assert button.find_parent("footer") is not None
    assert button.find_parent(attrs={"data-w-dropdown-target": "content"}) is None


def test_request_is_in_the_list_of_the_author_and_in_her_mail(client, writer, editor):
    guide = submit(make_draft(owner=writer, themes=[make_theme()]))
    ask_for_changes(guide, editor)
    client.force_login(writer, backend=BACKEND)

    home = client.get("/admin/").content.decode()

    assert "Awa Diallo demande des changements" in home
    assert "Plus court, s’il vous plaît." in home
    (message,) = [message for message in mail.outbox if message.to == [writer.email]]
    assert "Plus court, s’il vous plaît." in message.body
    assert f"/admin/pages/{guide.pk}/edit/" in message.body


def test_another_author_does_not_read_the_request(client, writer, editor, log_in):
    guide = submit(make_draft(owner=writer))
    ask_for_changes(guide, editor)
    log_in("contributor")

    assert "Plus court" not in client.get("/admin/").content.decode()
    assert "Plus court" not in client.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_requests_and_known_versions_of_a_list_are_few_queries(writer, editor, django_assert_num_queries, count):
    guides = [submit(make_draft(f"Fiche {number}", owner=writer)) for number in range(count)]
    for guide in guides:
        ask_for_changes(guide, editor)

    with django_assert_num_queries(1):
        assert {request.comment for request in change_requests(guides).values()} == {"Plus court, s’il vous plaît."}
    assert change_request(guides[0]).by == "Awa Diallo"


def test_reviewers_list_leads_to_the_screen_where_it_is_decided(client, writer, editor):
    guide = make_guide(owner=writer, themes=[make_theme()])
    submit(write_again(guide, one_sentence="Une reprise."))

    soup = BeautifulSoup(client.get("/admin/").content, "html.parser")

    assert [link["href"] for link in soup.select(".my-reviews a")] == [f"/a-relire/page/{guide.pk}/"]


def test_mails_of_a_review_are_in_words_and_lead_to_what_changed(writer, editor):
    guide = submit(make_draft("L’été <en> mer", owner=writer, themes=[make_theme()]))
    (to_editor,) = [message for message in mail.outbox if message.to == [editor.email]]
    ask_for_changes(guide, editor, comment="La durée & l’âge ?")
    (to_writer,) = [message for message in mail.outbox if message.to == [writer.email]]

    assert to_editor.subject == "À relire\u00a0: «\u00a0L’été <en> mer\u00a0»"
    assert f"http://localhost/a-relire/page/{guide.pk}/" in to_editor.body
    assert to_writer.subject == "Des changements sont demandés dans «\u00a0L’été <en> mer\u00a0»"
    assert "Awa Diallo a lu «\u00a0L’été <en> mer\u00a0» et demande des changements" in to_writer.body
    assert "La durée & l’âge ?" in to_writer.body
    assert f"http://localhost/admin/pages/{guide.pk}/edit/" in to_writer.body
