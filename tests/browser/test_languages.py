"""The other language: chosen by a link, kept, complete, and each text saying which it speaks."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest

from tests.browser.pages import GUIDE, PUBLIC

pytestmark = pytest.mark.browser
CATALOGUE = Path(__file__).resolve().parents[2] / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# A short word, or one word around a name such as “Licence %s”, is said in both languages.
LETTERS_THAT_TELL, AROUND_A_NAME = 4, 10
# Everything said in English: words on the page and in the attributes that are read aloud.
ENGLISH_WORDS = """() => {
    const said = [document.title], english = (element) => element.closest("[lang]").lang === "en";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (english(walker.currentNode.parentElement)) said.push(walker.currentNode.data);
    for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
        if (english(element)) for (const name of ["aria-label", "placeholder", "title", "alt"]) said.push(element.getAttribute(name) ?? "");
    return said.map((words) => words.replace(/\\s+/g, " ").trim()).filter(Boolean);
}"""


def words(text: str) -> str:
    return " ".join(text.split()).rstrip(" :?!")


def tells(sentence: str) -> bool:
    letters = len(re.findall(r"\w", PLACE.sub("", sentence)))
    return letters >= (AROUND_A_NAME if PLACE.search(sentence) else LETTERS_THAT_TELL)


@pytest.fixture(scope="module")
def french() -> re.Pattern[str]:
    """Whole sentences of the French interface that are not the English ones too."""
    with CATALOGUE.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)._catalog
    pairs = [(key[0] if isinstance(key, tuple) else key, value) for key, value in catalogue.items() if key]
    english = {words(key.split("\x04")[-1]).lower() for key, _value in pairs}
    english |= {f"{one}s" for one in english}  # a compiled catalogue has no English plurals
    sentences = {words(value) for _key, value in pairs if words(value).lower() not in english}
    patterns = [
        "(?:.+)".join(re.escape(part) for part in PLACE.split(sentence)) for sentence in sentences if tells(sentence)
    ]
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)))


def test_french_is_recognised(french):
    assert french.fullmatch("Copier le crédit")
    assert french.fullmatch("3 participantes") is None
    assert not french.fullmatch("Copy the credit")


def test_language_is_switched_and_switched_back(visit):
    page = visit(GUIDE)

    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"**{GUIDE}")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("button", name="Copy the credit").is_visible()
    page.goto("/recherche/?q=atelier")
    assert page.locator("html").get_attribute("lang") == "en"

    page.get_by_role("link", name="Français").click()
    page.wait_for_url("**/recherche/?q=atelier")
    assert page.locator("html").get_attribute("lang") == "fr"


@pytest.mark.parametrize("path", [path for name, path in PUBLIC.items() if name != "patterns"])
def test_no_word_of_the_french_interface_on_an_english_page(visit, french, path):
    page = visit(path, locale="en-GB")

    said = page.evaluate(ENGLISH_WORDS)

    assert len(said) > 10
    assert [text for text in said if french.fullmatch(words(text))] == []


@pytest.mark.parametrize(
    ("locale", "path", "language"),
    [("fr-FR", "/guides/an-eight-page-zine/", "en"), ("en-GB", GUIDE, "fr")],
)
def test_the_texts_of_a_guide_say_their_language_and_its_labels_do_not(visit, locale, path, language):
    page = visit(path, locale=locale)

    speaks = "element => element.closest('[lang]').lang"
    for text in ("h1", ".lead", ".step__title > :last-child", ".step .prose", ".materials__list"):
        assert page.locator(text).first.evaluate(speaks) == language
    for label in ("#deroule", ".note__title", ".licence-box__name", ".fact-bar dt", "#credits"):
        assert page.locator(label).first.evaluate(speaks) == locale[:2]


# Names are the same in every language.
NAMES = ".association-card__name, .card__foot, .guide-card__credit, .association-card p:last-child, h1.name"
UNMARKED_FRENCH = """(names) => {
    const said = [], french = /(^|\\s)(des|les|une|avec|pour|dans|est|vous|qui|chaque)\\s/;
    const walker = document.createTreeWalker(document.querySelector("body"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (element.closest("[lang]").lang === "en" && !element.closest(names) && french.test(walker.currentNode.data))
            said.push(walker.currentNode.data.trim());
    }
    return said;
}"""


@pytest.mark.parametrize("path", ["/", "/guides/", "/associations/", "/about/", "/comprendre/", "/contribuer/"])
def test_french_words_on_an_english_page_are_marked_as_french(visit, path):
    page = visit(path, locale="en-GB")

    assert page.evaluate(UNMARKED_FRENCH, NAMES) == []


def test_english_reader_is_told_what_is_in_french_and_follows_a_page_into_french(visit):
    page = visit("/", locale="en-GB")
    assert page.locator("h1").evaluate("element => element.closest('[lang]').lang") == "en"

    page.locator("main input[type=search]").fill("fanzine")
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**/recherche/?q=fanzine")
    assert (
        page.locator(".result-row", has_text="Un fanzine de huit pages")
        .first.get_by_text("in French")
        .first.is_visible()
    )

    page.get_by_role("contentinfo").get_by_role("link", name="About").click()
    page.wait_for_url("**/about/")
    page.get_by_role("contentinfo").get_by_role("link", name="Français").click()
    page.wait_for_url("**/a-propos/")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").inner_text() == "À propos"


def test_guide_and_its_translation_are_a_click_apart(visit):
    page = visit("/guides/an-eight-page-zine/")
    assert page.get_by_text("Cette page est en anglais.").is_visible()

    page.locator(".other-languages").get_by_role("link", name="Français").click()
    page.wait_for_url("**/guides/un-fanzine-de-huit-pages/")
    page.locator(".other-languages").get_by_role("link", name="English").click()

    page.wait_for_url("**/guides/an-eight-page-zine/")
