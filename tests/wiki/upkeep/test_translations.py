"""How far a translation is behind its original: told to readers, shown to translators, noted in one click."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from wagtail.models import PageViewRestriction

from home.models import HomePage, PlainPage
from tests.committed import committed
from tests.factories.guides import make_guide, make_theme
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import read, words, write
from tests.wiki.sending import posted
from wiki.domain import upkeep
from wiki.models import Upkeep, Version
from wiki.translations import state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def original():
    return make_guide("Une carte")


@pytest.fixture
def translation(original):
    return make_guide("A map", language="en", translation_of=original, themes=[make_theme()])


def row_of(page):
    return Upkeep.objects.get(page=page.pk)


def counted(page):
    state = state_of(page, row_of(page))
    return state.follows, state.newest, state.major, state.minor


def told(client, page):
    committed()
    found = read(client, page.url).select_one(".translation-state")
    return words(found.span) if found else ""


def test_new_translation_says_what_its_original_says(client, original):
    write(original, title="Une autre carte")

    translation = make_guide("A map", language="en", translation_of=original)

    assert counted(translation) == (2, 2, 0, 0)
    assert told(client, translation) == ""
    assert row_of(original).follows is None


def test_changes_of_the_original_since_are_counted_by_weight(client, original, translation):
    write(original, is_minor=True, title="Une  carte")
    assert counted(translation) == (1, 2, 0, 1)
    assert told(client, translation).startswith("Cette traduction a un petit changement de retard")

    write(original, title="Deux cartes")
    write(original, title="Trois cartes")

    assert counted(translation) == (1, 4, 2, 1)
    assert told(client, translation).startswith("Cette traduction a 2 changements de retard")


def test_difference_of_the_original_since_is_one_click_away(client, original, translation):
    write(original, title="Deux cartes")
    committed()

    ways = read(client, translation.url).select(".translation-state a")

    assert [way["href"] for way in ways] == [original.url, f"{original.url}comparer/?de=1&a=2"]
    assert client.get(ways[1]["href"]).status_code == 200


def test_changes_are_taken_up_in_one_click(client, log_in, original, translation):
    log_in("editor")
    write(original, title="Deux cartes")
    url = f"{translation.url}entretien/"
    form = read(client, url).select_one("form:has(button[value=follow])")

    client.post(url, {"do": "follow", "version": form.select_one("[name=version]")["value"]})

    assert counted(translation) == (2, 2, 0, 0)
    assert not read(client, url).select("button[value=follow]")


@pytest.mark.parametrize("version", ["", "9", "x", "0", "-1", "9" * 30])
def test_version_that_there_never_was_is_not_taken_up(client, log_in, original, translation, version):
    log_in("editor")
    write(original, title="Deux cartes")

    answer = client.post(f"{translation.url}entretien/", {"do": "follow", "version": version}, follow=True)

    assert "L’original n’a pas cette version." in words(read_of(answer))
    assert counted(translation)[0] == 1


def read_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_only_who_may_verify_a_translation_notes_what_it_follows(translation):
    with pytest.raises(PermissionDenied):
        upkeep.follow_original(translation, 1, by=PersonFactory(email="x@example.org"))
    with pytest.raises(Version.DoesNotExist):
        upkeep.follow_original(translation, 7, by=PersonFactory(email="y@example.org", groups=["editor"]))


def test_translation_changed_later_is_not_up_to_date_by_itself(original, translation):
    write(original, title="Deux cartes")
    write(translation, title="A nice map")

    assert counted(translation) == (1, 2, 1, 0)


def test_translator_who_ticks_the_box_notes_it_while_saving(client, log_in, original, translation):
    log_in("editor")
    write(original, title="Deux cartes")
    form = read(client, f"{translation.url}modifier/")
    assert form.select_one("a[href*='comparer/?de=1&a=2']")
    box = form.select_one("input[name=edit_follows]")
    assert not box.has_attr("checked")

    post = posted(str(form.select_one("#fiche")))
    post["title"] = "Two maps"
    post["edit_follows"] = box["value"]
    client.post(f"{translation.url}modifier/", post)

    assert type(translation).objects.get(pk=translation.pk).title == "Two maps"
    assert counted(translation) == (2, 2, 0, 0)


def test_unknown_state_is_told_to_translators_alone(client, log_in, original, translation):
    row = row_of(translation)
    row.follows = None
    row.save()
    write(original, title="Deux cartes")

    assert told(client, translation) == ""
    log_in("editor")
    assert read(client, f"{translation.url}entretien/").select_one("input[name=version]")["value"] == "2"


def test_original_that_not_everybody_may_read_is_not_told_of(client, original, translation):
    write(original, title="Deux cartes")
    PageViewRestriction.objects.create(page=original, restriction_type="login")

    assert told(client, translation) == ""
    assert "carte" not in words(read(client, f"{translation.url}entretien/").main)
    assert not read(client, "/entretien/?besoin=behind").select(".history__row")

    PageViewRestriction.objects.all().delete()
    original = type(original).objects.get(pk=original.pk)
    original.unpublish()
    assert told(client, translation) == ""


def test_translations_that_are_behind_are_listed(client, original, translation):
    make_guide("Seule")
    page = PlainPage(title="La charte", body="<p>Oui.</p>")
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    charter = PlainPage(title="The charter", body="<p>Yes.</p>", language="en", translation_of=page)
    HomePage.objects.get().add_child(instance=charter)
    charter.save_revision().publish()
    write(page, body="<p>Non.</p>")
    write(original, title="Deux cartes")

    rows = read(client, "/entretien/?besoin=behind").select(".history__row")

    assert [words(row.a) for row in rows] == ["A map", "The charter"]
    assert "Traduction à mettre à jour" in words(rows[0])
    assert told(client, PlainPage.objects.get(pk=charter.pk)).startswith("Cette traduction a un changement de retard")


def test_links_to_translations_say_how_far_they_are_behind(client, original, translation):
    def languages():
        committed()
        return words(read(client, original.url).select_one(".other-languages"))

    assert languages() == "English"
    write(original, is_minor=True, title="Une  carte")
    assert languages() == "English"

    write(original, title="Deux cartes")
    assert languages() == "English (1 changement de retard)"

    row = row_of(translation)
    row.follows = 3
    row.save()
    assert languages() == "English"
