"""Pages of text that are loaded from Markdown files: all of them, or a sentence that names the file."""

from __future__ import annotations

import pytest

from home.domain.pages import UnreadablePage, load_pages
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
        return load_pages(tmp_path.glob("*.md"), parent=home_page())

    return load


def test_file_becomes_a_published_page_at_its_place(load):
    assert load(a=CHARTER) == 1

    page = PlainPage.objects.get()
    assert (page.live, page.slug, page.title, page.language) == (True, "charte", "La charte", "fr")
    assert (page.show_in_menus, page.in_footer) == (True, False)
    assert page.body == "<p>On partage.</p>"


def test_file_that_says_the_same_changes_nothing(load):
    load(a=CHARTER, b=TRANSLATION)
    revisions = PlainPage.objects.get(slug="charte").revisions.count()

    assert load() == 0
    assert PlainPage.objects.get(slug="charte").revisions.count() == revisions


def test_file_that_changed_changes_its_page_alone(load):
    load(a=CHARTER, b=TRANSLATION)

    assert load(a=CHARTER.replace("On partage.", "On partage tout.")) == 1
    assert PlainPage.objects.get(slug="charte").body == "<p>On partage tout.</p>"
    assert PlainPage.objects.count() == 2


def test_translation_knows_its_original(load):
    load(a=CHARTER, b=TRANSLATION)

    page = PlainPage.objects.get(slug="charter")
    assert (page.language, page.translation_of.slug) == ("en", "charte")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("---\nslug: aide\ntitle: Aide\n\nUn texte.\n", "b.md: The front matter opened by --- on the first line"),
        ("Un texte.\n", "b.md: the front matter does not give slug and title."),
        ("---\nslug: aide\n---\n\nUn texte.\n", "b.md: the front matter does not give title."),
        ("---\nslug: aide\ntitle: Aide\ntranslation_of: help\n---\n", "b.md: there is no page help"),
        ("---\nslug: aide\ntitle: L’été\n---\n".encode("latin-1", "replace") + b"\xe9", "b.md: 'utf-8' codec"),
    ],
    ids=["front matter not closed", "no front matter", "no title", "original that is not there", "not UTF-8"],
)
def test_file_that_cannot_be_read_is_named_and_nothing_is_loaded(load, text, sentence):
    with pytest.raises(UnreadablePage) as refused:
        load(a=CHARTER, b=text)

    assert str(refused.value).startswith(sentence)
    assert not PlainPage.objects.exists()
