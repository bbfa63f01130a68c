from __future__ import annotations

import ast
from gettext import GNUTranslations
from pathlib import Path

import pytest

from commons.guides.exchange.licensing import settle, stated, unsettled
from commons.guides.exchange.markdown import read_markdown
from markup.messages import Bilingual, Unreadable, joined
from markup.messages import message as _

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.mo"
FRENCH = {"%(most)s crumbs for %(who)s": "%(most)s miettes pour %(who)s", "the bird": "l’oiseau"}


@pytest.fixture(scope="module")
def french() -> GNUTranslations:
    with CATALOGUE.open("rb") as opened:
        return GNUTranslations(opened)


def test_every_sentence_of_the_readers_has_its_french(french: GNUTranslations) -> None:
    calls = [
        node
        for folder in ("commons/guides/exchange", "importing", "markup")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "markup.messages import" in path.read_text("utf-8") and "gettext" not in path.read_text("utf-8")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    templates = {ast.literal_eval(call.args[0]) for call in calls}
    assert len(templates) > 50
    assert {template for template in templates if french.gettext(template) == template} == set()


def test_sentence_is_its_english_and_can_be_said_again() -> None:
    sentence = _("%(most)s crumbs for %(who)s", most=20_000, who=_("the bird"))
    assert sentence == "20,000 crumbs for the bird"
    assert sentence.template == "%(most)s crumbs for %(who)s"
    assert sentence.said_in("fr-CA", gettext=lambda text: FRENCH.get(text, text)) == "20\u202f000 miettes pour l’oiseau"


def test_sentences_in_a_row_are_each_said_again() -> None:
    both = joined([_("the bird"), Bilingual(en="flies", fr="vole"), _("100%%")])
    assert both == "the bird flies 100%"
    assert both.said_in("fr", gettext=lambda text: FRENCH.get(text, text)) == "l’oiseau vole 100%"


@pytest.mark.parametrize(
    ("text", "english", "said"),
    [
        (
            "---\ntitle: x\nminutes: long\n---\n",
            "The key “minutes” must be a whole number between 0 and 999,999; it holds “long”.",
            "La clé «\u00a0minutes\u00a0» attend un nombre entier entre 0 et 999\u202f999\u00a0; elle contient «\u00a0long\u00a0».",
        ),
        (
            "---\ntitre: x\n---\n",
            "The front matter has no “title”: a guide needs one.",
            "L’en-tête n’a pas de «\u00a0title\u00a0»\u00a0: il faut un titre à la fiche.",
        ),
    ],
)
def test_refusal_is_said_in_both_languages(french: GNUTranslations, text: str, english: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_markdown(text, folder=None, source="x")
    assert str(refused.value) == english
    assert refused.value.message.said_in("fr", gettext=french.gettext) == said


def test_problem_of_a_licence_is_said_in_the_words_of_the_licence_core(french: GNUTranslations) -> None:
    warning = unsettled(stated("CC BY-SA"), _("the sheet"))
    assert warning == (
        "The licence of the sheet is written “CC BY-SA”, which does not name one licence. “CC BY-SA” has no version: "
        "which one? The latest is CC BY-SA 4.0. It may be cc-by-sa-4.0, cc-by-sa-3.0, cc-by-sa-3.0-fr, cc-by-sa-2.5."
    )
    assert warning.said_in("fr", gettext=french.gettext) == (
        "Licence écrite pour la fiche\u00a0: «\u00a0CC BY-SA\u00a0». Ces mots ne désignent pas une licence précise. "
        "«\u00a0CC BY-SA\u00a0» sans version\u00a0: laquelle\u00a0? La plus récente est CC BY-SA 4.0. "
        "Ce peut être cc-by-sa-4.0, cc-by-sa-3.0, cc-by-sa-3.0-fr, cc-by-sa-2.5."
    )


@pytest.mark.parametrize(
    ("text", "key", "candidates"),
    [
        ("sous CC BY 4.0", "cc-by-4.0", ()),
        ("CC BY 4.0 ou https://creativecommons.org/licenses/by-sa/4.0/", "", ("cc-by-4.0", "cc-by-sa-4.0")),
        ("la Licence Art Libre", "", ("lal-1.3",)),
        ("rien", "", ()),
    ],
)
def test_words_settle_on_one_licence_or_give_those_they_may_mean(
    text: str, key: str, candidates: tuple[str, ...]
) -> None:
    settled = settle(text, _("the sheet"))
    assert (settled.key, settled.candidates) == (key, candidates)


def test_name_without_version_may_mean_any_of_its_versions() -> None:
    candidates = settle("sous licence CC BY-SA", _("the sheet")).candidates
    assert candidates[:3] == ("cc-by-sa-4.0", "cc-by-sa-3.0", "cc-by-sa-3.0-fr")
    assert "cc-by-4.0" not in candidates
