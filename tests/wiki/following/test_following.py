"""Following on the site: with an account, without one, and every way out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search import indexing
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, make_theme
from tests.wiki.history.test_page_history import read, words, write
from wiki import limits, mailing
from wiki.domain import following
from wiki.models import Follow, Follower, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _slow_enough(monkeypatch):
    monkeypatch.setattr(limits, "LEAST_SECONDS", 0)


def posted(client, url, **typed):
    """The form at an address, filled in and sent."""
    soup = read(client, url)
    form = soup.select_one("main form")
    values = {
        field["name"]: field.get("value", "")
        for field in form.select("input[name]")
        if field.get("type") != "radio" or field.has_attr("checked")
    }
    return client.post(url, {**values, **typed}, headers={"accept-language": "fr"})


def paths_in(mail):
    return re.findall(r"http://localhost(/suivis/\S+)", mail.body)


def test_every_page_leads_to_following_it(client):
    guide, association = make_guide(), AssociationFactory(name="Radio Ressac")

    for page in (guide, association):
        assert read(client, page.url).select_one(f".last-change a[href='{page.url}suivre/']") is not None
        assert words(read(client, f"{page.url}suivre/").h1) == "Suivre"


def test_account_follows_and_stops_in_one_click_each(client, log_in):
    guide, person = make_guide("Une carte"), log_in("newcomer")

    answer = posted(client, f"{guide.url}suivre/")
    assert answer.status_code == 302
    one = Follow.objects.get()
    assert (one.follower.user, one.topic, one.key, one.rhythm) == (person, "page", str(guide.pk), "at_once")
    assert one.confirmed_at is not None
    assert "Vous suivez « Une carte »." in words(read(client, f"{guide.url}suivre/").main).replace("\xa0", " ")

    posted(client, f"{guide.url}suivre/", do="stop")
    assert not Follow.objects.exists()


def test_visitor_confirms_by_the_mail_and_only_by_its_button(client, mailoutbox):
    guide = make_guide("Une carte")

    answer = posted(client, f"{guide.url}suivre/", email="Lea@Example.org", rhythm="daily")

    assert "Regardez votre courrier" in answer.content.decode()
    assert "example.org" not in answer.content.decode().lower()
    (mail,) = mailoutbox
    assert mail.to == ["lea@example.org"]
    assert "List-Unsubscribe" not in mail.extra_headers
    (confirm,) = paths_in(mail)
    for _scanner in range(2):
        assert client.get(confirm).status_code == client.head(confirm).status_code == 200
    assert Follow.objects.get().confirmed_at is None

    assert posted(client, confirm)["Location"] == f"/suivis/{Follower.objects.get().token}/"
    assert Follow.objects.get().confirmed_at is not None
    assert Follow.objects.get().rhythm == "daily"


def test_mail_server_that_is_down_is_said_and_the_question_waits(client, monkeypatch, mailoutbox):
    guide = make_guide()

    def down(_message):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(mailing, "hand_over", down)
        answer = posted(client, f"{guide.url}suivre/", email="lea@example.org")
    assert answer.status_code == 200
    assert "ne répond pas pour le moment" in answer.content.decode()

    mailing.send_mails()
    mailing.send_mails()

    assert [mail.to for mail in mailoutbox] == [["lea@example.org"]]


def test_nobody_learns_whether_an_address_follows_or_has_an_account(client, anne, mailoutbox):
    guide = make_guide()
    one = following.ask_to_follow("lea@example.org", "page", str(guide.pk), "weekly", language="fr")
    following.confirm(one)

    pages = {
        address: re.sub(r"csrf[^>]*", "", posted(client, f"{guide.url}suivre/", email=address).content.decode())
        for address in ("lea@example.org", "anne@example.org", "nobody@example.org")
    }

    assert len(set(pages.values())) == 1
    # Whoever typed the address changes nothing of what it follows.
    one.refresh_from_db()
    assert one.rhythm == "weekly"


def test_one_mailbox_is_asked_three_times_a_day_at_most(client, mailoutbox):
    guides = [make_guide(f"Fiche {number}") for number in range(5)]

    statuses = [posted(client, f"{guide.url}suivre/", email="lea@example.org").status_code for guide in guides]

    assert statuses == [200, 200, 200, 429, 429]
    assert len(mailoutbox) == 3


def test_one_visitor_asks_for_ten_mailboxes_an_hour_at_most(client, mailoutbox):
    guide = make_guide()

    statuses = [posted(client, f"{guide.url}suivre/", email=f"{n}@example.org").status_code for n in range(12)]

    assert statuses == [200] * 10 + [429] * 2
    assert len(mailoutbox) == 10


@pytest.mark.parametrize(
    "typed", [{"email": ""}, {"email": "lea"}, {"email": "lea@example.org\nBcc: x@example.org"}, {"website": "spam"},
              {"stamp": "forged"}, {"stamp": ""}, {"rhythm": "hourly"}, {"email": "é" * 300 + "@example.org"}]
)  # fmt: skip
def test_form_that_is_wrong_sends_nothing_and_says_what(client, mailoutbox, typed):
    guide = make_guide()

    answer = posted(client, f"{guide.url}suivre/", **{"email": "lea@example.org", **typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert mailoutbox == []
    assert not Follower.objects.exists()


def test_form_sent_too_fast_is_not_taken(client, monkeypatch, mailoutbox):
    monkeypatch.setattr(limits, "LEAST_SECONDS", 3)
    guide = make_guide()

    assert posted(client, f"{guide.url}suivre/", email="lea@example.org").status_code == 422
    assert mailoutbox == []


def test_link_of_a_mail_opened_by_a_scanner_stops_nothing(client, confirmed):
    one = confirmed("lea@example.org", "page", make_guide().pk)
    for path in (f"/suivis/arreter/{one.token}/", f"/suivis/arreter/{one.follower.token}/at_once/", f"/suivis/{one.follower.token}/"):  # fmt: skip
        assert client.get(path).status_code == client.head(path).status_code == 200

    assert Follow.objects.count() == 1


def test_one_click_of_a_mail_program_stops_without_log_in_or_csrf(confirmed):
    one = confirmed("lea@example.org", "page", make_guide().pk)
    program = Client(enforce_csrf_checks=True)

    for _time in range(2):
        answer = program.post(f"/suivis/arreter/{one.token}/", {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert not Follow.objects.exists()
    assert program.get(f"/suivis/arreter/{one.token}/").status_code == 410


@pytest.mark.parametrize(
    "path", ["/suivis/x/", "/suivis/confirmer/x/", "/suivis/arreter/x/", "/suivis/arreter/x/daily/"]
)
def test_token_that_is_none_says_nothing(client, path):
    assert client.get(path).status_code in {404, 410}


def test_list_of_an_address_is_changed_and_stopped_by_whoever_has_its_mails(client, confirmed):
    guides = [make_guide(f"Fiche {number}") for number in range(2)]
    follows = [confirmed("lea@example.org", "page", guide.pk) for guide in guides]
    url = f"/suivis/{follows[0].follower.token}/"
    answer = client.get(url, headers={"accept-language": "fr"})
    assert "lea@example.org" not in answer.content.decode()
    assert answer["Referrer-Policy"] == "same-origin"

    client.post(url, {"follow": follows[0].pk, "rhythm": "weekly", "do": "change"})
    client.post(url, {"follow": follows[1].pk, "do": "stop"})
    assert list(Follow.objects.values_list("key", "rhythm")) == [(str(guides[0].pk), "weekly")]

    client.post(url, {"do": "stop-all"})
    assert not Follower.objects.exists()


def test_nobody_changes_what_another_follows(client, log_in, anne, confirmed):
    guide = make_guide()
    hers, theirs = (
        following.follow(anne, "page", str(guide.pk), "at_once"),
        confirmed("lea@example.org", "page", guide.pk),
    )
    log_in("steward")

    for one in (hers, theirs):
        for typed in ({"do": "stop"}, {"rhythm": "weekly"}):
            client.post("/compte/suivis/", {"follow": one.pk, **typed})
        # An account's list opens for the account alone.
    assert client.get(f"/suivis/{hers.follower.token}/").status_code == 404
    assert set(Follow.objects.values_list("rhythm", flat=True)) == {"at_once"}
    assert Follow.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_many(client, log_in, count, django_assert_num_queries):
    person = log_in("newcomer")
    for number in range(count):
        guide = make_guide(f"Fiche {number}", themes=[make_theme()], tags=[f"Mot {number}"])
        for topic, key in (("page", guide.pk), ("tag", f"mot-{number}"), ("search", f"q=mot+{number}")):
            following.follow(person, topic, str(key), "daily")
    client.get("/compte/suivis/")

    with django_assert_num_queries(15):
        assert client.get("/compte/suivis/").content.decode().count("follow-list__row") == 3 * count


def test_what_is_closed_or_gone_keeps_its_name_to_itself(client, log_in, confirmed):
    person = log_in("newcomer")
    closed, gone, draft = make_guide("Sardine fermée"), make_guide("Sardine partie"), make_guide("Sardine dépubliée")
    lists = []
    for guide in (closed, gone, draft):
        following.follow(person, "page", str(guide.pk), "daily")
        lists.append(confirmed("lea@example.org", "page", guide.pk))
    pages = ["/compte/suivis/", f"/suivis/{lists[0].follower.token}/"]
    pages += [f"/suivis/arreter/{one.token}/" for one in lists]
    assert all("Sardine" in client.get(page).content.decode() for page in pages)

    PageViewRestriction.objects.create(page=closed, restriction_type="password", password="mimosa")
    gone.delete()
    draft.unpublish()

    assert [page for page in pages if "Sardine" in client.get(page).content.decode()] == []


@pytest.mark.parametrize("way", ["login", "password", "groups"])
def test_closed_page_is_followed_by_nobody_who_may_not_read_it(client, way, mailoutbox):
    guide = make_guide("Sardine fermée")
    PageViewRestriction.objects.create(page=guide, restriction_type=way, password="mimosa")

    for rest in ("suivre/", "suivre/flux.atom"):
        answer = client.get(guide.url + rest)
        assert "Sardine" not in answer.content.decode() or answer.status_code == 302
    client.post(f"{guide.url}suivre/", {"email": "lea@example.org", "rhythm": "daily", "stamp": limits.new_stamp()})

    assert mailoutbox == []
    assert not Follow.objects.exists()


def test_account_follows_what_it_may_read_after_logging_in(client, log_in):
    guide = make_guide()
    PageViewRestriction.objects.create(page=guide, restriction_type="login")
    log_in("newcomer")

    assert posted(client, f"{guide.url}suivre/").status_code == 302
    assert Follow.objects.count() == 1


def test_page_behind_a_password_is_not_told_of_by_mail(client, log_in):
    guide = make_guide()
    restriction = PageViewRestriction.objects.create(page=guide, restriction_type="password", password="mimosa")
    log_in("newcomer")
    session = client.session
    session[restriction.passed_view_restrictions_session_key] = [restriction.pk]
    session.save()

    answer = posted(client, f"{guide.url}suivre/")

    assert answer.status_code == 422
    assert "aucun courriel ne peut en parler" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    ["theme/?cle=rien", "theme/", "mot/?cle=brouillon", "mot/?cle=rien", "recherche/", "recherche/?cle=page%3D2",
     "page/?cle=1", "rien/?cle=x", "theme/?cle=%00", "theme/flux.atom?cle=rien"],
)  # fmt: skip
def test_what_is_not_there_is_not_followed(client, path):
    make_draft("x", tags=["Brouillon"])

    assert client.get(f"/suivre/{path}").status_code == 404


def test_themes_tags_and_searches_lead_to_following_them(client, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    make_guide("Une soupe", themes=[make_theme()], tags=["Cuisine"])
    indexing.rebuild()

    for path, said in (
        ("/themes/cartes/", "Thème : Cartes"),
        ("/mots/cuisine/", "Mot : Cuisine"),
        ("/recherche/?q=soupe&theme=cartes&page=1", "Recherche : « soupe », Cartes"),
        ("/recherche/?q=introuvable", "Recherche : « introuvable »"),
    ):
        link = read(client, path).select_one("main a[href^='/suivre/']")
        assert words(read(client, link["href"]).select_one(".lead")).replace("\xa0", " ").replace(" :", ":") == said.replace(" :", ":")  # fmt: skip


def test_saved_search_tells_of_the_pages_that_it_finds(  # noqa: PLR0917 -- fixtures
    anne, confirmed, run, mailoutbox, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    confirmed("lea@example.org", "search", "q=potiron")
    indexing.rebuild()

    with django_capture_on_commit_callbacks(execute=True):
        make_guide("Une soupe de potiron")
        make_guide("Une carte")
    indexing.drain()
    run()

    assert [mail.subject for mail in mailoutbox] == ["Communs : Une soupe de potiron"]
    assert "Recherche : « potiron »" in mailoutbox[0].body.replace("\xa0", " ")


def test_saved_search_waits_for_an_index_that_is_away(anne, confirmed, run, mailoutbox, settings, tmp_path):  # noqa: PLR0917
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    confirmed("lea@example.org", "search", "q=potiron")
    make_guide("Une soupe de potiron")
    run()
    assert (Notice.objects.exists(), mailoutbox) == (True, [])

    indexing.rebuild()
    run()

    assert [mail.subject for mail in mailoutbox] == ["Communs : Une soupe de potiron"]


def test_index_that_stays_away_holds_up_the_others_for_some_hours_at_most(  # noqa: PLR0917 -- fixtures
    anne, confirmed, run, mailoutbox, settings, tmp_path
):
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    guide = make_guide("Une soupe")
    confirmed("lea@example.org", "search", "q=potiron")
    confirmed("zoe@example.org", "page", guide.pk)
    write(guide, user=anne, title="Une soupe de potiron")
    Notice.objects.update(noted_at=timezone.now() - timedelta(hours=7))

    run()

    assert [mail.to for mail in mailoutbox] == [["zoe@example.org"]]


def test_feeds_say_what_anybody_may_read(client, anne):
    theme, association = make_theme(), AssociationFactory(name="Radio Ressac")
    guide = make_guide("Une soupe", themes=[theme], tags=["Cuisine"], association=association)
    closed = make_guide("Sardine fermée", themes=[theme], tags=["Cuisine"], association=association)
    write(guide, user=anne, summary="Moins de sel", title="Une soupe douce")
    feeds = {
        f"{guide.url}suivre/flux.atom": 2,
        f"{association.url}suivre/flux.atom": 3,
        "/suivre/theme/flux.atom?cle=cartes": 2,
        "/suivre/mot/flux.atom?cle=cuisine": 2,
    }
    for feed, more in feeds.items():
        said = client.get(feed).content.decode()
        assert said.count("<entry>") == more + (0 if feed.startswith(guide.url) else 1)
        assert ("Sardine" in said) is not feed.startswith(guide.url)

    PageViewRestriction.objects.create(page=closed, restriction_type="login")

    for feed, more in feeds.items():
        answer = client.get(feed, headers={"accept-language": "fr"})
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert answer.content.decode().count("<entry>") == more
        assert "Sardine" not in answer.content.decode()
        assert f'href="http://localhost{feed}"' in answer.content.decode()
        assert "anne@example.org" not in answer.content.decode()


def test_no_more_is_followed_than_a_person_can_read(client, log_in, monkeypatch):
    monkeypatch.setattr(following, "MOST_FOLLOWS", 2)
    log_in("newcomer")
    guides = [make_guide(f"Fiche {number}") for number in range(3)]

    assert [posted(client, f"{guide.url}suivre/").status_code for guide in guides] == [302, 302, 422]
    # What is followed already can still be changed.
    assert posted(client, f"{guides[0].url}suivre/", rhythm="weekly").status_code == 302
    assert Follow.objects.count() == 2


def test_removed_account_leaves_nothing_behind(anne):
    following.follow(anne, "page", str(make_guide().pk), "at_once")

    anne.delete()

    assert not Follower.objects.exists()
