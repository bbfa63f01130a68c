from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from commons.guides.models import GuidePage
from licences.domain.compliance import check
from licences.domain.waivers import confirm
from licences.models.published import NotPublishable
from licences.sources import source_row
from tests.factories.guides import embedded, kit_file, make_draft, make_guide, section, step
from tests.factories.media import make_file, make_picture

pytestmark = pytest.mark.django_db

NO_LICENCE = (
    "Choisissez une licence\u00a0: sans elle, personne ne peut réutiliser ce contenu, il ne peut donc pas être publié."
)


def problems(guide):
    with override("fr"):
        return {
            field: [str(sentence) for sentence in sentences]
            for field, sentences in guide.publication_problems().items()
        }


def test_complete_guide_has_no_problems():
    assert problems(make_draft()) == {}


@pytest.mark.parametrize(
    ("missing", "found"),
    [
        ({"licence": ""}, {"licence": [NO_LICENCE]}),
        ({"credits": []}, {"credits": ["Indiquez au moins un nom à créditer."]}),
        ({"steps": []}, {"steps": ["Écrivez au moins une étape."]}),
    ],
)
def test_guide_lacking_what_the_law_asks_says_so_beside_the_field(missing, found):
    assert problems(make_draft(**missing)) == found


@pytest.mark.parametrize(
    "place",
    [
        lambda picture: {"cover": picture},
        lambda picture: {"steps": [step(text=embedded(picture))]},
        lambda picture: {"steps": [step(note=embedded(picture))]},
        lambda picture: {"sections": [section(text=embedded(picture))]},
    ],
    ids=["cover", "step", "note", "section"],
)
def test_picture_without_licence_is_named_wherever_it_stands(place):
    picture = make_picture("La halle", licence="")
    assert problems(make_draft(**place(picture))) == {
        "__all__": [
            "«\u00a0La halle\u00a0» n’a pas de licence. Choisissez-en une sur sa fiche, ou retirez cet élément."
        ]
    }


@pytest.mark.parametrize(
    "place",
    [
        lambda document: {"files": [kit_file(document)]},
        lambda document: {"steps": [step(files=[document])]},
        lambda document: {"steps": [step(text=f'<p><a linktype="document" id="{document.pk}">plan</a></p>')]},
    ],
    ids=["kit", "step", "link"],
)
def test_file_without_licence_is_named_wherever_it_stands(place):
    document = make_file("La grille", licence="")
    assert list(problems(make_draft(**place(document)))) == ["__all__"]


def test_picture_without_alternative_text_is_named():
    picture = make_picture("La halle", description="")
    assert problems(make_draft(cover=picture)) == {
        "__all__": [
            "Décrivez «\u00a0La halle\u00a0» pour les personnes qui ne la voient pas, ou cochez «\u00a0décorative\u00a0»."
        ]
    }


def test_decorative_picture_needs_no_alternative_text():
    assert problems(make_draft(cover=make_picture(description="", is_decorative=True))) == {}


ND = [source_row(title="La halle", licence="cc-by-nd-4.0", kind="translation")]
NC = [source_row(title="Le port", licence="cc-by-nc-4.0")]


def test_translation_of_a_work_that_allows_none_is_not_published():
    guide = make_draft(sources=ND)
    (said,) = problems(guide)["licence"]
    assert "(CC BY-ND 4.0 §2(a)(1)(B))" in said

    with pytest.raises(NotPublishable):
        guide.get_latest_revision().publish()

    assert not GuidePage.objects.get().live


def test_discouraged_licence_is_published_once_somebody_keeps_it():
    guide = make_draft(licence="cc-by-4.0", sources=NC)
    assert list(problems(guide)) == ["licence"]

    confirm(guide, check(guide), user=None)
    guide.save_revision(clean=False).publish()

    assert GuidePage.objects.get().live


def test_source_whose_licence_nobody_said_does_not_stop_publishing():
    assert problems(make_draft(sources=[source_row(title="Un carnet")])) == {}


def test_picture_for_noncommercial_use_stands_beside_a_text_that_may_be_sold():
    assert problems(make_draft(cover=make_picture(licence="cc-by-nc-nd-4.0"))) == {}


def test_picture_whose_sources_forbid_its_licence_keeps_the_guide_from_the_public():
    picture = make_picture("La halle", licence="cc-by-4.0", sources=ND)
    (said,) = problems(make_draft(cover=picture))["__all__"]
    assert said.startswith("Dans «\u00a0La halle\u00a0». ")


def test_picture_with_all_rights_reserved_asks_first():
    guide = make_draft(cover=make_picture("La une", licence="all-rights-reserved"))
    assert list(problems(guide)) == ["licence"]


def test_revision_without_licence_is_not_published():
    guide = make_draft(licence="")

    with pytest.raises(NotPublishable, match="licence"):
        guide.get_latest_revision().publish()

    assert not GuidePage.objects.get().live


def test_published_guide_keeps_its_page_when_a_later_draft_loses_its_licence():
    guide = make_guide()
    guide.licence = ""
    revision = guide.save_revision(clean=False)

    with pytest.raises(NotPublishable):
        revision.publish()

    guide.refresh_from_db()
    assert (guide.live, guide.licence) == (True, "cc-by-sa-4.0")


@pytest.mark.parametrize(
    "fields", [{}, {"licence": "", "credits": [], "steps": [], "one_sentence": "", "audience": []}]
)
def test_draft_may_lack_anything_but_its_title(fields):
    assert make_draft(**fields).get_latest_revision() is not None


def due(guide):
    """Schedule the latest draft of a guide for a moment that has come."""
    revision = guide.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    return revision


def test_guide_that_is_due_is_published():
    due(make_draft())
    call_command("publish_scheduled")
    assert GuidePage.objects.get().live


def test_guide_that_may_not_be_published_when_it_is_due_stays_a_draft_and_stops_no_other(caplog):
    bad = due(make_draft("Sans licence", slug="sans", licence=""))
    due(make_draft("Prête", slug="prete"))

    call_command("publish_scheduled")

    assert list(GuidePage.objects.live().values_list("slug", flat=True)) == ["prete"]
    bad.refresh_from_db()
    assert bad.approved_go_live_at is None
    assert "“Sans licence” was due to be published and stays a draft" in caplog.text
