"""What people want to do, licence by licence."""

from __future__ import annotations

import pytest

from legaltools.catalogue import all_tools, get
from legaltools.compat import INTENTS, UnknownIntent, advise

TOOLS = all_tools()
ANSWERS = {"y": "yes", "if": "yes_if", "?": "ask", "n": "no"}
COLUMNS = (
    "cc0-1.0",
    "cc-by-4.0",
    "cc-by-sa-4.0",
    "cc-by-nc-4.0",
    "cc-by-nd-4.0",
    "cc-by-nc-nd-3.0",
    "all-rights-reserved",
)


@pytest.mark.parametrize(
    ("intent", "row"),
    [
        ("project", "y if if if if if n"),
        ("project-ticket", "y if if ? if ? n"),
        ("hand-out", "y if if if if if n"),
        ("paid-workshop", "y if if ? if ? n"),
        ("grant", "y if if ? if ? n"),
        ("sell-at-cost", "y if if ? if ? n"),
        ("sell", "y if if n if n n"),
        ("convert", "y if if if if if n"),
        ("publish", "y if if if if if n"),
        ("social", "y if if if if if n"),
        ("poster", "y if if if if if n"),
        ("poster-ticket", "y if if ? if ? n"),
        ("crop", "y if if if n n n"),
        ("adapt", "y if if if n n n"),
        ("adapt-privately", "y y y y y n n"),
        ("translate", "y if if if n n n"),
        ("subtitles", "y if if if n n n"),
        ("music-on-images", "y if if if n n n"),
        ("music-to-video", "y if if if n n n"),
        ("remix", "y if if if n n n"),
        ("wikimedia", "y if if n n n n"),
        ("logo", "y ? ? ? n n n"),
        ("quote", "y if if if if if if"),
        ("collection", "y if if if if if n"),
        ("collection-sold", "y if if n if n n"),
        ("database", "y if if if n ? n"),
        ("train-ai", "y ? ? ? ? ? ?"),
    ],
)
def test_answer(intent, row):
    assert [advise(get(key), intent).answer for key in COLUMNS] == [ANSWERS[cell] for cell in row.split()]


def test_every_intent_is_in_the_table():
    (mark,) = (mark for mark in test_answer.pytestmark if mark.name == "parametrize")
    assert [row[0] for row in mark.args[1]] == [intent.key for intent in INTENTS]


@pytest.mark.parametrize(
    ("key", "intent", "answer"),
    [
        ("by-permission", "project", "ask"),
        ("inc-edu-1.0", "hand-out", "yes_if"),
        ("inc-edu-1.0", "project", "ask"),
        ("inc-nc-1.0", "project-ticket", "ask"),
        ("inc-nc-1.0", "sell", "no"),
        ("cc-sampling-1.0", "project", "no"),
        ("cc-sampling-plus-1.0", "sell", "no"),
        ("cc-sampling-plus-1.0", "adapt", "ask"),
        ("cc-devnations-2.0", "project", "no"),
        ("cc-devnations-2.0", "translate", "no"),
        ("cc-devnations-2.0", "adapt-privately", "no"),
        ("cc-devnations-2.0", "database", "no"),
        ("cc-devnations-2.0", "wikimedia", "no"),
        ("cc-devnations-2.0", "quote", "yes_if"),
        ("cc-sampling-1.0", "music-on-images", "no"),
        ("cc-sampling-1.0", "music-to-video", "ask"),
        ("lal-1.3", "database", "ask"),
        ("odc-by-1.0", "database", "yes_if"),
        ("pddl-1.0", "quote", "yes"),
        ("lal-1.3", "wikimedia", "yes_if"),
        ("etalab-2.0", "wikimedia", "ask"),
        ("odbl-1.0", "database", "yes_if"),
        ("cc-by-3.0", "database", "ask"),
        ("etalab-2.0", "sell", "yes_if"),
    ],
)
def test_other_tools(key, intent, answer):
    assert advise(get(key), intent).answer == answer


