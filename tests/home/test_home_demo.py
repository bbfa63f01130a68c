from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from commons.guides.models import GuidePage
from commons.library.models import LicensedDocument, LicensedImage, Theme
from commons.lineage.domain.comparing import changed_since, compare
from commons.lineage.queries import lineage_of
from commons.runs.models import Run
from commons.runs.queries import told
from community.models import AssociationPage, PlacePage, User
from design.views import WHOLE_PAGES
from home.domain.demo import PASSWORD, load_demo
from home.models import PlainPage
from programme.models import (
    EditionPage,
    EventPage,
    Occurrence,
    Outcome,
    ProgrammeNotice,
    SeatRequest,
    Submission,
)
from search.models import PendingDocument
from tests.inline import inline_parts
from wiki.models import Draft

DEMO = settings.ROOT / "demo"
COUNTED = (GuidePage, LicensedImage, LicensedDocument, Theme, AssociationPage, User, PlainPage, Revision, Run)
ELSEWHERE = [
    "/recherche/", "/recherche/?q=zine", "/recherche/?q=rienrienrien", "/compte/login/", "/compte/signup/",
    "/licences/", "/licences/?q=fr", "/licences/cc-by-sa-4.0/", "/licences/reconnaitre/?text=cc", "/motifs/", *(f"/motifs/{name}/" for name in WHOLE_PAGES), "/nowhere/",
]  # fmt: skip

# One demo for the whole file: what a test changes is rolled back after it.
pytestmark = [pytest.mark.usefixtures("first"), pytest.mark.django_db]


@pytest.fixture(scope="module")
def first(shared_database):
    with shared_database():
        yield load_demo(DEMO)


def counts():
    return [model.objects.count() for model in COUNTED]


def test_the_demo_loads_whole_and_a_second_time_changes_nothing(first):
    before = counts()
    second = load_demo(DEMO)

    assert {name: report.created for name, report in first.reports.items()} == {
        "associations": 7,
        "people": 4,
        "members": 0,
        "pages": 16,
        "guides": 17,
        "explainers": 54,
        "kits": 4,
        "events of the festival": 39,
        "events all year": 3,
    }
    assert [sentence for report in first.reports.values() for sentence in report.sentences()] == []
    assert [report.created + report.updated for report in second.reports.values()] == [0] * 9
    assert set(second.counts.values()) == {0}
    assert counts() == before
    assert GuidePage.objects.live().exclude(association=None).count() == 18
    assert [group for _email, group in second.logins] == ["newcomer", "contributor", "editor", "steward", "admin"]


def test_who_loads_the_demo_can_log_in():
    for email in ("nouvelle@example.org", "admin@example.org"):
        assert Client().login(username=email, password=PASSWORD), email


def test_nobody_of_the_demo_has_two_accounts():
    names = list(User.objects.values_list("display_name", flat=True))
    assert len(names) == len(set(names))


def test_every_guide_waits_to_be_indexed_until_the_load_is_committed():
    assert PendingDocument.objects.filter(type="guide").count() == 18


def test_a_festival_of_forty_events_is_on_in_twelve_places():
    edition = EditionPage.objects.get(all_year=False)
    occurrences = Occurrence.objects.filter(event__in=EventPage.objects.child_of(edition).live())
    today = timezone.localdate()

    assert (edition.days[0], edition.days[-1]) == (today - timedelta(days=4), today + timedelta(days=11))
    assert EventPage.objects.child_of(edition).live().count() == 40
    assert occurrences.count() == 53
    assert PlacePage.objects.live().count() == 12
    assert PlacePage.objects.live().filter(access_lines__isnull=True).count() == 0
    assert occurrences.filter(starts_at__date=today).count() == 8
    assert [one.event.slug for one in occurrences.filter(status="cancelled")] == ["preparer-son-velo-pour-la-pluie"]
    assert [one.event.slug for one in occurrences.exclude(previous_start=None)] == ["les-logiciels-libres-du-dimanche"]
    assert [one.event.slug for one in occurrences.exclude(online_url="")] == ["partager-sans-se-tromper-a-distance"]
    assert [(one.all_day, (one.ends_at - one.starts_at).days) for one in occurrences.filter(all_day=True)] == [
        (True, 15)
    ]
    assert sum(one.ends_at.astimezone(edition.zone).date() > one.starts_at.astimezone(edition.zone).date()
               for one in occurrences.filter(all_day=False)) == 3  # fmt: skip
    assert AssociationPage.objects.filter(events__in=EventPage.objects.child_of(edition)).distinct().count() == 7
    assert EventPage.objects.child_of(EditionPage.objects.get(all_year=True)).live().count() == 3


