from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commons.guides.exchange.document import GuideDocument, Material, Reading, Section, Step
from commons.guides.exchange.multibao import read_multibao
from commons.guides.exchange.multibao.words import tidied
from commons.library.record import Credit
from markup.messages import Unreadable

if TYPE_CHECKING:
    from pathlib import Path


def _reading(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "contributions" / "une_fiche.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return read_multibao(path)


def _guide(tmp_path: Path, text: str) -> GuideDocument:
    return _reading(tmp_path, text).guide


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("#La cible \n\na", "La cible"),
        ("---\ntitle: Contribution multiBàO\n---\n# Audit :\n\na", "Audit"),
        ("---\ntitle: Gestes\n---\n\na", "Gestes"),
        ("#\u00a0Café\n\na", "Café"),
        ("a", "Une fiche"),
    ],
)
def test_title_is_the_first_heading_or_what_stands_for_it(tmp_path: Path, text: str, title: str) -> None:
    assert _guide(tmp_path, text).title == title


def test_headings_of_a_sheet_become_fields(tmp_path: Path) -> None:
    guide = _guide(
        tmp_path,
        "# Débat\n\n## En une phrase\n\nUn débat où l'on bouge **[2](#note)**\n\n"
        "## A quoi ça sert ?\n\n* Écouter **[2](#note)**\n* Oser\n\n"
        "## Informations pratiques\n\n* **Nombre de participants** 8-50\n* **Durée évènement** 1h-2h\n"
        "* **Durée préparation** 30 min\n* **Coût** faible **[2](#note)**\n\n"
        "##II. Matériel :\n\n• une corde\n• des feutres\n\n"
        "## Procédure\n\n### PRÉPARATION\n\nRanger.\n\n### DÉROULEMENT\n\n1. Tracer une ligne.\n2. Lire.\n",
    )
    assert guide.one_sentence == "Un débat où l'on bouge"
    assert guide.objectives == ("Écouter", "Oser")
    assert (guide.group_min, guide.group_max, guide.minutes) == (8, 50, 120)
    assert guide.materials == (Material("une corde"), Material("des feutres"))
    assert guide.steps == (Step("Tracer une ligne"), Step("Lire"))
    assert Section("preparation", "<p>Ranger.</p>") in guide.sections


_LONG_LINE = "mot" * 40


@pytest.mark.parametrize(
    ("language", "ranged", "second", "whole"),
    [
        ("fr", "Durée\u00a0: 5 à 10 min", "Étape 2", "Déroulement"),
        ("en", "Duration: 5 to 10 min", "Step 2", "How it goes"),
        ("es", "Duración: 5 a 10 min", "Paso 2", "Desarrollo"),
        ("pt-BR", "Duração: 5 a 10 min", "Passo 2", "Desenvolvimento"),
    ],
)
def test_words_added_to_a_run_are_in_the_language_of_the_sheet(
    tmp_path: Path, language: str, ranged: str, second: str, whole: str
) -> None:
    head = f"---\ntitle: A\nlanguage: {language}\n---\n\n## Procédure\n\n### Déroulement\n\n"

    timed = _guide(tmp_path, f"{head}#### Oca (5–10 min)\n\na\n\n#### Ola\n\nb")
    numbered = _guide(tmp_path, f"{head}1. Oca\n2. {_LONG_LINE}")
    plain = _guide(tmp_path, f"{head}Oca ola.")

    assert timed.steps[0] == Step("Oca", f"<p>{ranged}</p><p>a</p>", 10)
    assert [step.title for step in numbered.steps] == ["Oca", second]
    assert [step.title for step in plain.steps] == [whole]


@pytest.mark.parametrize(
    ("run", "steps"),
    [
        (
            "### Étape 1 : Exposé (5 min)\n\na\n\n### Étape 2 : Suite (5–10 min)\n\nb",
            (Step("Exposé", "<p>a</p>", 5), Step("Suite", "<p>Durée\u00a0: 5 à 10 min</p><p>b</p>", 10)),
        ),
        (
            "#### Chapeau blanc\n\na\n\n#### Chapeau noir\n\nb\n\n### FIN\n\nc",
            (Step("Chapeau blanc", "<p>a</p>"), Step("Chapeau noir", "<p>b</p>"), Step("FIN", "<p>c</p>")),
        ),
        (
            "**Première étape**\n\nDire des idées.\n\na\n\n**Deuxième étape**\n\nVoter\n\nb",
            (Step("Dire des idées", "<p>a</p>"), Step("Voter", "<p>b</p>")),
        ),
        ("* Etape 1 – Clarifier\n* Etape 2 – choisir", (Step("Clarifier"), Step("Choisir"))),
        ("**1. Émergence**\na\n\n**2. Choix**\n\nb", (Step("Émergence", "<p>a</p>"), Step("Choix", "<p>b</p>"))),
        ("1. Un.\n\nsuite\n\n2. Deux.", (Step("Un", "<p>suite</p>"), Step("Deux"))),
        ("Tout d'un trait.", (Step("Déroulement", "<p>Tout d'un trait.</p>"),)),
    ],
)
def test_run_is_cut_as_its_author_cut_it(tmp_path: Path, run: str, steps: tuple[Step, ...]) -> None:
    assert _guide(tmp_path, f"# T\n\n## Déroulement\n\n{run}\n\n## Sources\n\nx").steps == steps


