"""Adding media on the site: one form without scripts, one request a file with them; nobody else sees what waits."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from PIL import Image

from commons.library import upload_views
from commons.library.domain import drawing, offering, uploads
from commons.library.domain.marking import marked
from commons.library.domain.offering import Said
from commons.library.models import LicenceRecord, MediaItem, MediaUpload, PicturedPeople
from community.domain.associations import add_member
from tests.commons.library.domain.test_generators import source_type, xmp
from tests.factories.associations import AssociationFactory
from tests.factories.media import picture_bytes
from tests.factories.people import PersonFactory
from tests.factories.uploads import pdf_bytes, photo, sent, sound_bytes
from wiki.models import Decision

pytestmark = pytest.mark.django_db

ADD = "/medias/ajouter/"
OWN = {"whose": "mine", "licence": "cc-by-sa-4.0", "authors": "Awa Diallo", "title": "Le marché du jeudi"}
PICTURE = {"alternative": "Des étals sous la pluie", "people": "nobody"}
RED, GREEN = (200, 30, 30), (30, 200, 30)


@pytest.fixture(autouse=True)
def folder(uploads_dir, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    return uploads_dir


def posted(client, do, answers=None, **more):
    data = {"do": do, **more}
    for upload, values in (answers or {}).items():
        data |= {f"{upload.token}-{name}": value for name, value in values.items()}
    return client.post(ADD, data)


def texts(response):
    return [str(message) for message in response.context["messages"]]


def added(user, name="marche.jpg", content=None):
    return uploads.store_upload(user, sent(name, content or photo()))


def test_three_files_at_once_and_the_bad_one_alone_is_refused(client, log_in):
    log_in("contributor")
    files = [sent("a.jpg", photo()), sent("b.jpg", b"<html>"), sent("c.pdf", pdf_bytes())]
    response = client.post(ADD, {"do": "add", "files": files}, follow=True)
    assert [row.upload.name for row in response.context["rows"]] == ["a.jpg", "c.pdf"]
    assert [text.split("\xa0:")[0] for text in texts(response)] == ["b.jpg"]
    again = client.post(ADD, {"do": "add", "files": [sent("b.jpg", photo(colour=RED))]}, follow=True)
    assert [row.upload.name for row in again.context["rows"]] == ["a.jpg", "c.pdf", "b.jpg"]


def test_script_sends_one_file_and_gets_its_questions(client, log_in):
    log_in("contributor")
    answer = client.post(f"{ADD}fichier/", {"files": sent("marche.jpg", photo())})
    upload = MediaUpload.objects.get()
    assert answer.json()["token"] == str(upload.token)
    assert f'name="{upload.token}-whose"' in answer.json()["row"]
    bad = client.post(f"{ADD}fichier/", {"files": sent("a.pdf", pdf_bytes(javascript=True))})
    assert (bad.status_code, "JavaScript" in bad.json()["problem"]) == (400, True)
    client.logout()
    assert client.post(f"{ADD}fichier/", {"files": sent("b.jpg", photo())}).status_code == 401


def test_newcomer_is_led_to_asking_for_access(client, log_in):
    log_in("newcomer")
    assert client.get(ADD)["location"] == "/compte/demander-l-acces/"
    assert client.post(f"{ADD}fichier/", {"files": sent("b.jpg", photo())}).status_code == 403


def test_what_was_typed_stays_whatever_was_asked(client, log_in):
    awa = log_in("contributor")
    upload = added(awa)
    for do in ("save", "add", f"use:{upload.token}:title", "nothing"):
        posted(client, do, {upload: {"title": f"Tapé {do}"}})
        page = client.get(ADD)
        assert page.context["rows"][0].form["title"].value() == f"Tapé {do}"


def test_credits_are_copied_to_the_others_and_titles_are_not(client, log_in):
    awa = log_in("contributor")
    one, two, three = added(awa), added(awa, "b.jpg", photo(colour=RED)), added(awa, "c.pdf", pdf_bytes())
    others = {two: {"title": "Le port"}, three: {"title": "Le plan"}}
    response = posted(client, f"copy:{one.token}", {one: OWN | {"tags": "étal", "year": "2021"}, **others})
    assert response.status_code == 302
    for upload, title in ((two, "Le port"), (three, "Le plan")):
        upload.refresh_from_db()
        said = {name: value[0] for name, value in upload.answers.items()}
        assert said == {
            "whose": "mine", "licence": "cc-by-sa-4.0", "authors": "Awa Diallo", "tags": "étal", "year": "2021",
            "title": title,
        }  # fmt: skip


def test_complete_files_go_and_the_others_say_what_they_lack(client, log_in):
    jeanne = log_in("known")
    one, two = added(jeanne), added(jeanne, "b.jpg", photo(colour=RED))
    response = posted(client, "offer", {one: OWN | PICTURE, two: {"title": "IMG_2034", "people": "not_asked"}})
    assert response.status_code == 422
    assert [row.upload for row in response.context["rows"]] == [two]
    assert sorted(response.context["rows"][0].form.errors) == ["alternative", "licence", "people", "title", "whose"]
    assert "Demandez-leur d’abord" in response.content.decode()
    assert [item.title for item in MediaItem.objects.filter(is_public=True)] == ["Le marché du jeudi"]


RECORDS = {
    "nothing is allowed": ({"licence": "all-rights-reserved"}, ["licence"]),
    "found, without its place": ({"whose": "elsewhere"}, ["address"]),
    "found, nobody thanked": ({"whose": "elsewhere", "address": "https://example.org/a", "authors": ""}, ["authors"]),
    "several, nobody thanked": ({"whose": "several", "authors": " , "}, ["authors"]),
    "decorative": ({"alternative": "", "is_decorative": "on"}, []),
    "AI, which one not said": ({"is_ai": "on"}, ["made_with"]),
    "a year to come": ({"year": "9999"}, ["year"]),
    "public domain, nobody thanked": (
        {"whose": "elsewhere", "address": "https://example.org/a", "authors": "", "licence": "cc0-1.0"}, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", list(RECORDS))
def test_what_a_file_lacks(client, log_in, case):
    changed, wrong = RECORDS[case]
    jeanne = log_in("known")
    upload = added(jeanne)
    response = posted(client, "offer", {upload: OWN | PICTURE | changed})
    errors = [] if response.status_code == 302 else sorted(response.context["rows"][0].form.errors)
    assert errors == wrong


def test_everything_said_is_on_the_item_and_the_consent_nowhere(client, log_in):
    jeanne = log_in("known")
    association = AssociationFactory(name="Les Amis du sentier")
    add_member(association, user=jeanne, role="member")
    upload = added(jeanne)
    more = {
        "association": str(association.pk),
        "is_ai": "on",
        "made_with": "Flux",
        "changes": "Recadrée",
        "year": "2021",
    }
    posted(
        client, "offer", {upload: OWN | {"alternative": "Des étals", "people": "agreed", "tags": "étal, pluie"} | more}
    )
    item = MediaItem.objects.get()
    assert (item.association, item.made_with, item.image.year, item.image.changes) == (
        association,
        "Flux",
        2021,
        "Recadrée",
    )
    assert sorted(str(tag) for tag in item.tags.all()) == ["pluie", "étal"]
    assert PicturedPeople.objects.get().answer == "agreed"
    other = client_of("contributor", client)
    for url in (f"/medias/{item.slug}/", f"/api/v1/media/{item.slug}", "/medias/"):
        assert "agreed" not in other.get(url).content.decode()


def client_of(group, client):
    other = type(client)()
    other.force_login(PersonFactory(groups=(group,)), backend="django.contrib.auth.backends.ModelBackend")
    return other


def test_found_file_is_credited_to_its_authors_with_its_place(client, log_in):
    jeanne = log_in("known")
    upload = added(jeanne)
    found = {"whose": "elsewhere", "address": "Photo : Awa / https://example.org/a", "authors": "Awa Diallo, Thu Ha"}
    posted(client, "offer", {upload: OWN | PICTURE | found})
    picture = MediaItem.objects.get().image
    assert (picture.source_url, [row["name"] for row in picture.credits]) == (
        "https://example.org/a",
        ["Awa Diallo", "Thu Ha"],
    )


def stating(**tags):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B], exif[0x8298] = "Awa D.", "CC BY 4.0"
    Image.new("RGB", (64, 48), RED).save(out, "JPEG", exif=exif, **tags)
    return out.getvalue()


def test_what_the_file_states_is_proposed_and_taken_only_when_asked(client, log_in):
    awa = log_in("contributor", display_name="Awa Diallo")
    upload = added(awa, content=stating())
    row = client.get(ADD).context["rows"][0]
    assert [(one["name"], one["value"], one["where"]) for one in row.proposals] == [
        ("licence", "cc-by-4.0", "lu dans le fichier (EXIF)"), ("authors", "Awa D.", "lu dans le fichier (EXIF)"),
    ]  # fmt: skip
    assert (row.form["licence"].value(), row.form["authors"].value()) == ("", "Awa Diallo")
    posted(client, f"use:{upload.token}:licence", {upload: {"title": "Le marché"}})
    form = client.get(ADD).context["rows"][0].form
    assert (form["licence"].value(), form["title"].value()) == ("cc-by-4.0", "Le marché")


def test_ai_and_language_that_the_file_names_are_proposed_and_taken_with_the_box(client, log_in):
    awa = log_in("contributor")
    packet = xmp(
        source_type("trainedAlgorithmicMedia") + "<xmp:CreatorTool>Atelier 4</xmp:CreatorTool>"
        "<dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>"
    )
    upload = added(awa, "a.png", marked(picture_bytes(), packet))
    said = [(one["name"], one["shown"], one["where"]) for one in client.get(ADD).context["rows"][0].proposals]
    assert said == [
        ("language", "Anglais", "lu dans le fichier (XMP)"), ("made_with", "Atelier 4", "lu dans le fichier (XMP)"),
    ]  # fmt: skip
    posted(client, f"use:{upload.token}:made_with", {upload: {}})
    posted(client, f"use:{upload.token}:language", {upload: {"is_ai": "on", "made_with": "Atelier 4"}})
    form = client.get(ADD).context["rows"][0].form
    assert (form["is_ai"].value(), form["made_with"].value(), form["language"].value()) == (True, "Atelier 4", "en")


def test_address_that_names_a_licence_proposes_it(client, log_in):
    awa = log_in("contributor")
    upload = added(awa)
    address = "Photo : Jeanne Riou / CC BY 4.0, via Wikimedia Commons"
    posted(client, "save", {upload: {"whose": "elsewhere", "address": address}})
    proposals = client.get(ADD).context["rows"][0].proposals
    assert [(one["name"], one["value"], one["where"]) for one in proposals] == [
        ("licence", "cc-by-4.0", "d’après son adresse"), ("authors", "Jeanne Riou", "d’après son adresse"),
    ]  # fmt: skip


def test_licence_of_the_last_file_is_proposed_for_the_next(client, log_in):
    jeanne = log_in("known")
    posted(client, "offer", {added(jeanne): OWN | PICTURE | {"licence": "cc-by-4.0"}})
    added(jeanne, "b.jpg", photo(colour=RED))
    assert client.get(ADD).context["rows"][0].form["licence"].value() == "cc-by-4.0"


def test_same_bytes_as_in_the_pool_are_shown_with_their_page(client, log_in):
    jeanne = log_in("known")
    posted(client, "offer", {added(jeanne): OWN | PICTURE})
    again = added(jeanne)
    page = client.get(ADD)
    assert page.context["rows"][0].twin.item == MediaItem.objects.get()
    assert f'href="{MediaItem.objects.get().get_absolute_url()}"' in page.content.decode()
    response = posted(client, "offer", {again: OWN | PICTURE})
    assert (response.status_code, MediaItem.objects.count()) == (422, 1)
    posted(client, "offer", {again: OWN | PICTURE | {"licence": "cc-by-4.0"}})
    assert sorted(MediaItem.objects.values_list("licence", flat=True)) == ["cc-by-4.0", "cc-by-sa-4.0"]


@pytest.mark.parametrize(
    ("typed", "kind"), [("CC BY-NC 3.0 FR", "conflict"), ("CC BY-SA 4.0", "same"), ("qzxqzx", "same")]
)
def test_licence_typed_under_another_is_compared_with_that_of_the_same_file(client, log_in, typed, kind):
    jeanne = log_in("known")
    posted(client, "offer", {added(jeanne): OWN | PICTURE})
    again = added(jeanne)
    posted(client, "save", {again: OWN | PICTURE | {"licence": "another", "licence-other": typed}})
    assert client.get(ADD).context["rows"][0].twin.kind == kind


def test_licence_typed_under_another_is_not_proposed_again(client, log_in):
    upload = added(log_in("contributor"))
    address = "Photo : Jeanne Riou / CC BY 4.0, via Wikimedia Commons"
    other = {"licence": "another", "licence-other": "CC BY 4.0"}
    posted(client, "save", {upload: {"whose": "elsewhere", "address": address} | other})
    assert "licence" not in [one["name"] for one in client.get(ADD).context["rows"][0].proposals]


def test_file_that_is_copied_to_before_anything_is_typed_has_a_title(client, log_in):
    jeanne = log_in("known")
    one, other = added(jeanne), added(jeanne, "la-halle.jpg", photo(colour=RED))
    posted(client, f"copy:{one.token}", {one: OWN})
    form = next(row.form for row in client.get(ADD).context["rows"] if row.upload == other)
    assert (form["title"].value(), form["licence"].value()) == ("la halle", "cc-by-sa-4.0")


def test_nobody_sees_what_waits_but_its_sender_and_then_reviewers(client, log_in):
    awa = log_in("contributor")
    upload = added(awa)
    preview = reverse("media_upload:preview", args=[upload.token])
    readers = {group: client_of(group, client) for group in ("contributor", "known", "editor")} | {
        "anybody": type(client)()
    }
    assert client.get(preview)["Content-Type"] == "image/webp"
    assert {name: reader.get(preview).status_code for name, reader in readers.items()} == {
        "contributor": 404, "known": 404, "editor": 404, "anybody": 404,
    }  # fmt: skip
    posted(client, "offer", {upload: OWN | PICTURE})
    assert {name: reader.get(preview).status_code for name, reader in readers.items()} == {
        "contributor": 404, "known": 404, "editor": 200, "anybody": 404,
    }  # fmt: skip
    for reader in readers.values():
        for url in (ADD, "/medias/", "/recherche/?q=jeudi"):
            assert "Le marché du jeudi" not in reader.get(url).content.decode()


def test_nobody_changes_the_file_of_another(client, log_in):
    upload = added(PersonFactory(groups=("contributor",)))
    log_in("steward")
    for do in (
        f"remove:{upload.token}",
        f"copy:{upload.token}",
        f"use:{upload.token}:title",
        f"back:{upload.token}",
        "offer",
    ):
        posted(client, do, {upload: OWN | PICTURE})
    upload.refresh_from_db()
    assert (upload.answers, upload.state, upload.path.exists()) == ({}, "draft", True)


def test_document_of_a_draft_is_downloaded_and_a_sound_plays(client, log_in):
    awa = log_in("contributor")
    for name, content, disposition in (("a.pdf", pdf_bytes(), "attachment"), ("a.wav", sound_bytes(), "inline")):
        answer = client.get(reverse("media_upload:preview", args=[added(awa, name, content).token]))
        assert answer["Content-Disposition"].startswith(disposition)
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert b"".join(answer.streaming_content) == content


def test_request_that_announces_too_much_is_refused_before_it_is_read(client, log_in, settings):
    log_in("contributor")
    answer = client.post(
        ADD, data=b"--x--", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(10 * 1000**3)
    )
    assert answer.status_code == 413


def test_file_that_grows_too_large_is_left_out_and_the_others_come(client, log_in, settings):
    log_in("contributor")
    settings.MEDIA_LARGEST_FILE = 20_000
    files = [sent("a.jpg", photo()), sent("lourd.wav", sound_bytes(seconds=3)), sent("c.pdf", pdf_bytes())]
    response = client.post(ADD, {"do": "add", "files": files}, follow=True)
    assert [row.upload.name for row in response.context["rows"]] == ["a.jpg", "c.pdf"]
    assert [text.split("\xa0:")[0] for text in texts(response)] == ["lourd.wav"]
    assert client.post(f"{ADD}fichier/", {"files": sent("b.wav", sound_bytes(seconds=3))}).status_code == 400


def test_file_that_nobody_foresaw_is_named_and_the_others_come(client, log_in, monkeypatch):
    log_in("contributor")
    whole = uploads.check_file

    def broken(path, name):
        if name == "b.mp3":
            raise IndexError
        return whole(path, name)

    monkeypatch.setattr(uploads, "check_file", broken)
    files = [sent("a.jpg", photo()), sent("b.mp3", b"ID3"), sent("c.pdf", pdf_bytes())]
    response = client.post(ADD, {"do": "add", "files": files}, follow=True)
    assert [row.upload.name for row in response.context["rows"]] == ["a.jpg", "c.pdf"]
    assert [text.split("\xa0:")[0] for text in texts(response)] == ["b.mp3"]


def test_malformed_tag_is_refused_with_a_sentence_and_the_others_come(client, log_in):
    log_in("contributor")
    tag = b"ID3\5\0\0\0\0\0\x0eTIT2\0\0\0\4\0\0abcd" + (b"\xff\xfb\x90\x64" + bytes(413)) * 60
    files = [sent("a.jpg", photo()), sent("b.mp3", tag), sent("c.pdf", pdf_bytes())]
    response = client.post(ADD, {"do": "add", "files": files}, follow=True)
    assert [row.upload.name for row in response.context["rows"]] == ["a.jpg", "c.pdf"]
    assert ["on ne peut pas l’en retirer" in text for text in texts(response)] == [True]


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_of_reviewers(client, log_in, django_assert_num_queries, number):
    awa = PersonFactory(groups=("contributor",))
    for index in range(number):
        offering.offer(added(awa, content=photo(colour=(80 * index, 0, 0))), Said(title="x", licence="cc0-1.0"), by=awa)
    log_in("editor")
    client.get("/medias/a-relire/")
    with django_assert_num_queries(9):
        assert client.get("/medias/a-relire/").status_code == 200


def waiting(awa, client_of_awa, **more):
    upload = added(awa)
    posted(client_of_awa, "offer", {upload: OWN | PICTURE | more})
    return MediaUpload.objects.get(state="waiting")


def read(reviewer, url):
    return {"stamp": reviewer.get(url).context["row"]["upload"].stamp}


def test_reviewer_lets_nothing_in_that_was_changed_since_they_read_it(client, log_in):
    awa = log_in("contributor")
    upload = waiting(awa, client)
    url = reverse("media_upload:review", args=[upload.token])
    editor = client_of("editor", client)
    before = read(editor, url)
    posted(client, f"back:{upload.token}")
    posted(client, "offer", {upload: OWN | PICTURE | {"title": "Achetez chez moi"}})
    for stamp in (before, {}):
        answer = editor.post(url, stamp | {"do": "accept"})
        assert (answer.status_code, "Achetez chez moi" in answer.content.decode()) == (422, True)
    assert MediaItem.objects.count() == 0
    editor.post(url, read(editor, url) | {"do": "accept"})
    assert MediaItem.objects.get().title == "Achetez chez moi"


def test_reviewer_accepts_asks_or_refuses_with_a_sentence(client, log_in):
    awa = log_in("contributor")
    upload = waiting(awa, client)
    url = reverse("media_upload:review", args=[upload.token])
    editor = client_of("editor", client)
    assert editor.post(url, read(editor, url) | {"do": "refuse", "text": " "}).status_code == 422
    editor.post(url, read(editor, url) | {"do": "ask", "text": "Où est-ce ?"})
    assert "Où est-ce ?" in client.get(ADD).content.decode()
    posted(client, "offer", {upload: OWN | PICTURE})
    assert editor.post(url, read(editor, url) | {"do": "accept"}).status_code == 302
    assert MediaItem.objects.get().is_public
    assert editor.get(url, follow=True).status_code == 404


def test_answer_about_people_is_for_stewards_not_for_reviewers(client, log_in):
    awa = log_in("contributor")
    url = reverse("media_upload:review", args=[waiting(awa, client, people="parents").token])
    words = "Parmi elles, des mineurs"
    assert words not in client_of("editor", client).get(url).content.decode()
    assert words in client_of("steward", client).get(url).content.decode()


def test_sender_decides_on_nothing_of_their_own_and_may_take_it_back(client, log_in):
    awa = log_in("contributor")
    upload = waiting(awa, client)
    assert client.get("/medias/a-relire/").status_code == 403
    posted(client, f"back:{upload.token}")
    upload.refresh_from_db()
    assert upload.state == "draft"


def offered(user, **more):
    said = {
        "title": "Le marché",
        "licence": "cc-by-sa-4.0",
        "authors": ("Awa",),
        "alternative": "Des étals",
        "people": "agreed",
    }
    return offering.enter(added(user), Said(**said | more))


EDIT = {
    "title": "Le marché couvert", "alternative": "Des étals", "description": "Sous la halle", "tags": "halle",
    "people": "nobody", "credits-0-name": "Awa Diallo", "credits-0-role": "photographer", "credits-0-url": "",
    "year": "2020", "changes": "",
}  # fmt: skip


def test_sender_changes_what_is_said_of_their_item(client, log_in):
    item = offered(log_in("known"))
    url = f"/medias/{item.slug}/modifier/"
    form = client.get(url).context["form"]
    assert "licence" not in form.fields
    answer = client.post(url, EDIT | {"stamp": form["stamp"].value()})
    assert answer.status_code == 302, answer.context["form"].errors
    item = MediaItem.objects.get()
    assert (item.title, item.description, item.image.year) == ("Le marché couvert", "Sous la halle", 2020)
    assert item.image.credits == [{"name": "Awa Diallo", "role": "photographer", "url": ""}]
    assert PicturedPeople.objects.get().answer == "nobody"


def test_contributor_changes_nothing_public_without_being_read_before(client, log_in):
    item = offered(log_in("contributor"))
    here = f"/medias/{item.slug}"
    form = {"title": "Le marché couvert", "licence": "cc-by-nc-4.0", "reason": "Choisie trop vite", "collection": "1"}
    for url in (f"{here}/modifier/", f"{here}/licence/", reverse("wagtailimages:edit", args=[item.image_id])):
        assert "une personne" in client.post(url, EDIT | form).content.decode()
    item = MediaItem.objects.get()
    assert (item.title, item.licence, LicenceRecord.objects.count()) == ("Le marché", "cc-by-sa-4.0", 1)
    assert [client.get(f"{here}/{page}/").status_code for page in ("modifier", "licence", "retirer")] == [403, 403, 200]
    client.post(f"{here}/retirer/", {"do": "withdraw", "reason": "Une erreur"})
    assert client.get(f"{here}/modifier/").status_code == 200


def test_second_of_two_who_change_an_item_is_told_and_loses_nothing(client, log_in):
    item = offered(log_in("known"))
    url = f"/medias/{item.slug}/modifier/"
    stamp = client.get(url).context["form"]["stamp"].value()
    client_of("editor", client).post(url, EDIT | {"stamp": stamp, "title": "Le marché neuf"})
    answer = client.post(url, EDIT | {"stamp": stamp, "title": "Le marché vieux"})
    assert answer.status_code == 422
    assert "Le marché vieux" in answer.content.decode()
    assert MediaItem.objects.get().title == "Le marché neuf"


def test_who_may_change_an_item(client, log_in):
    item = offered(PersonFactory(groups=("contributor",)))
    url = f"/medias/{item.slug}/modifier/"
    assert {group: client_of(group, client).get(url).status_code for group in ("newcomer", "contributor", "known", "editor", "steward")} == {
        "newcomer": 403, "contributor": 403, "known": 403, "editor": 200, "steward": 200,
    }  # fmt: skip
    assert client.get(url).status_code == 302
    MediaItem.objects.update(is_public=False)
    assert client_of("contributor", client).get(url).status_code == 404


def test_editor_reads_nothing_of_the_people_pictured(client, log_in):
    item = offered(PersonFactory(groups=("contributor",)))
    url = f"/medias/{item.slug}/modifier/"
    assert "people" not in client_of("editor", client).get(url).context["form"].fields
    assert "people" in client_of("steward", client).get(url).context["form"].fields


def test_item_is_withdrawn_or_deleted_with_a_reason(client, log_in):
    awa = log_in("contributor")
    item = offered(awa)
    url = f"/medias/{item.slug}/retirer/"
    assert client.post(url, {"do": "withdraw", "reason": " "}).status_code == 422
    assert client.post(url, {"do": "withdraw", "reason": "Une erreur"}).status_code == 302
    assert not MediaItem.objects.get().is_public
    client.post(url, {"do": "delete", "reason": "Une erreur"})
    assert MediaItem.objects.count() == 0


def test_nul_that_somebody_types_is_stored_nowhere(client, log_in):
    awa = log_in("contributor")
    upload = added(awa)
    assert posted(client, "save", {upload: {"title": "Le\0 port", "a\0b": "x"}}).status_code == 302
    assert MediaUpload.objects.get().answers == {"title": ["Le port"]}
    posted(client, "offer", {upload: OWN | PICTURE})
    url, editor = reverse("media_upload:review", args=[upload.token]), client_of("editor", client)
    assert editor.post(url, read(editor, url) | {"do": "ask", "text": "Où\0 ?"}).status_code == 302
    assert MediaUpload.objects.get().word == "Où ?"
    item = offered(awa, title="Le plan")
    client_of("editor", client).post(f"/medias/{item.slug}/retirer/", {"do": "withdraw", "reason": "Hors\0 sujet"})
    assert Decision.objects.get().reason == "Hors sujet"


def test_licence_changes_with_a_reason_and_the_one_before_stays_on_record(client, log_in):
    item = offered(log_in("known"))
    url = f"/medias/{item.slug}/licence/"
    assert client.post(url, {"licence": "cc-by-4.0", "reason": ""}).status_code == 422
    assert client.post(url, {"licence": "cc-by-4.0", "reason": "Choisie trop vite"}).status_code == 302
    assert MediaItem.objects.get().licence == "cc-by-4.0"
    assert list(LicenceRecord.objects.order_by("pk").values_list("licence", "reason")) == [
        ("cc-by-sa-4.0", ""), ("cc-by-4.0", "Choisie trop vite"),
    ]  # fmt: skip


def test_many_pictures_are_drawn_behind_the_answer(client, log_in, monkeypatch):
    behind = []
    monkeypatch.setattr(drawing, "draw_behind", behind.append)
    jeanne = log_in("known")
    few = {added(jeanne, content=photo(colour=(80 * n, 0, 0))): OWN | PICTURE for n in range(drawing.AT_ONCE)}
    posted(client, "offer", few)
    assert behind == []
    many = {added(jeanne, content=photo(colour=(30, 60 * n, 200))): OWN | PICTURE for n in range(drawing.AT_ONCE + 1)}
    posted(client, "offer", many)
    [keys] = behind
    assert len(keys) == drawing.AT_ONCE + 1


def test_list_of_pages_to_read_tells_of_media_that_wait(client, log_in):
    awa = log_in("contributor")
    editor = client_of("editor", client)
    assert "à relire</a>" not in editor.get("/a-relire/").content.decode()
    waiting(awa, client)
    assert '<a href="/medias/a-relire/">1 média à relire</a>' in editor.get("/a-relire/").content.decode()


def test_offering_ends_before_the_web_server_loses_patience(client, log_in, monkeypatch):
    monkeypatch.setattr(upload_views, "OFFER_SECONDS", -1)
    jeanne = log_in("known")
    upload = added(jeanne)
    response = client.post(ADD, {"do": "offer", f"{upload.token}-title": "Le port"}, follow=True)
    assert texts(response) == ["1 fichier reste\xa0: offrez de nouveau pour continuer."]
    assert response.context["rows"][0].form["title"].value() == "Le port"


def test_file_that_waits_is_called_as_its_person_called_it(client, log_in):
    waiting(log_in("contributor"), client)

    page = BeautifulSoup(client.get(ADD).content, "html.parser")

    assert page.select_one(".upload__list li span").get_text() == "Le marché du jeudi"


def test_what_is_missing_says_what_to_do(client, log_in):
    upload = added(log_in("contributor"))

    page = posted(client, "offer", {upload: {"title": "Le marché"}}).content.decode()

    assert "Dites si c’est à vous ou à quelqu’un d’autre." in page
    assert "Choisissez une licence\xa0: sans elle, personne ne peut s’en servir." in page
    assert "d’autre ?</a> Dites" in page.replace("\u202f", " ").replace("\xa0", " ")


def test_own_media_are_told_beside_ones_pages(client, log_in):
    awa = log_in("contributor")
    assert "Vos médias" not in client.get("/mes-pages/").content.decode()
    waiting(awa, client)
    added(awa, "b.jpg", photo(colour=RED))

    page = BeautifulSoup(client.get("/mes-pages/").content, "html.parser")

    link = page.select_one(f'main a[href="{ADD}"]')
    assert link.get_text() == "Vos médias\xa0: 1 à finir, 1 en relecture"
