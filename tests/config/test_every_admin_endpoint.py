"""Every address of the administration, knocked at by those who write here: none tells what is not theirs to know.

The tree of pages shows writers the titles of all drafts, as Wagtail means it; their words, addresses of people, what
newcomers wrote to the stewards and the items of a restricted collection are for others.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver
from wagtail.models import Collection, CollectionViewRestriction

from commons.library.models import LicensedMedia
from community.models import AccessRequest
from tests.factories.guides import make_draft, make_guide, step
from tests.factories.media import make_file, make_picture
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

PEOPLE = {"address of a person": "adressezq", "address of who asks": "demandezq", "word of who asks": "motzq"}
RESTRICTED = {
    "title of a picture": "picarelzq", "file of a picture": "picfilezq", "title of a file": "fletanzq",
    "file of a file": "filfilezq", "title of a sound": "sonarzq", "file of a sound": "sonfilezq",
}  # fmt: skip
WRITTEN = {"words of a draft": "gambazq", "newer words of a guide": "merluzq"}
EVERYTHING = PEOPLE | RESTRICTED | WRITTEN

# They end the visit, or fail as they are meant to.
NOT_KNOCKED_AT = ("logout", "failwhale", "sprite", "jsi18n", "(?:.*)")
BULK = {
    "wagtailcore/page": ("draft", ("delete", "move", "publish", "unpublish")),
    "library/licensedimage": ("picture", ("add_tags", "add_to_collection", "delete")),
    "library/licenseddocument": ("file", ("add_tags", "add_to_collection", "delete")),
    "community/user": ("owner", ("assign_role", "delete", "set_active_state")),
}


@pytest.fixture
def things(settings, tmp_path):
    """One of each thing that is not for everybody who writes, by the name that its addresses have."""
    settings.MEDIA_ROOT = tmp_path
    home_page()
    owner = PersonFactory(email=f"{PEOPLE['address of a person']}@example.org", groups=["contributor"])
    newcomer = PersonFactory(email=f"{PEOPLE['address of who asks']}@example.org", groups=["newcomer"])
    asked = AccessRequest.objects.create(user=newcomer, message=PEOPLE["word of who asks"])
    draft = make_draft("Un brouillon", owner=owner, steps=[step(text=f"<p>{WRITTEN['words of a draft']}</p>")])
    guide = make_guide("Une fiche publique", owner=owner)
    guide.steps = [step(text=f"<p>{WRITTEN['newer words of a guide']}</p>")]
    guide.save_revision(user=owner, clean=False)
    closed = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="password", password="mimosa")
    sound = LicensedMedia(type="audio", duration=3, licence="cc0-1.0", title=RESTRICTED["title of a sound"],
                          collection=closed, file=ContentFile(b"ID3", name=f"{RESTRICTED['file of a sound']}.mp3"))  # fmt: skip
    sound.save()
    return {
        "owner": owner, "asked": asked, "draft": draft, "guide": guide, "sound": sound,
        "picture": make_picture(RESTRICTED["title of a picture"], name=f"{RESTRICTED['file of a picture']}.png", collection=closed),
        "file": make_file(RESTRICTED["title of a file"], name=f"{RESTRICTED['file of a file']}.pdf", collection=closed),
    }  # fmt: skip


def routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, here)
        elif here.startswith("admin/") and not any(mark in here for mark in NOT_KNOCKED_AT):
            yield here


# The first folder of an address says what its numbers are of; elsewhere they are of a page.
NUMBERS = {"images": "picture", "documents": "file", "media": "sound", "users": "owner", "person-chooser": "owner",
           "demandes": "asked"}  # fmt: skip


def addresses(things):
    for route in routes():
        folder = route.split("/")[1]
        for page in [NUMBERS[folder]] if folder in NUMBERS else ["draft", "guide"]:
            yield "/" + filled(route, things[page])
    for model, (name, actions) in BULK.items():
        yield from (f"/admin/bulk/{model}/{action}/?id={things[name].pk}" for action in actions)


def filled(route, thing):
    values = {"app_label": "guides", "content_type_app_name": "guides", "model_name": "guidepage",
              "content_type_model_name": "guidepage"}  # fmt: skip
    revision = getattr(thing, "latest_revision_id", 1)
    route = re.sub(r"\(\?P<media_type>[^)]*\)", "audio", route)

    def value(found):
        name = found[1]
        return str(values.get(name) or (revision if name.startswith("revision") else thing.pk))

    return re.sub(
        r"[\^$\\]", "", re.sub(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>", lambda m: value((m, m[1] or m[2])), route)
    )


def told(somebody, things):
    """What the administration tells this person, by what it is: the addresses that tell it."""
    client = Client(headers={"accept-language": "fr"})
    client.force_login(somebody)
    seen = {}
    for address in dict.fromkeys(addresses(things)):
        response = client.get(address)
        assert response.status_code < 500, address
        content = response.getvalue() if response.streaming else response.content
        said = unquote(f"{dict(response.items())} {content.decode(errors='replace')}")
        said = unicodedata.normalize("NFC", said).lower()
        for what, word in EVERYTHING.items():
            if word in said:
                seen.setdefault(what, []).append(address)
    return seen


def test_newcomer_is_told_nothing_at_any_address_of_the_administration(things):
    assert told(PersonFactory(groups=["newcomer"]), things) == {}


def test_contributor_is_told_nothing_of_others_but_the_titles_of_their_pages(things):
    assert told(PersonFactory(groups=["contributor"]), things) == {}


def test_editor_reads_every_guide_and_picture_and_nothing_about_people(things):
    assert set(told(PersonFactory(groups=["editor"]), things)) == set(RESTRICTED | WRITTEN)


def test_steward_is_told_all_that_the_others_are_not(things):
    """So that the addresses above are known to lead somewhere."""
    assert set(told(PersonFactory(groups=["steward"]), things)) == set(EVERYTHING)
