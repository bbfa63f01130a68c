"""The screen of a session: who sees it, what stands on it, and what its facilitator does there."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from community.models import User
from tests.factories.guides import make_guide
from tests.factories.people import PersonFactory
from tests.wiki.sending import posted
from tests.wiki.sessions.conftest import Participant, open_session, words
from wiki.domain import writing_sessions
from wiki.domain.session_codes import code_of
from wiki.domain.session_texts import Gone, drafts_in, take_over
from wiki.models import Draft, Proposal, Seat, Version, Writer, WritingSession
from wiki.views.session_drafts import NotSent, send_draft

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


def browser_of(person):
    client = Client(headers={"accept-language": "fr"})
    client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def own(facilitator):
    return browser_of(facilitator)


def screen(client, session):
    return client.get(f"/seances/{session.pk}/")


def do(client, session, verb, **more):
    return client.post(f"/seances/{session.pk}/", {"do": verb, **more}, follow=True)


ADDRESSES = ("/seances/", "/seances/nouvelle/", "/seances/{key}/", "/seances/{key}/feuilles/")


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("visitor", (302, 302, 302, 302)),
        ("participant", (200, 403, 404, 404)),
        ("newcomer", (200, 403, 404, 404)),
        ("contributor", (200, 403, 404, 404)),
        ("known", (200, 200, 404, 404)),
        ("editor", (200, 200, 200, 404)),
        ("steward", (200, 200, 200, 200)),
        ("facilitator", (200, 200, 200, 200)),
    ],
)
def test_who_is_shown_which_page_of_a_session(session, who, expected):
    client = Client()
    if who == "participant":
        client = Participant().comes_in(session.seats.first()).client
    elif who != "visitor":
        client = browser_of(session.facilitator if who == "facilitator" else PersonFactory(groups=[who]))

    assert tuple(client.get(address.format(key=session.pk)).status_code for address in ADDRESSES) == expected


@pytest.mark.parametrize(("who", "status"), [("known", 404), ("editor", 403), ("steward", 302), ("facilitator", 302)])
def test_who_may_end_a_session(session, who, status):
    client = browser_of(session.facilitator if who == "facilitator" else PersonFactory(groups=[who]))

    assert client.post(f"/seances/{session.pk}/", {"do": "end"}).status_code == status
    assert WritingSession.objects.get().is_over is (status == 302)


def test_session_that_is_not_there_is_answered_as_one_of_somebody_else(session):
    client = browser_of(PersonFactory(groups=["known"]))

    assert [client.get(f"/seances/{key}/").status_code for key in (session.pk, 999, 10**17)] == [404, 404, 404]


def test_facilitator_opens_a_session_and_is_led_to_it(own, facilitator):
    form = posted(own.get("/seances/nouvelle/").content.decode())
    form["title"] = "Jeudi"

    answer = own.post("/seances/nouvelle/", dict(form.lists()), follow=True)

    session = WritingSession.objects.get()
    assert (session.title, session.facilitator, session.seats.count()) == ("Jeudi", facilitator, 10)
    assert answer.redirect_chain == [(f"/seances/{session.pk}/", 302)]
    assert session.ends_at > timezone.now()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Son nom"),
        ({"seats": "31"}, "30"),
        ({"seats": "0"}, "1"),
        ({"ends_at": "2001-01-01T10:00"}, "Choisissez un moment à venir"),
        ({"ends_at": "2099-01-01T10:00"}, "7 jours au plus"),
        ({"ends_at": "jamais"}, "Jusqu’à"),
        ({"title": "x" * 121}, "120"),
    ],
)
def test_session_that_cannot_be_opened_says_why(own, changed, sentence):
    form = {"title": "Jeudi", "seats": "3", "ends_at": ""} | changed
    form["ends_at"] = changed.get("ends_at") or f"{timezone.localtime():%Y-%m-%d}T23:59"

    answer = own.post("/seances/nouvelle/", form)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not WritingSession.objects.exists()


def test_sixth_open_session_is_refused_in_words(own, facilitator):
    for _time in range(5):
        open_session(facilitator, seats=1)
    form = posted(own.get("/seances/nouvelle/").content.decode())
    form["title"] = "Une de trop"

    assert "terminez-en une d’abord" in words(own.post("/seances/nouvelle/", dict(form.lists())))


def test_slips_have_the_code_and_the_address_of_each_place(own, session):
    answer = own.get(f"/seances/{session.pk}/feuilles/")

    for seat in session.seats.all():
        assert code_of(seat) in words(answer, ".slip")
    assert answer.content.decode().count("qr__code") == 2
    assert "localhost/entrer/" in words(answer, ".slip")


def test_slip_of_a_closed_place_and_of_a_session_that_is_over_is_not_printed(own, session):
    first, second = session.seats.all()
    writing_sessions.close_seat(first)
    slips = own.get(f"/seances/{session.pk}/feuilles/").content.decode()
    assert (code_of(first) in slips, code_of(second) in slips) == (False, True)

    writing_sessions.end_session(session)
    assert code_of(second) not in own.get(f"/seances/{session.pk}/feuilles/").content.decode()


def test_one_slip_is_printed_again(own, session):
    first, second = session.seats.all()

    slips = own.get(f"/seances/{session.pk}/feuilles/?n=2").content.decode()

    assert (code_of(first) in slips, code_of(second) in slips) == (False, True)


def test_buttons_of_the_screen(own, session):
    seat = session.seats.first()
    before = code_of(seat)

    do(own, session, "replace:1")
    do(own, session, "close:2")
    do(own, session, "add", count="3")

    assert code_of(Seat.objects.get(pk=seat.pk)) != before
    assert [seat.is_open for seat in session.seats.all()] == [True, False, True, True, True]
    assert "30 billets au plus" in words(do(own, session, "add", count="30"))
    assert do(own, session, "burn").status_code == 404
    assert do(own, session, "close:99").status_code == 404


def test_all_of_the_session_is_on_the_screen(own, session):
    first, second = session.seats.all()
    Participant().comes_in(first, "Marie").write(title="La tarte de Marie")
    paul = Participant().comes_in(second, "Paul", hand="other", written_by="Nolwenn")
    paul.write(do="later", title="La soupe de Paul")

    told = words(screen(own, session), "main")

    for said in ("Marie", "La tarte de Marie", "attend d’être relu", "Paul", "La soupe de Paul", "commencé, pas envoyé",
                 "entendu par Nolwenn", "Paul écrit"):  # fmt: skip
        assert said in told
    assert "Relire et décider" not in told


def test_whoever_decides_reads_the_session_and_comes_back_to_it(session):
    first, second = session.seats.all()
    Participant().comes_in(first, "Marie").write(title="La tarte de Marie")
    Participant().comes_in(second, "Paul").write(title="La soupe de Paul")
    other = open_session(PersonFactory(groups=["known"]), title="Ailleurs")
    Participant().comes_in(other.seats.first(), "Awa").write(title="Le thé")
    editor = browser_of(PersonFactory(groups=["editor"]))
    pages = {writer.name: writer.account.owned_pages.get() for writer in Writer.objects.all()}

    assert f"/a-relire/page/{pages['Marie'].pk}/?seance={session.pk}" in screen(editor, session).content.decode()
    queue = words(editor.get(f"/a-relire/?seance={session.pk}"), ".queue")
    assert ("La tarte" in queue, "La soupe" in queue, "Le thé" in queue) == (True, True, False)

    where = []
    for name in ("Marie", "Paul"):
        page = pages[name]
        form = posted(editor.get(f"/a-relire/page/{page.pk}/?seance={session.pk}").content.decode())
        form["do"] = "approve"
        where.append(
            editor.post(f"/a-relire/page/{page.pk}/?seance={session.pk}", dict(form.lists())).headers["Location"]
        )

    assert where == [f"/a-relire/page/{pages['Paul'].pk}/?seance={session.pk}", f"/seances/{session.pk}/"]
    versions = Version.objects.filter(page__in=[page.pk for page in pages.values()]).order_by("pk")
    assert [version.signature for version in versions] == ["Marie", "Paul"]


def test_draft_is_sent_under_the_name_of_whoever_wrote_it(own, session):
    Participant().comes_in(session.seats.first(), "Marie").write(do="later", title="La tarte de Marie")
    writing_sessions.end_session(session)

    answer = do(own, session, f"send:{Draft.objects.get().pk}")

    assert "Envoyé, sous le nom de la personne" in words(answer)
    page = Writer.objects.get().account.owned_pages.get()
    by = page.current_workflow_state.requested_by.get_full_name()
    assert (page.title, page.live, by) == ("La tarte de Marie", False, "Marie")
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "first", [send_draft, lambda draft: take_over(draft, by=draft.user.writer.session.facilitator)]
)
def test_draft_is_sent_once_whoever_is_first(session, first):
    Participant().comes_in(session.seats.first(), "Marie").write(do="later", title="La tarte de Marie")
    draft, same = (drafts_in(session).get() for _tab in range(2))
    first(draft)
    pages = Page.objects.count()

    with pytest.raises(NotSent):
        send_draft(same)
    with pytest.raises(Gone):
        take_over(same, by=session.facilitator)

    assert Page.objects.count() == pages


def test_draft_without_a_title_is_not_sent_and_says_why(own, session):
    Participant().comes_in(session.seats.first(), "Marie").write(do="later", title="", one_sentence="Bon.")

    answer = do(own, session, f"send:{Draft.objects.get().pk}")

    assert "Il manque quelque chose" in words(answer)
    assert Draft.objects.exists()


def test_proposal_that_was_not_sent_is_sent_as_one(own, session):
    guide = make_guide()
    marie = Participant().comes_in(session.seats.first(), "Marie")
    post = posted(marie.client.get(f"{guide.url}proposer/").content.decode())
    post["one_sentence"] = "Sortir à plusieurs."
    writing_sessions.end_session(session)
    marie.client.post(f"{guide.url}proposer/", dict(post.lists()))

    do(own, session, f"send:{Draft.objects.get().pk}")

    proposal = Proposal.objects.get()
    assert (proposal.signature, proposal.after) == ("Marie", {"one_sentence": "Sortir à plusieurs."})


def test_facilitator_takes_a_draft_over(own, session, facilitator):
    Participant().comes_in(session.seats.first(), "Marie").write(do="later", title="La tarte de Marie")

    answer = do(own, session, f"take:{Draft.objects.get().pk}")

    assert Draft.objects.get().user == facilitator
    assert "La tarte de Marie" in words(answer)


def test_draft_of_another_session_is_out_of_reach(own, session):
    other = open_session(PersonFactory(groups=["known"]), title="Ailleurs")
    Participant().comes_in(other.seats.first(), "Awa").write(do="later", title="Le thé")

    assert do(own, session, f"take:{Draft.objects.get().pk}").status_code == 404
    assert do(own, session, f"send:{Draft.objects.get().pk}").status_code == 404


@pytest.mark.parametrize(("who", "name"), [("editor", "Marie"), ("steward", "Anonyme"), ("facilitator", "Anonyme")])
def test_whoever_runs_the_session_takes_a_name_off(session, published, who, name):
    client = browser_of(session.facilitator if who == "facilitator" else PersonFactory(groups=[who]))
    public = Client(headers={"accept-language": "fr"})
    assert "Marie" in words(public.get(f"{published.url}historique/"), "main")

    do(client, session, f"unsign:{Writer.objects.get().pk}")

    assert name in words(public.get(f"{published.url}historique/"), "main")


def queries(client, session):
    screen(client, session)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert screen(client, session).status_code == 200
    return len(caught)


def test_screen_asks_the_same_however_many_wrote(session):
    editor = browser_of(PersonFactory(groups=["editor"]))
    writing_sessions.add_seats(session, 1)
    first, *others = session.seats.all()
    Participant().comes_in(first, "Marie").write(title="Un")
    one = queries(editor, session)

    for number, seat in enumerate(others):
        Participant().comes_in(seat, f"Paul {number}").write(title=f"Deux {number}")
        Participant().comes_in(seat, f"Awa {number}").write(do="later", title=f"Trois {number}")

    assert queries(editor, session) == one


# What nobody outside may ever read of a session.
def private_words(session):
    writer = Writer.objects.get()
    codes = [code_of(seat) for seat in session.seats.all()]
    return [*codes, *(code.replace("-", "") for code in codes), writer.account.email, "seance.invalid", session.title,
            "Témoin-Zqx"]  # fmt: skip


@pytest.fixture
def published(session):
    """A page and a proposal of a session, accepted."""
    marie = Participant().comes_in(session.seats.first(), "Marie", hand="other", written_by="Témoin-Zqx")
    marie.write(title="La tarte")
    editor = browser_of(PersonFactory(groups=["editor"]))
    page = Writer.objects.get().account.owned_pages.get()
    form = posted(editor.get(f"/a-relire/page/{page.pk}/").content.decode())
    form["do"] = "approve"
    editor.post(f"/a-relire/page/{page.pk}/", dict(form.lists()))
    return page.specific_class.objects.get(pk=page.pk)


PUBLIC = (
    "{url}", "{url}historique/", "{url}historique/1/", "{url}historique/qui-a-ecrit/", "{url}discussion/", "{url}guide.md",
    "{url}imprimer/", "{url}entretien/", "/", "/guides/", "/modifications-recentes/", "/modifications-recentes/flux.atom",
    "/modifications-recentes/flux.json", "/moderation/", "/recherche/?q=tarte", "/api/v1/search?q=tarte", "/plan-du-site/",
    "/entrer/", "/seance/", "/pages-demandees/", "/entretien/",
)  # fmt: skip


@pytest.mark.parametrize("who", ["visitor", "participant", "contributor"])
def test_nothing_private_of_a_session_is_public(session, published, who):
    client = Client(headers={"accept-language": "fr"})
    if who == "contributor":
        client = browser_of(PersonFactory(groups=["contributor"]))
    secrets = private_words(session)
    if who == "participant":
        client = Participant().comes_in(session.seats.last(), "Paul").client
        secrets.remove(session.title)
    seen = {address: client.get(address.format(url=published.url)) for address in PUBLIC}

    assert published.live is True
    assert "Marie" in seen["{url}historique/"].content.decode()
    for address, answer in seen.items():
        text = answer.getvalue().decode() if answer.streaming else answer.content.decode()
        assert [secret for secret in secrets if secret in text] == [], address


def test_codes_stand_on_the_slips_alone(own, session):
    codes = [code_of(seat) for seat in session.seats.all()]

    text = screen(own, session).content.decode() + own.get("/seances/").content.decode()

    assert [code for code in codes if code in text] == []


@pytest.fixture
def our_backend(settings):
    settings.EMAIL_BACKEND = "community.mail.backend.TolerantBackend"


def test_no_mail_is_sent_to_a_lent_account(our_backend, session, published, mailoutbox):
    assert [address for mail in mailoutbox for address in mail.recipients() if "invalid" in address] == []
    assert User.objects.get(writer__name="Marie").email.endswith("@seance.invalid")
