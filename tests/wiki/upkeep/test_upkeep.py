"""Whether a page still holds: who may say so, what readers see, and the pages that ask for a hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry, PageViewRestriction

from community.models import Membership
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import read, words, write
from wiki.domain import upkeep
from wiki.domain.upkeep import months_after
from wiki.looked_after import is_orphan
from wiki.models import Upkeep

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def gone(email="gone@example.org"):
    """Somebody whose account is closed."""
    person = PersonFactory(email=email)
    person.is_active = False
    person.save()
    return person


@pytest.fixture
def anne():
    return PersonFactory(display_name="Anne Le Gall", email="anne@example.org")


@pytest.fixture
def association(anne):
    made = AssociationFactory(name="Radio Ressac")
    Membership.objects.create(association=made, user=anne)
    return made


def row_of(page):
    return Upkeep.objects.get(page=page.pk)


def make_due(page, *, days=1):
    row = row_of(page)
    row.review_on = TODAY() - timedelta(days=days)
    row.save()
    committed()
    return page


def shown(client, need=""):
    rows = read(client, f"/entretien/?besoin={need}").select(".history__row")
    return {words(row.h2.a): [words(mark) for mark in row.select(".history__mark")] for row in rows}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 29), 24, date(2028, 11, 29)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_counted_as_people_do(day, months, expected):
    assert months_after(day, months) == expected


def test_page_is_planned_when_it_goes_live_and_again_after_more_than_a_minor_change(settings):
    settings.REVIEW_MONTHS = 12
    guide = make_guide()
    assert row_of(guide).review_on == months_after(TODAY(), 12)

    make_due(guide)
    write(guide, is_minor=True, title="Une faute")
    assert row_of(guide).review_on < TODAY()
    write(guide, title="Tout autre chose")
    assert row_of(guide).review_on == months_after(TODAY(), 12)


def test_site_without_reviews_plans_none(settings):
    settings.REVIEW_MONTHS = 0
    guide = make_guide()
    assert row_of(guide).review_on is None


def test_one_click_says_that_a_page_still_holds(client, log_in):
    editor = log_in("editor")
    guide = make_due(make_guide())

    form = read(client, guide.url).select_one(".upkeep-foot form")
    answer = client.post(form["action"], {"do": "verify", "next": guide.url})

    assert answer.url == guide.url
    row = row_of(guide)
    assert (row.verified_by, row.signature) == (editor, editor.get_full_name())
    assert row.review_on == months_after(TODAY(), 24)
    assert f"par {editor.get_full_name()}" in words(read(client, guide.url).select_one(".upkeep-foot"))
    assert PageLogEntry.objects.filter(page=guide.pk, action="wiki.verify", user=editor).exists()
    assert guide.versions.count() == 1


def test_member_of_its_association_may_say_so_without_a_right_to_edit(anne, association):
    guide = make_guide(association=association)

    upkeep.verify(guide, by=anne)
    upkeep.verify(association, by=anne)

    assert Upkeep.objects.filter(verified_by=anne).count() == 2


@pytest.mark.parametrize("verb", [upkeep.verify, lambda page, by: upkeep.plan_review(page, None, by=by)])
def test_nobody_else_may(verb, anne, association):
    stranger, former = PersonFactory(email="x@example.org"), gone()
    Membership.objects.create(association=association, user=former)
    guide, other = make_guide(association=association), make_guide("Une autre")

    for page, person in ((guide, stranger), (guide, former), (other, anne)):
        with pytest.raises(PermissionDenied):
            verb(page, by=person)


def test_visitor_sees_no_button_and_is_asked_to_log_in(client, log_in):
    guide = make_guide()
    assert not read(client, guide.url).select(".upkeep-foot form")

    assert client.post(f"{guide.url}entretien/", {"do": "verify"}).url.startswith("/compte/")
    log_in("contributor")
    assert client.post(f"{guide.url}entretien/", {"do": "verify"}).status_code == 302
    assert row_of(guide).verified_at is None


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("2027-03-01", "2027-03-01"), ("", None), ("2020-01-01", "kept"), ("9999-01-01", "kept"), ("hier", "kept")],
)
def test_day_of_the_next_review_is_chosen(client, log_in, freezer_day, asked, expected):
    log_in("editor")
    guide = make_guide()
    before = row_of(guide).review_on

    answer = client.post(f"{guide.url}entretien/", {"do": "plan", "day": asked}, follow=True)

    day = row_of(guide).review_on
    assert day == (before if expected == "kept" else date.fromisoformat(expected) if expected else None)
    assert answer.status_code == 200


@pytest.fixture
def freezer_day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda _value=None: date(2026, 11, 29))


def test_head_of_a_page_says_what_it_needs(client):
    guide = make_guide(help_wanted=["test", "translation"])
    assert [words(one) for one in read(client, guide.url).select(".page-badge")] == ["Besoin d’aide : test, traduction"]

    make_due(guide)

    assert words(read(client, guide.url).select_one(".page-badge")) == "À relire"
    assert [words(one) for one in read(client, "/guides/").select(".guide-card .page-badge")] == [
        "À relire",
        "Besoin d’aide : test, traduction",
    ]


def test_orphan_is_taken_over_and_given_up_again(client, log_in):
    guide = make_guide(owner=gone())
    person = log_in("contributor")
    url = f"{guide.url}entretien/"
    assert read(client, url).select_one("button[value=adopt]")

    client.post(url, {"do": "adopt"})
    assert list(row_of(guide).maintainers.all()) == [person]
    assert PageLogEntry.objects.filter(page=guide.pk, action="wiki.adopt", user=person).exists()
    assert person.get_full_name() in words(read(client, url).select_one(".fact-list"))
    assert shown(client, "orphan") == {}

    client.post(url, {"do": "leave"})
    assert not row_of(guide).maintainers.exists()


@pytest.mark.parametrize(
    ("groups", "is_looked_after", "help_wanted", "may"),
    [
        (["contributor"], False, [], True),
        (["contributor"], True, [], False),
        (["contributor"], True, ["takeover"], True),
        ([], False, [], False),
        ([], True, ["takeover"], False),
    ],
)
def test_who_may_take_a_page_over(groups, is_looked_after, help_wanted, may):
    owner = PersonFactory(email="owner@example.org") if is_looked_after else gone()
    guide = make_guide(owner=owner, help_wanted=help_wanted)
    person = PersonFactory(email="new@example.org", groups=groups)

    if may:
        assert upkeep.adopt(guide, by=person).maintainers.get() == person
    else:
        with pytest.raises(PermissionDenied):
            upkeep.adopt(guide, by=person)


def test_page_of_a_deleted_account_is_an_orphan_and_one_that_a_command_brought_is_not(anne):
    mine, brought = make_guide("La mienne", owner=anne), make_guide("Venue d’ailleurs")
    assert not is_orphan(mine)

    anne.delete()

    assert is_orphan(type(mine).objects.get(pk=mine.pk))
    assert not is_orphan(brought)


def test_only_one_person_takes_a_page_over():
    guide = make_guide(owner=gone())
    first, second = (PersonFactory(email=f"{n}@example.org", groups=["contributor"]) for n in "ab")
    upkeep.adopt(guide, by=first)

    with pytest.raises(PermissionDenied):
        upkeep.adopt(guide, by=second)
    first.is_active = False
    first.save()
    upkeep.adopt(guide, by=second)


def test_pages_that_need_a_hand_are_found_by_what_they_need(client, association):
    owner = PersonFactory(email="owner@example.org")
    make_due(make_guide("À revoir", owner=owner))
    make_guide("À tester", owner=owner, help_wanted=["test"])
    make_guide("Seule", owner=gone())
    make_guide("Gardée", association=association, owner=gone("other@example.org"))
    make_guide("Bien", owner=owner)

    assert shown(client, "due") == {"À revoir": ["À relire"]}
    assert shown(client, "test") == {"À tester": ["test"]}
    assert shown(client, "orphan") == {"Seule": ["Plus personne ne s’en occupe"]}
    assert set(shown(client)) == set(shown(client, "rien")) == {"À revoir", "À tester", "Seule"}


def test_page_that_a_visitor_may_not_read_is_in_no_list(client, log_in):
    make_due(make_guide("Retirée", help_wanted=["test"])).unpublish()
    hidden = make_due(make_guide("Réservée", help_wanted=["test"]))
    PageViewRestriction.objects.create(page=hidden, restriction_type="groups")
    make_draft("Brouillon", help_wanted=["test"])

    for need in ("", "due", "test", "orphan"):
        assert shown(client, need) == {}
    assert client.get(f"{hidden.url}entretien/").status_code == 302
    log_in("contributor")
    assert shown(client) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_often_for_three_pages_as_for_one(client, count, django_assert_num_queries):
    for number in range(count):
        make_due(make_guide(f"Page {number}", help_wanted=["test"]))
    client.get("/entretien/")

    with django_assert_num_queries(LIST):
        assert len(shown(client)) == count


LIST = 12


def test_guide_that_is_drawn_asks_nothing_about_its_upkeep(client):
    guide = make_guide()
    committed()
    client.get(guide.url)
    with CaptureQueriesContext(connection) as seen:
        assert read(client, guide.url).select(".upkeep-foot")

    assert [query["sql"] for query in seen if "wiki_upkeep" in query["sql"]] == []


def test_page_becomes_due_by_itself_when_its_day_comes(client, monkeypatch):
    guide = make_guide()
    committed()
    assert not read(client, guide.url).select(".page-badge--due")

    day = row_of(guide).review_on
    monkeypatch.setattr(timezone, "localdate", lambda _value=None: day)
    caches["pages"].clear()

    assert read(client, guide.url).select(".page-badge--due")


def test_button_shows_at_once_on_a_guide_that_was_drawn(client, log_in):
    guide = make_due(make_guide())
    assert read(client, guide.url).select(".page-badge--due")
    upkeep.verify(guide, by=log_in("editor"))
    committed()

    assert not read(client, guide.url).select(".page-badge--due")
    assert "Vérifiée le" in words(read(client, guide.url).select_one(".upkeep-foot"))