@pytest.mark.parametrize("intent", INTENTS, ids=lambda intent: intent.key)
def test_every_answer_has_reasons_with_their_clause(intent):
    for tool in TOOLS:
        advice = advise(tool, intent.key)
        assert advice.reasons
        assert all(reason.clause and reason.url.startswith("https://") for reason in advice.reasons)
        assert not any("{" in said for reason in advice.reasons for said in (reason.fr, reason.en, reason.clause))
        assert all(duty.fr and duty.en and (duty.clause or duty.probable) for duty in advice.must)
        assert len(set(advice.reasons)) == len(advice.reasons)
        assert bool(advice.must) or advice.answer != "yes_if"
        assert not advice.must or advice.answer in {"yes_if", "ask"}


def test_a_ticket_under_nc_is_a_question_for_a_person():
    advice = advise(get("cc-by-nc-sa-4.0"), "project-ticket")

    assert advice.reasons[0].code == "noncommercial-doubt"
    assert "c’est à quelqu’un d’en décider" in advice.reasons[0].text("fr")
    assert "noncommercial" in {duty.field for duty in advice.must}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("cc-by-sa-4.0", "Share your version under CC BY-SA 4.0 or Licence Art Libre 1.3."),
        ("cc-by-sa-3.0-fr", "Share your version under CC BY-SA 4.0 or CC BY-SA 3.0 FR."),
        ("cc-by-sa-1.0", "Share your version under CC BY-SA 1.0."),
        ("lal-1.3", "Share your version under CC BY-SA 4.0 or Licence Art Libre 1.3."),
    ],
)
def test_a_translation_of_share_alike_names_the_licences_it_may_carry(key, words):
    assert words in [duty.en for duty in advise(get(key), "translate").must]


@pytest.mark.parametrize(
    ("key", "intent", "fields"),
    [
        ("inc-nc-1.0", "project", ["noncommercial", "notices"]),
        ("noc-nc-1.0", "collection", ["noncommercial", "notices"]),
        ("inc-edu-1.0", "hand-out", ["teaching", "notices"]),
        ("cc-nd-nc-1.0", "project", ["noncommercial", "licence", "notices", "disclaimer", "removal"]),
        ("gpl-3.0", "publish", ["licence", "licence_text", "source_code", "notices", "disclaimer"]),
    ],
)
def test_what_must_be_done(key, intent, fields):
    assert [duty.field for duty in advise(get(key), intent).must] == fields


@pytest.mark.parametrize(("intent", "stays_unsold"), [("project", True), ("adapt", False)])
def test_only_the_whole_stays_unsold_under_sampling_plus(intent, stays_unsold):
    fields = {duty.field for duty in advise(get("cc-sampling-plus-1.0"), intent).must}
    assert ("noncommercial" in fields) == stays_unsold


def test_changing_the_format_is_never_an_adaptation():
    assert {advise(tool, "convert").answer for tool in TOOLS if tool.is_cc and tool.allows_sharing} == {"yes", "yes_if"}


@pytest.mark.parametrize("intent", ["translate", "music-on-images"])
def test_translating_and_setting_music_to_images_always_is_an_adaptation(intent):
    closed = [tool for tool in TOOLS if tool.is_cc and "DerivativeWorks" not in tool.permits]
    assert {advise(tool, intent).answer for tool in closed} == {"no"}


def test_a_quotation_owes_the_name_and_the_source_whatever_the_licence():
    (duty,) = advise(get("all-rights-reserved"), "quote").must
    assert duty.fr == "Rester court, nommer l’autrice ou l’auteur et la source."


def test_training_an_ai_gets_no_certain_answer_unless_nothing_is_reserved():
    assert {tool.key for tool in TOOLS if advise(tool, "train-ai").answer == "yes"} == {
        "cc0-1.0",
        "pdm-1.0",
        "certification-1.0-us",
        "pddl-1.0",
    }


def test_an_intent_speaks_the_readers_language():
    (translate,) = (intent for intent in INTENTS if intent.key == "translate")
    assert (translate.text("fr-CA"), translate.text("en")) == ("Traduire", "Translate")


def test_an_unknown_intent_is_refused_in_a_sentence():
    with pytest.raises(UnknownIntent, match="No intent has the key 'fly'"):
        advise(get("cc0-1.0"), "fly")
