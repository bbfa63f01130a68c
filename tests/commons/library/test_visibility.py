"""Who sees a picture, a file, a sound: one rule for every type, person and address.

Every output of the site is gone through in tests/config/test_every_endpoint.py.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from commons.guides.domain.conversion import guide_to_document
from commons.guides.queries import in_the_open, read_by
from commons.library.models import LicensedMedia
from tests.factories.associations import AssociationFactory
from tests.factories.guides import embedded, kit_file, make_draft, make_guide, step
from tests.factories.media import make_file, make_picture
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
PEOPLE = ("anybody", "newcomer", "member", "contributor", "editor", "superuser")


def person(name):
    if name == "anybody":
        return None
    if name == "superuser":
        somebody = PersonFactory(groups=["steward"])
        somebody.is_superuser = True
        somebody.save()
        return somebody
    return PersonFactory(groups=["newcomer" if name == "member" else name])


@pytest.fixture
def visit(client):
    """The client with somebody logged in."""

    def log_in(name, *, group=None):
        somebody = person(name)
        if somebody:
            if name == "member" and group:
                somebody.groups.add(group)
            client.force_login(somebody)
        return client

    return log_in


def restricted_collection(kind="groups", *, group=None):
    collection = Collection.get_first_root_node().add_child(name="Interne")
    rule = CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind, password="mimosa")
    if group:
        rule.groups.add(group)
    return collection.add_child(name="Interne, 2026")


@pytest.fixture
def members(db):
    return Group.objects.create(name="Les Membres")


def make_sound(title="Le marché", **fields):
    sound = LicensedMedia(
        title=title,
        type="audio",
        duration=3,
        file=ContentFile(b"ID3", name="secret-son.mp3"),
        licence="cc0-1.0",
        **fields,
    )
    sound.save()
    return sound


def guide_with(picture, document, **fields):
    text = f"<p>Voir.</p>{embedded(picture, alt='Le secret du dessin')}"
    return make_guide(cover=picture, files=[kit_file(document)], steps=[step(text=text, files=[document])], **fields)


def status(client, address):
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code


def file_addresses(picture, document):
    renditions = [rendition.url for rendition in picture.renditions.all()] or [picture.get_rendition("max-400x800").url]
    return {"original": picture.file.url, "rendition": renditions[0], "document": document.url}


def secrets(collection):
    picture = make_picture("Secret en image", name="secret-image.png", collection=collection)
    return picture, make_file("Secret en fichier", name="secret-fichier.pdf", collection=collection)


# Who was let into the collection sees it on the page; everybody else reads the page without it.
@pytest.mark.parametrize(
    ("name", "sees"),
    [(name, name in {"member", "superuser"}) for name in PEOPLE],
)
def test_page_shows_what_the_reader_may_see(visit, members, name, sees):
    guide = guide_with(*secrets(restricted_collection(group=members)))
    page = visit(name, group=members).get(guide.url).content.decode().lower()
    assert "on se présente" not in page
    assert [word in page for word in ("secret-image", "secret en fichier", "secret du dessin")] == [sees] * 3


def test_export_of_a_guide_holds_neither_its_restricted_pictures_nor_its_restricted_files(members):
    document = guide_to_document(guide_with(*secrets(restricted_collection(group=members))))
    assert (document.pictures, document.files, document.cover) == ((), (), "")
    assert "img" not in document.steps[0].text


def test_export_holds_the_open_ones():
    document = guide_to_document(guide_with(make_picture(), make_file()))
    assert (len(document.pictures), len(document.files), bool(document.cover)) == (1, 1, True)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("place", ["open", "restricted", "draft", "restricted page"])
def test_address_of_a_file_answers_those_who_may_see_it(visit, members, name, place):
    collection = restricted_collection(group=members) if place == "restricted" else Collection.get_first_root_node()
    picture, document = secrets(collection)
    if place == "draft":
        make_draft(cover=picture, files=[kit_file(document)])
    else:
        guide = guide_with(picture, document)
        if place == "restricted page":
            rule = PageViewRestriction.objects.create(page=guide, restriction_type=PageViewRestriction.GROUPS)
            rule.groups.add(members)
    who = {
        "open": set(PEOPLE),
        "restricted": {"member", "editor", "superuser"},
        "draft": {"contributor", "editor", "superuser"},
        "restricted page": {"member", "contributor", "editor", "superuser"},
    }[place]
    # Wagtail's door to documents shows the way to log in, to an editor too.
    exception = {"document": 302} if place == "restricted" and name not in {"member", "superuser"} else {}
    visitor = visit(name, group=members)
    answered = {kind: status(visitor, address) for kind, address in file_addresses(picture, document).items()}
    assert answered == dict.fromkeys(("original", "rendition", "document"), 200 if name in who else 404) | exception


@pytest.mark.parametrize(("name", "answered"), [("anybody", 404), ("newcomer", 404), ("editor", 200)])
def test_sound_that_no_page_shows_is_for_who_writes(visit, name, answered):
    assert status(visit(name), make_sound().file.url) == answered


@pytest.mark.parametrize(("name", "answered"), [("anybody", 404), ("contributor", 404), ("editor", 200)])
def test_sound_of_a_restricted_collection_is_for_those_who_keep_the_library(visit, members, name, answered):
    sound = make_sound(collection=restricted_collection(group=members))
    assert status(visit(name), sound.file.url) == answered


def test_a_person_sees_what_they_sent_in_themselves(client, members):
    author = PersonFactory(groups=["contributor"])
    picture = make_picture(collection=restricted_collection(group=members), uploaded_by_user=author)
    client.force_login(author)
    assert status(client, picture.file.url) == 200


def test_who_typed_the_password_of_a_collection_sees_its_pictures(client):
    collection = restricted_collection("password")
    picture, document = secrets(collection)
    guide = guide_with(picture, document)
    assert status(client, picture.file.url) == 404

    rule = CollectionViewRestriction.objects.get()
    address = reverse("wagtaildocs_authenticate_with_password", args=[rule.pk])
    client.post(address, {"password": "mimosa", "return_url": "/"})

    assert status(client, picture.file.url) == 200
    assert "secret-image" in client.get(guide.url).content.decode()


def test_restricting_a_collection_closes_addresses_that_were_open(client, django_capture_on_commit_callbacks):
    picture = make_picture(collection=Collection.get_first_root_node().add_child(name="Photos"))
    make_guide(cover=picture)
    assert status(client, picture.file.url) == 200
    with django_capture_on_commit_callbacks(execute=True):
        CollectionViewRestriction.objects.create(collection=picture.collection, restriction_type="login")
    assert status(client, picture.file.url) == 404


def test_unpublishing_a_guide_closes_the_address_of_its_picture(client, django_capture_on_commit_callbacks):
    picture = make_picture()
    guide = make_guide(cover=picture)
    assert status(client, picture.file.url) == 200
    with django_capture_on_commit_callbacks(execute=True):
        guide.unpublish()
    assert status(client, picture.file.url) == 404


def test_only_what_anybody_may_see_is_kept_by_others(client, members):
    open_picture, closed = make_picture(), make_picture(name="autre.png", collection=restricted_collection("login"))
    make_guide(cover=open_picture)
    make_guide("Autre", slug="autre", cover=closed)
    client.force_login(person("newcomer"))
    kept = []
    for picture in (open_picture, closed):
        response = client.get(picture.file.url)
        response.getvalue()
        kept.append(response["Cache-Control"])
    assert kept == ["public, max-age=604800", "private, no-store"]


def test_file_that_nothing_in_the_library_holds_is_not_served(client, settings):
    lost = default_storage.url(default_storage.save("images/orpheline.png", ContentFile(b"x")))
    assert status(client, lost) == 404


def test_server_in_front_sends_what_the_site_allowed(client, settings):
    settings.MEDIA_ACCEL = "/uploads/"
    picture = make_picture(name="été.png")
    assert client.get(picture.file.url).status_code == 404
    make_guide(cover=picture)
    response = client.get(picture.file.url)
    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/uploads/{picture.file.name}"
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == "0"


def test_logo_in_a_restricted_collection_is_not_shown(client):
    association = AssociationFactory(name="Les Amis")
    association.logo = make_picture("Logo", name="secret-logo.png", collection=restricted_collection("login"))
    association.save_revision().publish()
    for address in (association.url, association.get_parent().url):
        assert b"secret-logo" not in client.get(address).content


@pytest.mark.parametrize("kind", ["wagtailimages_chooser:choose", "wagtaildocs_chooser:choose"])
@pytest.mark.parametrize(
    ("name", "sees"), [("contributor", False), ("member contributor", True), ("editor", True), ("superuser", True)]
)
def test_chooser_lists_what_the_person_may_see(client, members, kind, name, sees):
    secrets(restricted_collection(group=members))
    make_picture("En vue")
    make_file("En vue")
    somebody = person(name.rpartition(" ")[2])
    if name.startswith("member"):
        somebody.groups.add(members)
    client.force_login(somebody)
    said = client.get(reverse(kind)).json()["html"]
    assert ("En vue" in said, "Secret en" in said) == (True, sees)


def test_contributor_chooses_no_restricted_picture_by_its_number(client, members):
    picture, document = secrets(restricted_collection(group=members))
    client.force_login(person("contributor"))
    for address in (
        reverse("wagtailimages_chooser:chosen", args=[picture.pk]),
        reverse("wagtaildocs_chooser:chosen", args=[document.pk]),
        reverse("wagtailimages_chooser:select_format", args=[picture.pk]),
    ):
        response = client.get(address)
        assert (response.status_code == 200 and b"Secret" in response.content) is False, address


def test_outside_a_page_the_rule_answers_for_anybody(rf, members):
    picture, _document = secrets(restricted_collection(group=members))
    request = rf.get("/")
    request.user, request.session = PersonFactory(groups=["editor"]), {}
    request.user.groups.add(members)
    assert in_the_open([picture]) == []
    with read_by(request):
        assert in_the_open([picture]) == [picture]
    assert in_the_open([picture]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_rule_asks_once_however_many_pictures(django_assert_num_queries, count):
    pictures = [make_picture(name=f"{number}.png") for number in range(count)]
    with django_assert_num_queries(0):
        assert in_the_open([]) == []
    with django_assert_num_queries(1):
        assert in_the_open(pictures) == pictures
