from __future__ import annotations

import dataclasses
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from commons.guides.domain.conversion import fill_guide, guide_to_document
from commons.guides.exchange.document import GuideDocument, Section, Step
from commons.guides.exchange.markdown import read_markdown, write_markdown
from commons.guides.models import GuidePage
from commons.library.domain.ingest import Library
from commons.library.models import Tag
from commons.library.models.taxonomy import fold
from commons.library.record import Attachment, Credit, Picture
from licences.sources import source_row
from markup.html import clean
from tests.commons.guides.exchange.strategies import guides, html
from tests.factories.guides import embedded, kit_file, make_draft, make_theme, material, section, step
from tests.factories.media import make_file, make_picture, picture_bytes
from tests.factories.pages import guide_index

pytestmark = pytest.mark.django_db


def full_guide():
    picture, cover = make_picture("Le marché", name="marche.png"), make_picture("La une", name="une.png")
    plan, grid = make_file("Le plan", name="plan.pdf"), make_file("La grille", name="grille.odt", content=b"odt")
    return make_draft(
        themes=[make_theme()], tags=["balade", "carte"], summary="Deux heures dehors.", kind="game", age_min=8, age_max=99,
        facilitators=2, facilitation_level=1, stated_minutes=90, preparation_minutes=30, cost=Decimal("12.50"),
        cost_note="hors impression", internet="useful", remote="no", year=2024, changes="raccourcie", version="1.1",
        source_url="https://example.org/o", sources=[source_row(title="Original", authors="Jeanne", url="https://example.org/original", licence="cc-by-4.0")], tested_on=date(2026, 10, 3), help_wanted=["test"],
        questions=["Où ?"], key_points=["Regarder"], cover=cover,
        materials=[material("plan", quantity=Decimal(1), per="group", group_size=4, note="A3", url="https://example.org/")],
        steps=[
            step("Dehors", text=f"<p>On <b>sort</b>.</p>{embedded(picture, alt='Des étals')}<p>Puis on rentre.</p>",
                 note="<p>Compter le groupe.</p>", minutes=40, files=[grid]),
            step("Retour", text=f'<p>Voir <a linktype="document" id="{plan.pk}">le plan</a>.</p>', minutes=None),
        ],
        sections=[section("tips"), section("other", title="Et chez vous ?", text="<ul><li>un</li><li>deux</li></ul>")],
        files=[kit_file(plan, copies="un pour deux", two_sided=True)],
    )  # fmt: skip


def without_places(document):
    """A document without where its bytes are and under what name: both change when it enters another site."""
    paths = {item.path: f"item-{index}" for index, item in enumerate((*document.pictures, *document.files))}

    def renamed(text):
        return re.sub(r'(src|href)="([^"]+)"', lambda found: f'{found[1]}="{paths.get(found[2], found[2])}"', text)

    return dataclasses.replace(
        document,
        pictures=tuple(dataclasses.replace(item, path=paths[item.path], file=None) for item in document.pictures),
        files=tuple(dataclasses.replace(item, path=paths[item.path], file=None) for item in document.files),
        cover=paths.get(document.cover, ""),
        steps=tuple(
            dataclasses.replace(
                step, text=renamed(step.text), note=renamed(step.note), files=tuple(paths[path] for path in step.files)
            )
            for step in document.steps
        ),
        sections=tuple(dataclasses.replace(section, text=renamed(section.text)) for section in document.sections),
    )


def entered(document):
    guide = GuidePage(slug="bis", live=False)
    warnings = fill_guide(guide, document, library=Library())
    guide_index().add_child(instance=guide)
    return GuidePage.objects.get(pk=guide.pk), warnings


def test_guide_becomes_a_document_and_back():
    document = guide_to_document(full_guide())
    again, warnings = entered(document)
    assert warnings == []
    same = dataclasses.replace(guide_to_document(again), slug=document.slug, uuid=document.uuid)
    assert without_places(same) == without_places(document)


def test_exported_markdown_is_read_as_the_same_document():
    document = guide_to_document(full_guide())
    read = read_markdown(write_markdown(document), folder=Path("/nowhere"), source="guide.md").guide
    assert without_places(dataclasses.replace(read, pictures=document.pictures)) == without_places(document)


def test_every_field_of_a_document_leaves_with_the_guide():
    document = guide_to_document(full_guide())
    empty = [field.name for field in dataclasses.fields(document) if getattr(document, field.name) in ("", (), None)]
    assert empty == ["translation_of", "association"]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=html.map(clean))
def test_any_text_that_a_reader_gives_keeps_its_meaning_in_the_site(tmp_path_factory, text):
    text = kept(text)
    guide = GuidePage(title="x", slug="x", live=False)
    fill_guide(guide, GuideDocument(title="x", steps=(Step("Un", text=text),)), library=Library())
    assert guide_to_document(guide_saved(guide)).steps[0].text == text