def test_chapters_are_the_steps_where_no_procedure_is_named(tmp_path: Path) -> None:
    guide = _guide(tmp_path, "# Décider\n\n## 1. Proposer\n\na\n\n## 2. Clarifier\n\nb\n\n## Sources :\n\nc\n")
    assert guide.steps == (Step("Proposer", "<p>a</p>"), Step("Clarifier", "<p>b</p>"))


@pytest.mark.parametrize(
    ("item", "title"),
    [
        (
            (
                "L’animateur prépare à l’avance quelques «cibles» sur des panneaux, en-dessous desquelles il note les "
                "objectifs que le groupe s’est donné de réaliser."
            ),
            "L’animateur prépare à l’avance quelques «\u00a0cibles\u00a0» sur des panneaux",
        ),
        (
            (
                "Les participants rédigent (en groupes ou seuls) des petits papiers qui décrivent une nécessité importante "
                "vécue par le groupe."
            ),
            "Les participants rédigent (en groupes ou seuls) des petits papiers",
        ),
        (
            (
                "Accueillez les participants à leur arrivée et invitez quatre (ou cinq) personnes à s’asseoir aux tables ou "
                "en groupes de conversation."
            ),
            "Accueillez les participants à leur arrivée",
        ),
    ],
)
def test_long_sentence_gives_a_title_that_stops_where_a_reader_may(tmp_path: Path, item: str, title: str) -> None:
    step = _guide(tmp_path, f"# T\n\n## Déroulement\n\n1. {item}\n2. Fin.\n").steps[0]
    assert step == Step(title, f"<p>{item}</p>")


@pytest.mark.parametrize(
    ("text", "sentence", "introduction"),
    [
        ("Le débat se fait en marchant dans la salle.", "Le débat se fait en marchant dans la salle.", ""),
        (
            "Le débat se fait en marchant dans la salle. On y va.",
            "Le débat se fait en marchant dans la salle. On y va.",
            "",
        ),
        ("Fiche réalisée par l'association des marcheurs.", "", "Fiche réalisée par l'association des marcheurs."),
        ("On marche.", "", "On marche."),
    ],
)
def test_introduction_gives_the_one_sentence_when_it_says_what_it_is(
    tmp_path: Path, text: str, sentence: str, introduction: str
) -> None:
    guide = _guide(tmp_path, f"# T\n\n{text}\n\n## Déroulement\n\na\n")
    assert guide.one_sentence == sentence
    assert [section.text for section in guide.sections] == ([f"<p>{introduction}</p>"] if introduction else [])


def test_sentence_too_long_for_its_field_stops_at_a_pause_and_is_whole_in_the_summary(tmp_path: Path) -> None:
    text = (
        f"Une méthode {'très ' * 30}longue, pour débattre ensemble de ce qui nous tient à cœur ici, et ailleurs aussi"
    )
    guide = _guide(tmp_path, f"# T\n\n## En une phrase\n\n{text}\n\n## Déroulement\n\na\n")
    assert guide.one_sentence == f"Une méthode {'très ' * 30}longue…"
    assert guide.summary == text


def test_lines_that_the_author_kept_apart_stay_apart(tmp_path: Path) -> None:
    text = "# T\n\n## A quoi ça sert ?\n\nÉcouter\nOser parler\n\n## Déroulement\n\nAwa : oui\nYann : non\nenfin peut-être\n"
    guide = _guide(tmp_path, text)
    assert guide.objectives == ("Écouter", "Oser parler")
    assert guide.steps[0].text == "<p>Awa : oui<br>Yann : non enfin peut-être</p>"


def test_example_under_the_materials_is_not_something_to_bring(tmp_path: Path) -> None:
    text = "# T\n\n## Matériel\n\nDes cartes\n\n*Exemple* :\n\n* Planifier\n\n## Déroulement\n\na\n"
    guide = _guide(tmp_path, text)
    assert guide.materials == (Material("Des cartes"),)
    assert guide.sections == (
        Section("preparation", "<h3>Matériel</h3><p><i>Exemple</i> :</p><ul><li>Planifier</li></ul>"),
    )


@pytest.mark.parametrize(
    ("wiki", "html"),
    [
        ("[http://a.org/x La page]", '<p><a href="http://a.org/x">La page</a></p>'),
        (
            "ev:youtube|l3wF1HV",
            '<p><a href="https://www.youtube.com/watch?v=l3wF1HV">https://www.youtube.com/watch?v=l3wF1HV</a></p>',
        ),
        ("* Les services|définir les services", "<ul><li>définir les services</li></ul>"),
        ("a\n\n Fichier:Plan.jpg|thumb|right|", "<p>a</p>"),
        ("aﬁn de déﬁnir", "<p>afin de définir</p>"),
    ],
)
def test_remains_of_a_wiki_become_text(tmp_path: Path, wiki: str, html: str) -> None:
    assert _guide(tmp_path, f"# T\n\n## Déroulement\n\n{wiki}\n").steps[0].text == html


