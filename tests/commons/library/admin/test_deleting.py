"""One by one or many at once: what a published page shows stays, and what waits to be read does not change unread."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from commons.library.domain.going_public import refresh
from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia, MediaItem
from tests.factories.guides import make_guide
from tests.factories.media import make_file, make_picture, picture_bytes

pytestmark = pytest.mark.django_db

FREE = {"content": picture_bytes(colour=(1, 2, 3))}


def bulk(model, action, *rows):
    chosen = "&".join(f"id={row.pk}" for row in rows)
    return f"/admin/bulk/library/{model}/{action}/?next=/admin/images/&{chosen}"


def said(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_picture_that_a_published_page_shows_is_not_deleted_alone(client, log_in):
    log_in("steward")
    picture = make_picture()
    make_guide(cover=picture)

    response = client.post(f"/admin/images/{picture.pk}/delete/", follow=True, headers={"accept-language": "fr"})

    assert "Une page publiée le montre : Cartographier sa rue. Retirez-le de là d’abord." in said(response)
    assert LicensedImage.objects.filter(pk=picture.pk).exists()


def test_others_are_deleted_alone_as_before(client, log_in):
    log_in("steward")
    sound = LicensedMedia.objects.create(title="La halle", type="audio", file="media/halle.ogg", licence="cc-by-4.0")
    for address in (
        f"images/{make_picture().pk}/delete",
        f"documents/delete/{make_file().pk}",
        f"media/delete/{sound.pk}",
    ):
        assert client.post(f"/admin/{address}/").status_code == 302
    assert [model.objects.count() for model in (LicensedImage, LicensedDocument, LicensedMedia)] == [0, 0, 0]


def test_many_are_deleted_at_once_but_the_one_that_a_page_shows(client, log_in):
    log_in("steward")
    shown, free = make_picture("Le marché"), make_picture("La place", **FREE)
    make_guide(cover=shown)
    address = bulk("licensedimage", "delete", shown, free)

    asked = said(client.get(address, headers={"accept-language": "fr"}))
    done = said(client.post(address, follow=True, headers={"accept-language": "fr"}))

    assert "Ceux-ci restent comme ils sont : Le marché : Une page publiée le montre : Cartographier sa rue." in asked
    assert "« Le marché » reste comme il est. Une page publiée le montre" in done
    assert list(LicensedImage.objects.values_list("title", flat=True)) == ["Le marché"]


def test_nothing_at_all_is_said_to_be_deleted_when_all_stay(client, log_in):
    log_in("steward")
    shown = make_picture("Le marché")
    make_guide(cover=shown)
    done = said(client.post(bulk("licensedimage", "delete", shown), follow=True))
    assert "deleted" not in done
    assert "a été supprimée" not in done


@pytest.mark.parametrize(
    ("action", "values"), [("add_tags", {"tags": "halle"}), ("add_to_collection", {"collection": 1})]
)
@pytest.mark.parametrize(("group", "changed"), [("contributor", False), ("editor", True)])
def test_what_is_read_before_it_shows_is_not_changed_in_bulk_either(client, log_in, action, values, group, changed):  # noqa: PLR0917
    person = log_in(group)
    picture = make_picture("Le marché", uploaded_by_user=person)
    MediaItem.objects.filter(pk=picture.media_item.pk).update(offered_at="2026-01-01T00:00Z")
    refresh([picture.media_item.pk])

    done = said(
        client.post(bulk("licensedimage", action, picture), values, follow=True, headers={"accept-language": "fr"})
    )

    assert ("« Le marché » reste comme il est. Tout le monde le voit déjà" in done) is not changed
    if action == "add_tags":
        assert list(picture.tags.names()) == (["halle"] if changed else [])
