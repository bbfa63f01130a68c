"""Reading an address changes nothing, whoever is led there by a link, a picture or a mail."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from wagtail.users.models import UserProfile

from tests.config.test_every_endpoint import routes
from tests.factories.guides import kit_file, make_guide
from tests.factories.media import make_file, make_picture
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
# What Wagtail keeps while somebody reads: smaller pictures, the size of a file (and so its entry for the search of the
# editor), who has a page open; and ours, that there is no index.
KEPT_WHILE_READING = {"library_licensedrendition", "library_licensedimage", "guides_stamp", "wagtailcore_pagesubscription",
                      "wagtailadmin_editingsession", "wagtailsearch_indexentry", "search_pendingdocument"}  # fmt: skip
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"(\w+)\"", re.IGNORECASE)
LEAST_READ = 150


def address_of(route, page):
    """An address of this route, with the numbers of things that exist."""
    route = re.sub(r"<int:(?:page_id|pk|page_to_move_id|parent_page_id)>", str(page.pk), route)
    route = re.sub(r"<[^>]*>", "1", re.sub(r"\(\?P<\w+>[^()]*\)", "1", route))
    return "/" + re.sub(r"\([^()]*\)", "1", re.sub(r"[\^$\\]", "", route))


def test_no_address_changes_anything_when_it_is_read(client, settings, tmp_path):
    settings.MEDIA_ROOT, settings.SEARCH_INDEX_DIR = tmp_path / "media", tmp_path / "search"
    home_page()
    person = PersonFactory(groups=["steward"])
    person.is_superuser = True
    person.save()
    UserProfile.get_for_user(person)
    guide = make_guide(cover=make_picture(), files=[kit_file(make_file())])
    client.raise_request_exception = False
    written, answered = {}, 0

    def watch(execute, sql, params, many, context):
        if found := WRITES.match(sql):
            written.setdefault(found[1], address)
        return execute(sql, params, many, context)

    for route in sorted(set(routes())):
        address = address_of(route, guide)
        client.force_login(person)
        with transaction.atomic(), connection.execute_wrapper(watch):
            answered += client.get(address).status_code < 400
            transaction.set_rollback(True)

    assert answered > LEAST_READ
    assert {table: address for table, address in written.items() if table not in KEPT_WHILE_READING} == {}
