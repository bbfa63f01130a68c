from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from commons.guides.exchange.document import GuideDocument, Material, Section, Step
from commons.guides.exchange.markdown import read_markdown, write_markdown
from commons.library.record import Credit
from markup.messages import Unreadable
from tests.commons.guides.exchange import strategies

pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
REFERENCE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "guide-format.md"


def _read(front: str, body: str = "") -> GuideDocument:
    return read_markdown(f"---\n{front}\n---\n\n{body}", folder=None, source="x").guide


def _warnings(front: str, body: str = "", folder: Path | None = None) -> tuple[str, ...]:
    return read_markdown(f"---\n{front}\n---\n\n{body}", folder=folder, source="x").warnings


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.guides())
def test_written_guide_is_read_back_equal(guide: GuideDocument) -> None:
    reading = read_markdown(write_markdown(guide), folder=None, source="x")
    assert reading.guide == guide
    assert reading.warnings == ()


def test_example_of_the_reference_page_is_read() -> None:
    example = REFERENCE.read_text("utf-8").split("```markdown\n", 1)[1].split("\n```\n", 1)[0]
    reading = read_markdown(example, folder=None, source="reference")
    guide = reading.guide
    assert reading.warnings == ()
    assert guide.licence == "cc-by-sa-4.0"
    assert guide.steps[0].title == "Lire la carte ensemble"
    assert guide.steps[0].minutes == 20
    assert guide.steps[0].files == ("files/plan.pdf",)
    assert guide.steps[0].note.startswith("<p>Commencez par la rue")
    assert [section.kind for section in guide.sections] == ["preparation", "tips", "other"]
    assert guide.materials[0] == Material("plan imprimé", Decimal(1), per="group", group_size=2)
    assert guide.tested_on == "2026-10-03"


@pytest.mark.parametrize("word", ["no", "yes", "on", "1.10", "2026-10-03", "0x1F", "12:30:00", "1_000", "e3"])
def test_texts_that_yaml_would_change_stay_as_written(word: str) -> None:
    assert _read(f"title: {word}").title == word


@pytest.mark.parametrize(
    ("heading", "title", "minutes"),
    [
        ("Étape : Lire (20 min)", "Lire", 20),
        ("Étape\u00a0: Lire", "Lire", None),
        ("Step: Read (5 min)", "Read", 5),
        ("Étape : Lire (20 min\\)", "Lire (20 min)", None),
        ("Etape:Lire **vite**", "Lire vite", None),
    ],
)
def test_step_heading_gives_title_and_minutes(heading: str, title: str, minutes: int | None) -> None:
    assert _read("title: t", f"## {heading}\n").steps == (Step(title, minutes=minutes),)


def test_heading_that_only_resembles_a_step_is_a_section() -> None:
    assert _read("title: t", "## Étape \\: x\n\na\n").sections == (Section("other", "<p>a</p>", "Étape : x"),)


def test_second_level_heading_inside_code_is_code() -> None:
    guide = _read("title: t", "## Étape : a\n\n```\n## Étape : b\n::: note\n```\n")
    assert guide.steps == (Step("a", "<pre><code>## Étape : b\n::: note</code></pre>"),)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("titre: x", "no “title”"),
        ("title: x\nminutes: long", "“minutes” must be a whole number"),
        ("title: x\nminutes: -5", "“minutes” must be a whole number"),
        ("title: x\ncost: cher", "“cost” must be a number"),
        ("title: x\nkind: fête", "“kind” must be one of: workshop"),
        ("title: x\naudience: [martiens]", "“audience” must be a list of: children"),
        ("title: x\ncredits: [{role: author}]", "“credits 1, name” is missing"),
        ("title: x\ncredits: [{name: A, role: boss}]", "“credits 1, role” must be one of"),
        ("title: x\nage: 12", "“age” must be a group of keys"),
        ("title: x\nobjectives: {a: b}", "“objectives” must be a list of texts"),
        ("title: x\ndifficulty: 9", "“difficulty” must be a whole number between 1 and 5"),
        ("title: x\npictures: [a]", "“pictures” must be a group of keys"),
        ("title: x\npictures: {a.png: [b]}", "“pictures, a.png” must be a group of keys"),
        ("title: x\npictures: {a.png: {decorative: peut-être}}", "“pictures, a.png, decorative” must be true or false"),
        ("title: x\nfiles: [{role: print}]", "“files 1, path” is missing"),
        ("title: x\nfiles: [{path: a.pdf, role: deco}]", "“files 1, role” must be one of: print"),
        ("title: x\nsources: [{kind: translation}]", "“sources 1, title” is missing"),
        ("title: x\nsources: [[a]]", "“sources” must be a list of groups of keys"),
        ("title: x\nsummary: {a: b}", "“summary” must be a text; it holds"),
        ("title: x\nuuid: 42", "“uuid” must be an identifier as exports write it"),
        ("title: x\ncost: -1", "“cost” must be a number, 0 or more"),
        ("title: x\ncost: 1e400", "“cost” must be a number, 0 or more"),
        ("title: x\ncost: NaN", "“cost” must be a number, 0 or more"),
        ("title: x\nTitre: y\ntitle: z", "twice"),
        ("title: [a", "front matter cannot be read at line 2"),
        ("title: x\n\tbad: y", "front matter cannot be read at line 3"),
        ("- a\n- b", "must be a list of keys"),
        ("title: \x07", "Line 2 holds a character that cannot be read"),
        ("a: " + "[" * 5000, "nested more than 12 deep"),
        ("a: " + "x" * 200_001, "longer than 200,000 characters"),
    ],
)
def test_front_matter_that_cannot_be_understood_is_refused_by_name(front: str, message: str) -> None:
    with pytest.raises(Unreadable, match=message):
        _read(front)