def test_heading_that_is_not_understood_stays_under_its_own_name(tmp_path: Path) -> None:
    guide = _guide(tmp_path, "# T\n\n## Déroulement\n\na\n\n## Arrêt sur usage\n\nb\n")
    assert guide.sections == (Section("other", "<p>b</p>", "Arrêt sur usage"),)


def test_licence_without_version_is_said_and_not_guessed(tmp_path: Path) -> None:
    reading = _reading(tmp_path, "# T\n\na\n\n## Sources\n\nPublié sous licence Creative Commons BY-NC-SA.\n")
    assert reading.guide.licence == ""
    assert "Creative Commons BY-NC-SA" in reading.stated_licence
    assert "cc-by-nc-sa-4.0" in reading.warnings[0]


def test_licence_with_its_version_is_the_sheet_s(tmp_path: Path) -> None:
    assert _guide(tmp_path, "# T\n\na\n\n## Sources\n\nAwa, sous licence CC BY-SA 4.0.\n").licence == "cc-by-sa-4.0"


def test_two_licences_of_one_text_settle_nothing_and_are_both_named(tmp_path: Path) -> None:
    names = ("BY-SA", "BY-NC-SA")
    lines = "\n".join(f"* A, sous licence Creative Commons {name}" for name in names)
    reading = _reading(tmp_path, f"# T\n\na\n\n## Sources\n\n{lines}\n")
    assert reading.guide.licence == ""
    assert {"cc-by-sa-3.0", "cc-by-nc-sa-4.0"} <= set(reading.stated_candidates)
    assert reading.warnings[0].startswith("Several licences are stated for the sheet")
    assert "BY-SA”" in reading.warnings[0]
    assert "BY-NC-SA”" in reading.warnings[0]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_licence_under_a_photo_is_the_photo_s(tmp_path: Path, between: str) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "rue.jpg").write_bytes(b"x")
    text = f"# T\n\n![Rue](/media/rue.jpg){between}Photo par Awa sous licence CC BY 4.0\n\na\n"
    reading = _reading(tmp_path, text)
    assert reading.guide.licence == ""
    assert reading.warnings == ("No licence is stated for the sheet.",)
    (picture,) = reading.guide.pictures
    assert (picture.path, picture.licence, picture.alt) == ("images/rue.jpg", "cc-by-4.0", "Rue")
    assert picture.file == tmp_path / "media" / "rue.jpg"


def test_licence_in_the_name_of_a_photo_that_lacks_its_version_is_said(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "awa-cc-by-sa.jpg").write_bytes(b"x")
    reading = _reading(tmp_path, "# T\n\n![a]({{site.baseurl}}/media/awa-cc-by-sa.jpg)\n")
    assert reading.guide.pictures[0].licence == ""
    assert any("images/awa-cc-by-sa.jpg" in warning for warning in reading.warnings)


def test_people_named_in_the_sources_are_credited_without_their_address(tmp_path: Path) -> None:
    text = (
        "# T\n\na\n\n## Sources\n\n* Publié par [Awa DIALLO](mailto: masque@example.org) via [Réseau]( http://r.org/) "
        "selon les termes de la licence Creative Commons BY-SA.\n"
        "* **[1](#note)** Léa Morvan,[association Lien](http://l.org), sous licence Creative Commons BY-SA\n"
    )
    guide = _guide(tmp_path, text)
    assert guide.credits == (
        Credit("Awa DIALLO", "author"),
        Credit("Réseau", "publisher", "http://r.org/"),
        Credit("Léa Morvan, association Lien", "author", "http://l.org"),
    )
    assert "masque" not in guide.sections[-1].text


def test_remote_picture_becomes_a_link_and_is_named(tmp_path: Path) -> None:
    reading = _reading(tmp_path, "# T\n\n## Déroulement\n\n![Rue](http://a.org/r.jpg)\n\nb\n")
    assert reading.guide.steps[0].text == '<p><a href="http://a.org/r.jpg">Image\u00a0: Rue</a></p><p>b</p>'
    assert (
        "Pictures on other sites were not fetched, a link stands in their place: http://a.org/r.jpg."
        in reading.warnings
    )


def test_empty_sheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="holds no text"):
        _reading(tmp_path, "---\ntitle: x\n---\n\n")


@pytest.mark.parametrize("piece", ["![a", "[a](mailto:", "](http://a ", "[http://a b", ":Catégorie:a", "{{", "• "])
def test_sheet_made_to_be_slow_is_tidied(piece: str) -> None:
    assert len(tidied(piece * 20_000)) >= 20_000
