"""The queue: nothing is lost, nothing is sent twice, whatever happens to the mail server, the process or the clock."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from tests.factories.guides import make_guide
from tests.wiki.history.test_page_history import write
from wiki import mailing
from wiki.domain import following, notices
from wiki.models import Delivery, Follow, Follower, Notice
from wiki.models.following import LONGEST_REST

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def changed(anne, confirmed, run):
    """Two people follow a guide that was just changed."""
    guide = make_guide("Une carte")
    for name in ("lea", "zoe"):
        confirmed(f"{name}@example.org", "page", guide.pk)
    run()
    write(guide, user=anne, title="Une grande carte")
    return guide


@pytest.fixture
def server(monkeypatch):
    """A mail server that answers as told, by recipient; what it took is in `taken`."""

    class Server:
        taken: list[str] = []
        answers: dict[str, Exception] = {}

    def hand_over(message):
        answer = Server.answers.get(message.to[0]) or Server.answers.get("*")
        if answer:
            raise answer
        Server.taken.append(message.to[0])

    Server.taken, Server.answers = [], {}
    monkeypatch.setattr(mailing, "hand_over", hand_over)
    return Server


REFUSED = smtplib.SMTPRecipientsRefused({"lea@example.org": (550, b"no such user")})


def test_saving_writes_one_row_and_sends_nothing(changed, mailoutbox):
    assert Notice.objects.count() == 1
    assert not Delivery.objects.exists()
    assert mailoutbox == []


def test_version_that_is_rolled_back_is_told_to_nobody(changed, anne, run, mailoutbox):
    run()
    mailoutbox.clear()
    with transaction.atomic():
        write(changed, user=anne, title="Jamais publiée")
        transaction.set_rollback(True)

    run()

    assert mailoutbox == []


def test_mail_waits_a_few_minutes_for_the_rest_of_the_changes(changed, mailoutbox, settings):
    settings.FOLLOW_MINUTES = 5
    call_command("send_mails")
    assert mailoutbox == []

    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    call_command("send_mails")

    assert len(mailoutbox) == 2


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError("no server"), TimeoutError("slow"), smtplib.SMTPServerDisconnected("gone")]
)
def test_server_that_is_down_loses_nothing(changed, run, server, error):
    server.answers = {"*": error}
    report = run()
    assert (report.sent, bool(report.away)) == (0, True)
    assert Delivery.objects.filter(handed_over=False).count() == 2
    # It is the server's fault: nobody is set aside, however long it lasts.
    assert set(Follower.objects.values_list("attempts", flat=True)) == {0}

    server.answers = {}
    assert run().sent == 2
    assert run().sent == 0
    assert sorted(server.taken) == ["lea@example.org", "zoe@example.org"]


def test_command_says_that_the_server_is_down(changed, run, server):
    server.answers = {"*": ConnectionRefusedError("no server")}
    with pytest.raises(CommandError, match="EMAIL_URL: no server"):
        run_command(changed)


def run_command(_guide):
    notices.spread_notices()
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    call_command("send_mails")


def test_refused_address_holds_nobody_up_and_is_tried_ever_more_rarely(changed, run, server):
    server.answers = {"lea@example.org": REFUSED}

    assert [run().sent, run().sent] == [1, 0]
    assert server.taken == ["zoe@example.org"]
    lea = Follower.objects.get(email="lea@example.org")
    assert (lea.attempts, "550" in lea.last_error) == (1, True)
    rests = []
    for _time in range(mailing.MOST_REFUSALS - 1):
        now = timezone.now()
        Follower.objects.filter(pk=lea.pk).update(retry_at=now)
        run()
        lea.refresh_from_db()
        rests.append(round((lea.retry_at - now).total_seconds() / 60))

    assert rests == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440]
    # In the end what waited goes; what comes later is tried again.
    assert not Delivery.objects.exists()
    assert Follow.objects.filter(follower=lea).exists()


def test_process_killed_while_the_server_has_the_mail_sends_it_no_second_time(
    changed, run, server, monkeypatch, caplog
):
    class Killed(BaseException):
        pass

    def killed(message):
        server.taken.append(message.to[0])
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mailing, "hand_over", killed)
        with pytest.raises(Killed):
            run()
    Follower.objects.filter(taken=None).update(taken=None)
    assert server.taken == ["lea@example.org"]

    run()
    run()

    assert sorted(server.taken) == ["lea@example.org", "zoe@example.org"]
    assert "A mail was interrupted, and is not sent again" in caplog.text


def test_process_killed_before_the_server_has_the_mail_loses_nothing(changed, run, server, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*_args, **_kwargs):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(mailing, "news_mail", killed)
        # As with a power cut: nothing is let go.
        patch.setattr(mailing, "_let_go", lambda _claim: None)
        with pytest.raises(Killed):
            run()
    assert run().sent == 1  # the other one: the first is held by the process that is gone
    Follower.objects.exclude(taken=None).update(taken_at=timezone.now() - mailing.LONGEST_HOLD)

    assert run().sent == 1
    assert sorted(server.taken) == ["lea@example.org", "zoe@example.org"]


def test_service_that_is_stopped_finishes_the_mail_it_is_at(changed, run, server):
    asked = []
    report = run(goes_on=lambda: not server.taken or asked.append(1))

    assert (report.sent, report.stopped) == (1, True)
    assert run().sent == 1
    assert sorted(server.taken) == ["lea@example.org", "zoe@example.org"]


def test_two_processes_at_once_send_each_mail_once(changed, run, server, monkeypatch):
    inner = mailing.hand_over

    def meanwhile(message):
        monkeypatch.setattr(mailing, "hand_over", inner)
        mailing.send_mails()  # another process, started while this one is at its first mail
        inner(message)

    monkeypatch.setattr(mailing, "hand_over", meanwhile)
    run()

    assert sorted(server.taken) == ["lea@example.org", "zoe@example.org"]


def test_notice_is_spread_once_by_two_processes(changed):
    (notice,) = Notice.objects.all()
    follows = list(Follow.objects.all())

    assert [notices._spread(notice, follows), notices._spread(notice, follows)] == [1, 0]
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("rhythm", ["at_once", "daily", "weekly"])
def test_clock_that_goes_back_delays_no_mail_for_longer_than_its_rhythm(rhythm, changed, server):
    for follow in Follow.objects.all():
        following.set_rhythm(follow, rhythm)
    notices.spread_notices()
    # Written by a clock that was a month ahead.
    Delivery.objects.update(due_at=timezone.now() + timedelta(days=30))
    Follower.objects.update(
        retry_at=timezone.now() + LONGEST_REST * 30, taken="0" * 32, taken_at=timezone.now() + timedelta(days=30)
    )

    mailing.send_mails()
    mailing.send_mails()

    assert sorted(server.taken) == ["lea@example.org", "zoe@example.org"]


@pytest.mark.parametrize(
    ("rhythm", "now", "due"),
    [
        ("at_once", "2026-11-29 10:00", "2026-11-29 10:05"),
        ("daily", "2026-11-29 06:59", "2026-11-29 07:00"),
        ("daily", "2026-11-29 07:00", "2026-11-30 07:00"),
        ("weekly", "2026-11-29 12:00", "2026-11-30 07:00"),  # a Sunday
        ("weekly", "2026-11-30 06:00", "2026-11-30 07:00"),
        ("weekly", "2026-11-30 08:00", "2026-12-07 07:00"),
        ("daily", "2026-10-24 12:00", "2026-10-25 07:00"),  # summer time ends at 3
        ("weekly", "2026-03-28 12:00", "2026-03-30 07:00"),  # it begins on the 29th
    ],
)
def test_digests_leave_in_the_morning(rhythm, now, due):
    at, told = (datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in (now, due))

    assert notices.due_for(rhythm, at) == told


def test_page_that_cannot_be_drawn_holds_up_its_own_mail_alone(changed, anne, confirmed, run, server, monkeypatch):  # noqa: PLR0917
    other = make_guide("Un son")
    confirmed("max@example.org", "page", other.pk)
    run()
    server.taken.clear()
    write(changed, user=anne, title="Trois")
    write(other, user=anne, title="Un autre son")
    drawn = mailing.news_of

    def broken(deliveries, *args):
        if deliveries[0].version.page_id == changed.pk:
            raise ZeroDivisionError
        return drawn(deliveries, *args)

    monkeypatch.setattr(mailing, "news_of", broken)

    assert run().sent == 1
    assert server.taken == ["max@example.org"]
    assert Delivery.objects.count() == 2


def test_changing_the_rhythm_takes_what_waits_along(changed, anne, server):
    notices.spread_notices()
    following.set_rhythm(Follow.objects.get(follower__email="lea@example.org"), "weekly")

    lea = Delivery.objects.get(follower__email="lea@example.org")
    assert lea.due_at > timezone.now() + timedelta(hours=1) or timezone.localtime().weekday() == 0


def test_address_that_never_answers_is_forgotten_after_a_week(server):
    guide = make_guide()
    one = following.ask_to_follow("lea@example.org", "page", str(guide.pk), "at_once", language="fr")
    Follow.objects.filter(pk=one.pk).update(asked_at=timezone.now() - timedelta(days=6))
    mailing.send_mails()
    assert Follower.objects.exists()

    Follow.objects.filter(pk=one.pk).update(asked_at=timezone.now() - timedelta(days=8))
    mailing.send_mails()

    assert not Follower.objects.exists()
    assert server.taken == ["lea@example.org"]