def test_a_version_of_the_festival_is_out_and_what_is_new_moved_or_cancelled_since_is_told():
    edition = EditionPage.objects.get(all_year=False)
    version = edition.releases.get()
    since = ProgrammeNotice.objects.filter(event__in=EventPage.objects.child_of(edition), at__gt=version.at)
    told = since.order_by("pk").values_list("kind", "event__slug")

    assert edition.local(version.at).date() == edition.starts_on - timedelta(days=9)
    assert len(version.rows) == 52
    assert list(told) == [
        ("moved", "les-logiciels-libres-du-dimanche"),
        ("cancelled", "preparer-son-velo-pour-la-pluie"),
        ("new", "la-bourse-aux-graines"),
        ("full", "souder-sans-se-bruler"),
    ]


def test_coordinators_of_the_demo_have_something_to_decide_and_organisers_a_waiting_list():
    states = Submission.objects.order_by("pk").values_list("state", "event__live")
    assert list(states) == [("accepted", True), ("sent", False), ("asked", False)]
    seats = SeatRequest.objects.order_by("pk").values_list("state", flat=True)
    assert list(seats) == ["confirmed"] * 4 + ["waiting"] * 2
    assert not SeatRequest.objects.exclude(email__endswith="@example.org").exists()
    assert list(Outcome.objects.order_by("pk").values_list("people", flat=True)) == [140, 23, 9]


def test_events_of_the_demo_lead_to_the_commons_that_they_use():
    event = EventPage.objects.get(slug="un-fanzine-de-huit-pages")
    zine = GuidePage.objects.get(slug="un-fanzine-de-huit-pages")
    assert [row["value"]["item"].partition(":")[0] for row in event.works.raw_data] == ["guide", "media"]
    assert event.works.raw_data[0]["value"]["item"] == f"guide:{zine.pk}"


def test_the_festival_stays_where_it_was_when_it_is_loaded_on_another_day(monkeypatch):
    later = timezone.localdate() + timedelta(days=2)
    monkeypatch.setattr(timezone, "localdate", lambda: later)
    again = load_demo(DEMO)
    assert again.reports["events of the festival"].unchanged == 39


def test_demo_has_an_adaptation_whose_original_went_on_a_translation_and_reports_in_several_places():
    adaptation = GuidePage.objects.get(slug="photographier-une-veillee-a-deux-appareils")
    original = GuidePage.objects.get(slug="photographier-une-fete")
    since = changed_since(adaptation, [f"guide:{original.pk}"])[f"guide:{original.pk}"]
    assert (since.follows, since.newest, since.major) == (1, 2, 1)
    questions = compare(adaptation, f"guide:{original.pk}").merged.collisions
    assert {question.path[0] for question in questions} == {"steps"}
    english = GuidePage.objects.get(slug="an-eight-page-zine")
    assert [branch.kind for branch in lineage_of(f"guide:{english.pk}").origins] == ["translation"]
    assert told([original.pk])[original.pk][:2] == (8, 7)
    assert Run.objects.filter(state="shown").count() == 13
    assert not Draft.objects.exists()


def test_no_kind_of_page_of_the_demo_needs_anything_inline(client):
    """The first and the last of each kind in each language; tests/browser/test_every_attribute.py reads all."""
    kinds = {}
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("pk").specific():
        kinds.setdefault((type(page), getattr(page, "language", "")), []).append(page.url)
    pages = {url for urls in kinds.values() for url in (urls[0], urls[-1])}
    pages.add(Theme.objects.first().get_absolute_url())
    found = {address: inline_parts(client.get(address).content.decode()) for address in [*sorted(pages), *ELSEWHERE]}

    assert len(kinds) > 8
    assert {address: parts for address, parts in found.items() if parts} == {}