def test_front_matter_never_closed_is_refused() -> None:
    with pytest.raises(Unreadable, match="never closed"):
        read_markdown("---\ntitle: x\n", folder=None, source="x")


def test_text_longer_than_a_guide_is_refused() -> None:
    with pytest.raises(Unreadable, match="longer than 2,000,000 characters"):
        read_markdown("a" * 2_000_001, folder=None, source="x")


def test_unknown_key_is_a_warning() -> None:
    assert _warnings("title: x\ncouleur: vert\ncredits: [{name: A, job: b}]") == (
        "The key “couleur” (line 3) is not known and was left out.",
        "The key “credits 1, job” (line 4) is not known and was left out.",
    )


@pytest.mark.parametrize("path", ["../secret.pdf", "/etc/passwd", "C:\\secret.pdf", "a/..%2F..%2Fsecret.pdf"])
def test_file_outside_the_folder_is_left_out_and_said(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"%PDF")
    (tmp_path / "fiche").mkdir()
    text = f"---\ntitle: x\nfiles: [{{path: '{path}'}}]\npictures: {{'{path}': {{alt: y}}}}\n---\n"

    reading = read_markdown(text, folder=tmp_path / "fiche", source="x")

    assert (reading.guide.files, reading.guide.pictures) == ((), ())
    left_out = f"“{path}” is outside the folder of the guide and was left out."
    assert [str(warning) for warning in reading.warnings if path in warning] == [left_out] * 2


def test_unknown_licence_leaves_the_guide_without_one() -> None:
    assert _read("title: x\nlicence: libre").licence == ""
    assert _warnings("title: x\nlicence: libre")[0].startswith("The licence of the guide is written “libre”")


def test_usual_name_of_a_licence_is_recognised() -> None:
    assert _read("title: x\nlicence: CC BY-SA 4.0").licence == "cc-by-sa-4.0"


def test_script_in_a_text_is_shown_as_code_and_said() -> None:
    reading = read_markdown(
        "---\ntitle: x\n---\n\n## Étape : a\n\n<script>alert(1)</script>\n\nb<img src=x onerror=alert(1)>\n",
        folder=None,
        source="x",
    )
    assert reading.guide.steps[0].text == (
        '<pre><code>&lt;script&gt;alert(1)&lt;/script&gt;</code></pre><p>b<img src="x" alt=""></p>'
    )
    assert reading.warnings == ("What a browser would run, apply or hide is shown as code (line 7): “<script>”.",)


def test_pictures_are_found_in_the_folder_and_never_outside(tmp_path: Path) -> None:
    folder = tmp_path / "guide"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "a b.jpg").write_bytes(b"x")
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (folder / "images" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    body = (
        "## Étape : a\n\n![a](<images/a b.jpg>) ![b](../secret.jpg) ![c](images/link.jpg) ![d](https://a.org/d.jpg)\n"
    )
    front = "title: x\npictures:\n  ../secret.jpg: {alt: x}\nfiles:\n  - path: /etc/passwd\n"
    reading = read_markdown(f"---\n{front}---\n\n{body}", folder=folder, source="x")
    assert [(picture.path, picture.file) for picture in reading.guide.pictures] == [
        ("images/a%20b.jpg", folder / "images" / "a b.jpg"),
    ]
    assert reading.guide.files == ()
    assert reading.guide.steps[0].text == (
        '<p><img src="images/a%20b.jpg" alt="a"> Image\u00a0: b Image\u00a0: c <a href="https://a.org/d.jpg">Image\u00a0: d</a></p>'
    )
    assert reading.warnings == (
        "“../secret.jpg” is outside the folder of the guide and was left out.",
        "“/etc/passwd” is outside the folder of the guide and was left out.",
        "Pictures on other sites were not fetched, a link stands in their place: https://a.org/d.jpg.",
        "Pictures not found beside the text were left out: ../secret.jpg, images/link.jpg.",
    )


def test_what_stands_for_a_lost_picture_speaks_the_language_of_the_text(tmp_path: Path) -> None:
    text = "---\ntitle: x\nlanguage: en\n---\n\n## Step: a\n\nb ![The map](map.png) ![A street](https://a.org/s.png)\n"
    guide = read_markdown(text, folder=tmp_path, source="x").guide
    assert guide.steps[0].text == '<p>b Image: The map <a href="https://a.org/s.png">Image: A street</a></p>'


def test_guide_is_written_as_a_person_would() -> None:
    guide = GuideDocument(
        title="Lire : une carte",
        licence="cc-by-4.0",
        group_min=6,
        cost=Decimal("2.50"),
        credits=(Credit("Awa"),),
        materials=(Material("crayon", Decimal(1), per="person"),),
        steps=(Step("Lire", "<p>On lit.</p>", 20, "<p>Sans hâte.</p>"),),
        sections=(Section("tips", "<ul><li>a</li></ul>"),),
        tested_on="2026-10-03",
        version="1.0",
    )
    assert write_markdown(guide) == (
        "---\ntitle: 'Lire : une carte'\nlanguage: fr\nkind: workshop\ngroup:\n  min: 6\ncost: 2.50\nmaterials:\n"
        "  - name: crayon\n    quantity: 1\n    per: person\nlicence: cc-by-4.0\ncredits:\n  - name: Awa\n    role: author\n"
        "version: '1.0'\ntested_on: 2026-10-03\n---\n\n## Étape\u00a0: Lire (20 min)\n\nOn lit.\n\n::: note\nSans hâte.\n:::\n\n"
        "## Conseils d'animation\n\n- a\n"
    )