def as_the_site_may_hold_it(document):
    """Without what a site looks up or refuses: themes, an original, items without bytes, a date in words, a link that is no address."""
    steps = tuple(
        dataclasses.replace(step, text=kept(step.text), note=kept(step.note), files=()) for step in document.steps
    )
    sections = tuple(dataclasses.replace(section, text=kept(section.text)) for section in document.sections)
    tags = tuple(sorted({fold(tag): tag.strip() for tag in document.tags}.values()))
    materials = tuple(dataclasses.replace(item, url="") for item in document.materials)
    tested_on = document.tested_on if document.tested_on[:2] == "20" else ""
    return dataclasses.replace(
        document, themes=(), tags=tags, pictures=(), files=(), cover="", association="", translation_of="", steps=steps, sections=sections,
        materials=materials, tested_on=tested_on,
    )  # fmt: skip


def kept(text):
    text = re.sub(r"<img[^>]*>", "", text)
    return clean(re.sub(r'<a href="(?!https?:|mailto:|#|www)[^"]*">(.*?)</a>', r"\1", text, flags=re.DOTALL))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=guides().map(as_the_site_may_hold_it))
def test_any_guide_that_a_reader_gives_leaves_as_it_came(document):
    Tag.objects.all().delete()
    guide = GuidePage(slug=document.slug, live=False)
    fill_guide(guide, document, library=Library())
    assert guide_to_document(guide) == dataclasses.replace(document, uuid=str(guide.uuid))


def guide_saved(guide):
    GuidePage.objects.all().delete()
    guide_index().add_child(instance=guide)
    return GuidePage.objects.get(pk=guide.pk)


@pytest.fixture
def picture(tmp_path):
    (tmp_path / "a.png").write_bytes(picture_bytes())
    return Picture(path="images/a.png", file=tmp_path / "a.png", alt="Des étals", credits=(Credit("Awa"),))


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ('<p><img src="images/a.png" alt="x"></p>', "E"),
        ('<p>Avant <img src="images/a.png" alt="x"></p>', "<p>Avant </p>E"),
        ('<p><a href="https://a.org/"><img src="images/a.png" alt="x"></a></p>', "E"),
        ('<p>a</p><p><b><img src="images/a.png" alt="x"></b></p><p>b</p>', "<p>a</p>E<p>b</p>"),
        ('<p><img src="images/lost.png" alt="x"> b</p>', "<p> b</p>"),
    ],
)
def test_picture_of_a_paragraph_is_stored_between_paragraphs(picture, text, stored):
    guide = GuidePage(title="x", slug="x")
    fill_guide(guide, GuideDocument(title="x", steps=(Step("Un", text=text),), pictures=(picture,)), library=Library())
    source = guide.steps[0].value["text"].source
    assert re.sub(r"<embed [^>]*/>", "E", source) == stored


def test_text_of_a_guide_leaves_with_the_paths_of_its_pictures():
    marche = make_picture()
    document = guide_to_document(make_draft(steps=[step(text=f"<p>Voir.</p>{embedded(marche, alt='Des étals')}")]))
    (picture,) = document.pictures
    assert document.steps[0].text == f'<p>Voir.</p><p><img src="{picture.path}" alt="Des étals"></p>'
    assert picture.file.read_bytes()[:4] == b"\x89PNG"


def test_link_to_a_page_leaves_as_an_address():
    index = guide_index()
    guide = make_draft(steps=[step(text=f'<p><a linktype="page" id="{index.pk}">les fiches</a></p>')])
    assert guide_to_document(guide).steps[0].text == '<p><a href="http://localhost/guides/">les fiches</a></p>'


def test_link_to_a_page_that_is_not_public_leaves_its_words():
    draft = make_draft("Secret", slug="secret")
    guide = make_draft(steps=[step(text=f'<p><a linktype="page" id="{draft.pk}">là</a></p>')])
    assert guide_to_document(guide).steps[0].text == "<p>là</p>"


def test_file_used_by_a_step_alone_is_not_listed_in_the_kit():
    guide = make_draft(steps=[step(files=[make_file()])])
    assert [item.role for item in guide_to_document(guide).files] == ["step"]
    again, _warnings = entered(guide_to_document(guide))
    assert (len(again.files), len(again.steps[0].value["files"])) == (0, 1)


@pytest.mark.parametrize("tested_on", ["octobre 2026", "2026-13-01"])
def test_date_that_is_not_one_is_left_out_with_a_warning(tested_on):
    guide = GuidePage(title="x", slug="x")
    warnings = fill_guide(guide, GuideDocument(title="x", tested_on=tested_on), library=Library())
    assert guide.tested_on is None
    assert warnings == [
        f"«\u00a0{tested_on}\u00a0» n’est pas une date comme 2026-10-03\u00a0: elle n’a pas été reprise."
    ]


def test_sections_and_files_keep_what_they_say(tmp_path):
    (tmp_path / "p.pdf").write_bytes(b"%PDF")
    document = GuideDocument(
        title="x",
        sections=(Section("other", "<p>a</p>", title="À vous"),),
        files=(Attachment(path="files/p.pdf", file=tmp_path / "p.pdf", role="project", licence="cc0-1.0"),),
    )
    guide, _warnings = entered(document)
    assert guide.sections[0].value["title"] == "À vous"
    assert (guide.files[0].value["role"], guide.files[0].value["document"].licence) == ("project", "cc0-1.0")
