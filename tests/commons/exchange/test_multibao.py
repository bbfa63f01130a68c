from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commons.exchange.document import Credit, GuideDocument, Material, Reading, Section, Step, UnreadableGuide
from commons.exchange.multibao import read_multibao

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
        "# Débat\n\n## En une phrase\n\nUn débat où l'on bouge **[2](#note)**\n\n## A quoi ça sert ?\n\n* Écouter **[2](#note)**\n* Oser\n\n"
        "## Informations pratiques\n\n* **Nombre de participants** 8-50\n* **Durée évènement** 1h-2h\n\n"
        "##II. Matériel :\n\n• une corde\n• des feutres\n\n## Procédure\n\n### PRÉPARATION\n\nRanger.\n\n### DÉROULEMENT\n\n1. Tracer une ligne.\n2. Lire.\n",
    )  # fmt: skip
    assert guide.one_sentence == "Un débat où l'on bouge"
    assert guide.objectives == ("Écouter", "Oser")
    assert (guide.group_min, guide.group_max, guide.minutes) == (8, 50, 120)
    assert guide.materials == (Material("une corde"), Material("des feutres"))
    assert guide.steps == (Step("Tracer une ligne"), Step("Lire"))
    assert Section("preparation", "<p>Ranger.</p>") in guide.sections


@pytest.mark.parametrize(
    ("run", "steps"),
    [
        ("### Étape 1 : Exposé (5 min)\n\na\n\n### Étape 2 : Suite\n\nb", (Step("Exposé", "<p>a</p>", 5), Step("Suite", "<p>b</p>"))),
        ("**1. Émergence**\na\n\n**2. Choix**\n\nb", (Step("Émergence", "<p>a</p>"), Step("Choix", "<p>b</p>"))),
        ("1. Un.\n\nsuite\n\n2. Deux.", (Step("Un", "<p>suite</p>"), Step("Deux"))),
        ("Tout d'un trait.", (Step("Déroulement", "<p>Tout d'un trait.</p>"),)),
    ],
)  # fmt: skip
def test_run_is_cut_as_its_author_cut_it(tmp_path: Path, run: str, steps: tuple[Step, ...]) -> None:
    assert _guide(tmp_path, f"# T\n\n## Déroulement\n\n{run}\n\n## Sources\n\nx").steps == steps


def test_chapters_are_the_steps_where_no_procedure_is_named(tmp_path: Path) -> None:
    guide = _guide(tmp_path, "# Décider\n\n## 1. Proposer\n\na\n\n## 2. Clarifier\n\nb\n\n## Sources :\n\nc\n")
    assert guide.steps == (Step("Proposer", "<p>a</p>"), Step("Clarifier", "<p>b</p>"))


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
    text = "# T\n\na\n\n## Sources\n\n* A, sous licence Creative Commons BY-SA\n* B, sous licence Creative Commons BY-NC-SA\n"
    reading = _reading(tmp_path, text)
    assert reading.guide.licence == ""
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
        "# T\n\na\n\n## Sources\n\n* Publié par [Awa DIALLO](mailto: masque@example.org) via [Réseau]( http://r.org/) selon les termes "
        "de la licence Creative Commons BY-SA.\n* **[1](#note)** Léa Morvan, [association Lien](http://l.org), sous licence Creative Commons BY-SA\n"
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
    with pytest.raises(UnreadableGuide, match="holds no text"):
        _reading(tmp_path, "---\ntitle: x\n---\n\n")
