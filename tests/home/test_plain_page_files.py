"""Pages of text that are loaded from Markdown files: all of them, or a sentence that names the file."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from home.domain.pages import load_pages
from home.models import PlainPage
from tests.factories.pages import home_page

pytestmark = pytest.mark.django_db
CHARTER = "---\nslug: charte\ntitle: La charte\nmenu: true\n---\n\nOn partage.\n"
TRANSLATION = "---\nslug: charter\ntitle: The charter\nlanguage: en\ntranslation_of: charte\n---\n\nWe share.\n"


@pytest.fixture
def load(tmp_path):
    def load(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.md").write_bytes(text if isinstance(text, bytes) else text.encode())
        with override("en"):
            return load_pages(tmp_path.glob("*.md"), parent=home_page())

    return load


def counts(report):
    assert (report.refused, report.warnings) == ([], [])
    return (report.created, report.updated, report.unchanged)


def test_file_becomes_a_published_page_at_its_place(load):
    assert counts(load(a=CHARTER)) == (1, 0, 0)

    page = PlainPage.objects.get()
    assert (page.live, page.slug, page.title, page.language) == (True, "charte", "La charte", "fr")
    assert (page.show_in_menus, page.in_footer) == (True, False)
    assert page.body == "<p>On partage.</p>"


@pytest.mark.parametrize(("written", "shown"), [("true", True), ("True", True), ("false", False), ("", False)])
def test_place_of_a_page_in_the_menu_is_true_however_it_is_written(load, written, shown):
    load(a=CHARTER.replace("menu: true", f"menu: {written}"))

    assert PlainPage.objects.get().show_in_menus is shown


def test_file_that_says_the_same_changes_nothing(load):
    load(a=CHARTER, b=TRANSLATION)
    revisions = PlainPage.objects.get(slug="charte").revisions.count()

    assert counts(load()) == (0, 0, 2)
    assert PlainPage.objects.get(slug="charte").revisions.count() == revisions


def test_file_that_changed_changes_its_page_alone(load):
    load(a=CHARTER, b=TRANSLATION)

    assert counts(load(a=CHARTER.replace("On partage.", "On partage tout."))) == (0, 1, 1)
    assert PlainPage.objects.get(slug="charte").body == "<p>On partage tout.</p>"
    assert PlainPage.objects.count() == 2


def test_translation_knows_its_original(load):
    load(a=CHARTER, b=TRANSLATION)

    page = PlainPage.objects.get(slug="charter")
    assert (page.language, page.translation_of.slug) == ("en", "charte")


def test_page_edited_on_the_site_is_not_written_over(load):
    load(a=CHARTER)
    page = PlainPage.objects.get()
    page.title = "Notre charte"
    page.save_revision().publish()

    report = load(a=CHARTER.replace("On partage.", "On partage tout."))

    assert (report.unchanged, [row["source"] for row in report.warnings]) == (1, ["a.md"])
    assert PlainPage.objects.get().title == "Notre charte"
    assert PlainPage.objects.get().body == "<p>On partage.</p>"


def test_slug_serves_one_file(load):
    report = load(a=CHARTER, b=CHARTER.replace("On partage.", "On ne partage pas."))

    assert [row["source"] for row in report.refused] == ["b.md"]
    assert PlainPage.objects.get().body == "<p>On partage.</p>"


def test_address_of_a_page_that_no_file_made_is_left_to_it(load):
    home_page().add_child(instance=PlainPage(title="Ici", slug="charte"))

    report = load(a=CHARTER)

    assert [row["source"] for row in report.refused] == ["a.md"]
    assert PlainPage.objects.get().title == "Ici"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("---\nslug: aide\ntitle: Aide\n\nUn texte.\n", "The front matter opened by --- on the first line"),
        ("Un texte.\n", "The keys at its head do not give: slug, title."),
        ("---\nslug: aide\n---\n\nUn texte.\n", "The keys at its head do not give: title."),
        ("---\nslug: aide\ntitle: Aide\ntranslation_of: help\n---\n", "There is no page “help”"),
        ("---\nslug: [aide]\ntitle: {a: b}\n---\n", "These keys at its head must each hold a text: slug, title."),
        (
            "---\nslug: aide\ntitle: Aide\nmenu: oui\nfooter: [true]\n---\n",
            "These keys at its head are true or false: menu, footer.",
        ),
        ("---\nslug: aide\ntitle: Aide\nlanguage: klingon\n---\n", "Language: "),
        ("---\nslug: une aide\ntitle: Aide\n---\n\nUn texte.\n", "Address: Enter a valid “slug”"),
        (
            "---\nslug: aide\ntitle: Aide\n---\n" + "> " * 100 + "fin",
            "The text has lists or quotations nested too deeply",
        ),
        (f"---\nslug: aide\ntitle: {'a' * 256}\n---\n", "Title: "),
        ("---\nslug: aide\ntitle: L’été\n---\n".encode("latin-1", "replace") + b"\xe9", "“b.md” is not UTF-8"),
    ],
    ids=[
        "front matter not closed",
        "no front matter",
        "no title",
        "original that is not there",
        "lists",
        "words",
        "language",
        "address",
        "deep",
        "title too long",
        "not UTF-8",
    ],
)
def test_file_that_cannot_be_read_is_refused_and_the_others_are_done(load, text, sentence):
    report = load(a=CHARTER, b=text)

    (refused,) = report.refused
    assert refused["source"] == "b.md"
    assert refused["reason"].startswith(sentence)
    assert [page.slug for page in PlainPage.objects.all()] == ["charte"]


def test_translation_finds_its_original_at_the_address_that_somebody_gave_it(load):
    load(a=CHARTER, b=TRANSLATION)
    page = PlainPage.objects.get(slug="charte")
    page.slug = "notre-charte"
    page.save_revision().publish()

    report = load(b=TRANSLATION.replace("We share.", "We share everything."))

    assert (report.refused, report.updated) == ([], 1)
    assert PlainPage.objects.get(slug="charter").translation_of == page


def test_key_that_is_not_known_is_told(load):
    report = load(a=CHARTER.replace("menu: true", "one_sentance: Pourquoi"))

    sentence = "The key “one_sentance” is not known and was left out."
    assert report.warnings == [{"source": "a.md", "reason": sentence}]
    assert report.created == 1
