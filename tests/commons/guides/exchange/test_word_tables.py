"""Word documents laid out in tables, as many associations do."""

from __future__ import annotations

from decimal import Decimal

import pytest

from commons.guides.exchange.bare_headings import with_headings
from commons.guides.exchange.document import Material
from commons.guides.exchange.multibao import read_sheet
from commons.guides.exchange.word import word_to_markdown
from tests.commons.guides.word_documents import paragraph, table, word


def _markdown(tmp_path, *content):
    return word_to_markdown(word(*content), folder=tmp_path)[0]


def _guide(tmp_path, *content):
    (tmp_path / "fiche.md").write_text(with_headings(_markdown(tmp_path, *content)), "utf-8")
    return read_sheet(tmp_path / "fiche.md").guide


FACTS = table(
    ("Durée", "1 h 30"),
    ("Public", "ados dès 11 ans"),
    ("Objectifs", paragraph("Scier droit", bullet=1) + paragraph("Assembler", bullet=1)),
    ("Matériel", paragraph("1 planche par personne") + paragraph("une scie")),
    ("Référente", "Awa"),
)
RUN = table(
    ("Durée", "Activité", "Consignes", "Matériel"),
    ("10 min", "Accueil", "Chaque personne dit son prénom et ce qu’elle sait faire.", ""),
    ("20", "2. Scier", paragraph("Doucement.") + paragraph("Encore."), "la scie"),
)
TITLES = (
    [paragraph("Un nichoir", style="Titre")],
    [paragraph("Un nichoir", style="Titre"), paragraph("Bilan", style="Titre1"), paragraph("Réussi.")],
)


@pytest.mark.parametrize("before", TITLES, ids=["no headings", "headings"])
def test_table_of_facts_fills_the_facts_of_a_guide(tmp_path, before):
    guide = _guide(tmp_path, before[0], FACTS, *before[1:])

    assert (guide.title, guide.minutes, guide.audience, guide.age_min) == ("Un nichoir", 90, ("teens",), 11)
    assert guide.objectives == ("Scier droit", "Assembler")
    assert guide.materials == (Material("planche", Decimal(1), per="person"), Material("une scie"))
    assert "Référente : Awa" in str(guide)


def test_what_follows_a_table_of_facts_is_no_fact(tmp_path):
    words = "Un atelier pour les oiseaux du quartier, avec du bois de récupération."
    guide = _guide(tmp_path, TITLES[0][0], FACTS, paragraph(words), paragraph("Déroulement"), paragraph("Sciez."))

    assert guide.one_sentence == words
    assert len(guide.materials) == 2
    assert [step.text for step in guide.steps] == ["<p>Sciez.</p>"]


@pytest.mark.parametrize("before", TITLES, ids=["no headings", "headings"])
def test_table_of_the_run_is_the_steps(tmp_path, before):
    guide = _guide(tmp_path, *before, RUN)

    assert [(step.title, step.minutes) for step in guide.steps] == [("Accueil", 10), ("Scier", 20)]
    assert [step.text for step in guide.steps] == [
        "<p>Chaque personne dit son prénom et ce qu’elle sait faire.</p>",
        "<p>Doucement.</p><p>Encore.</p><p><b>Matériel :</b> la scie</p>",
    ]


def test_table_of_the_run_under_its_heading_needs_no_other(tmp_path):
    text = _markdown(tmp_path, paragraph("Un nichoir", style="Titre"), paragraph("Déroulement", style="Titre1"), RUN)

    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# Un nichoir",
        "## Déroulement",
        "### Étape 1 : Accueil (10 min)",
        "### Étape 2 : Scier (20 min)",
    ]


def test_run_without_titles_keeps_long_instructions_whole(tmp_path):
    long = "Chaque personne dit son prénom, puis une chose qu’elle sait faire et une autre qu’elle aimerait apprendre."
    guide = _guide(
        tmp_path, paragraph("Un nichoir"), table(("Durée", "Déroulé"), ("10 min", long), ("5 min", "Ranger"))
    )

    assert [(step.title, step.minutes) for step in guide.steps] == [
        ("Chaque personne dit son prénom", 10),
        ("Ranger", 5),
    ]
    assert long in guide.steps[0].text


def test_hours_of_the_day_are_no_duration(tmp_path):
    guide = _guide(
        tmp_path,
        paragraph("Un nichoir"),
        table(("Horaire", "Activité"), ("9 h – 9 h 20", "Accueil"), ("9 h 20", "Scier")),
    )

    assert [(step.title, step.minutes, step.text) for step in guide.steps] == [
        ("Accueil", None, "<p>9 h – 9 h 20</p>"),
        ("Scier", None, "<p>9 h 20</p>"),
    ]


def test_frame_around_a_text_is_the_text(tmp_path):
    assert (
        _markdown(tmp_path, table((paragraph("Attention !") + paragraph("La scie coupe."),)))
        == "Attention !\n\nLa scie coupe."
    )


def test_any_other_table_stays_one(tmp_path):
    text = _markdown(tmp_path, table(("Essence", "Prix"), ("pin", "3 €"), ("chêne", "9 €")))
    assert "| pin | 3 € |" in text


def test_no_word_of_a_table_is_lost(tmp_path):
    for content in (FACTS, RUN):
        text = _markdown(tmp_path, content)
        for words in ("Awa",) if content is FACTS else ("Encore.", "la scie", "prénom"):
            assert words in text
