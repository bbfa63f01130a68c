"""Every licensed item keeps one identifier, through drafts, copies, exports and imports."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils.translation import override

from commons.guides.domain.export import text_of
from commons.guides.domain.import_guides import Options, import_guides
from commons.guides.models import GuidePage
from commons.library.models import LicensedImage
from tests.factories.downloads import archive_of
from tests.factories.guides import make_draft, make_guide
from tests.factories.media import make_picture
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

KNOWN = "0a4a3c1e-58f0-4b8d-a7a5-2a6f3f5f9d10"


@pytest.fixture(autouse=True)
def _site(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    home_page()
    with override("en"):
        yield


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "fiches").mkdir()
    return tmp_path / "fiches"


def write(folder, name, *, title, slug="", uuid=KNOWN):
    head = f"title: {title}\nlicence: cc-by-4.0\ncredits: [{{name: Awa}}]\nuuid: {uuid}\n"
    text = f"---\n{head}{f'slug: {slug}' if slug else ''}\n---\n\n## Étape : Un\n\nOn lit.\n"
    (folder / name).write_text(text, encoding="utf-8")


def run(folder, **options):
    return import_guides(folder, options=Options(**options))


def test_a_guide_keeps_the_uuid_that_its_file_gives(folder):
    write(folder, "a.md", title="Lire")
    run(folder, publish=True)
    guide = GuidePage.objects.get()
    assert str(guide.uuid) == KNOWN
    assert f"uuid: {KNOWN}\n" in text_of(guide)


def test_a_known_uuid_finds_its_guide_whatever_the_file_calls_it(folder):
    write(folder, "a.md", title="Lire", slug="lire")
    run(folder, publish=True)
    (folder / "a.md").unlink()
    write(folder, "z.md", title="Regarder", slug="regarder")
    report = run(folder, publish=True)
    assert (report.created, report.updated, report.refused) == (0, 1, [])
    guide = GuidePage.objects.get()
    assert (guide.title, guide.slug, str(guide.uuid)) == ("Regarder", "lire", KNOWN)
    assert run(folder, publish=True).unchanged == 1


def test_a_guide_written_here_is_found_by_its_export_and_waits_for_comparison(folder):
    guide = make_guide(title="Écrite ici")
    (folder / "autre-nom.md").write_text(text_of(guide).replace("Écrite ici", "Ailleurs"), encoding="utf-8")
    report = run(folder, publish=True)
    assert (report.created, report.updated) == (0, 1)
    found = GuidePage.objects.get()
    assert (found.title, found.get_latest_revision_as_object().title) == ("Écrite ici", "Ailleurs")


def test_one_uuid_twice_in_one_run_is_refused(folder):
    write(folder, "a.md", title="Lire", slug="lire")
    write(folder, "b.md", title="Regarder", slug="regarder")
    report = run(folder)
    assert (report.created, [row["source"] for row in report.refused]) == (1, ["fiches/b.md"])
    assert GuidePage.objects.get().title == "Lire"


def test_a_uuid_opens_nothing_that_the_person_may_not_change(folder):
    guide = make_draft(title="À une autre")
    write(folder, "a.md", title="Prise", uuid=guide.uuid)
    report = run(folder, user=PersonFactory())
    assert (report.updated, len(report.refused)) == (0, 1)
    assert GuidePage.objects.get().get_latest_revision_as_object().title == "À une autre"


def test_what_is_no_uuid_is_refused_by_the_name_of_its_key(folder):
    write(folder, "a.md", title="Lire", uuid="fiche-12")
    assert "“uuid”" in run(folder).refused[0]["reason"]


def test_drafts_keep_the_uuid_and_a_copy_has_its_own():
    guide = make_guide()
    guide.title = "Plus tard"
    revision = guide.save_revision()
    assert revision.as_object().uuid == guide.uuid
    copied = guide.copy(update_attrs={"slug": "copie", "title": "Copie"})
    assert copied.uuid != guide.uuid
    assert copied.get_latest_revision_as_object().uuid == copied.uuid
    copied.get_latest_revision().publish()
    assert GuidePage.objects.values("uuid").distinct().count() == 2


def test_pictures_leave_and_come_back_under_one_uuid(client, folder, tmp_path):
    guide = make_guide(cover=make_picture())
    archive_of(client, guide).extractall(tmp_path / "out")
    picture = LicensedImage.objects.get()
    text = next((tmp_path / "out").rglob("guide.md"))
    assert f"uuid: {picture.uuid}" in text.read_text(encoding="utf-8")
    # Somebody has given it another title here meanwhile: it is the same picture all the same.
    LicensedImage.objects.update(title="Autre titre")
    run(tmp_path / "out")
    assert [(one.uuid, one.title) for one in LicensedImage.objects.all()] == [(picture.uuid, "Autre titre")]


def test_a_picture_of_another_licence_does_not_pass_for_the_one_of_its_uuid(client, tmp_path):
    guide = make_guide(cover=make_picture())
    archive_of(client, guide).extractall(tmp_path / "out")
    LicensedImage.objects.update(licence="cc-by-nc-4.0")
    before = LicensedImage.objects.get()
    run(tmp_path / "out")
    other = LicensedImage.objects.exclude(pk=before.pk).get()
    assert other.uuid != before.uuid
    assert LicensedImage.objects.get(pk=before.pk).licence == "cc-by-nc-4.0"


def test_json_ld_names_the_guide_by_its_uuid(client):
    guide = make_guide()
    assert f'"identifier": "urn:uuid:{guide.uuid}"' in client.get(guide.url).content.decode()
    assert isinstance(guide.uuid, UUID)
