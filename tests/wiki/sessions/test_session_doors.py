"""Coming in with a slip, signing with one's name, and the end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from community.models import User
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide
from tests.factories.media import make_picture
from tests.factories.pages import guide_index
from tests.factories.people import PASSWORD, PersonFactory
from tests.wiki.sending import posted
from tests.wiki.sessions.conftest import Participant, open_session, words
from wiki import files, limits, looked_after, pictures, pool
from wiki.domain import discussing, following, reviewing, trust, writing_sessions
from wiki.domain.session_codes import code_of
from wiki.domain.session_writers import begin_writing
from wiki.models import Draft, Proposal, Writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(session):
    return session.seats.first()


def whoever_is_in(client):
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def test_code_opens_a_place_where_nobody_is_logged_in_yet(participant, seat):
    answer = participant.enter(seat)

    assert answer.redirect_chain == [("/seance/", 302)]
    assert whoever_is_in(participant.client) is None
    assert "Quel nom signe ?" in words(answer, "h1").replace("\xa0", " ").replace("\u202f", " ")


def test_address_of_a_slip_opens_nothing_before_its_button_is_pressed(participant, seat):
    address = f"/entrer/{code_of(seat)}/"

    looked = participant.client.get(address)
    assert looked.status_code == 200
    assert "sessionid" not in looked.cookies
    assert code_of(seat) not in looked.content.decode()
    assert participant.client.get("/seance/").headers["Location"] == "/entrer/"

    assert participant.client.post(address).headers["Location"] == "/seance/"


def test_address_with_a_wrong_code_says_the_same_before_its_button_is_pressed(participant, seat):
    right, wrong = (participant.client.get(f"/entrer/{code}/") for code in (code_of(seat), "AAAA-AAAA"))

    assert words(right) == words(wrong)


def test_wrong_code_gets_a_sentence(participant):
    answer = participant.client.post("/entrer/", {"code": "AAAA-AAAA"})

    assert answer.status_code == 422
    assert "Ce code n’ouvre rien" in words(answer)


def test_code_of_a_session_that_is_over_gets_a_sentence(participant, session, seat):
    writing_sessions.end_session(session)

    answer = participant.client.post("/entrer/", {"code": code_of(seat)})

    assert "Cette séance est finie" in words(answer)
    assert whoever_is_in(participant.client) is None


def test_twenty_wrong_codes_from_one_place_are_enough(participant, seat):
    for _time in range(20):
        participant.client.post("/entrer/", {"code": "AAAA-AAAA"})

    answer = participant.client.post("/entrer/", {"code": code_of(seat)})

    assert "Trop de codes" in words(answer)
    assert "writing_seat" not in participant.client.session


def test_wrong_codes_of_one_place_keep_no_other_place_out(participant, seat, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "enter_anywhere", "30/h/key")
    for _time in range(40):
        participant.client.post("/entrer/", {"code": "AAAA-AAAA"})

    answer = Client(REMOTE_ADDR="192.0.2.7").post("/entrer/", {"code": code_of(seat)})

    assert answer.status_code == 302


def test_right_codes_are_not_counted(seat):
    for _time in range(25):
        answer = Participant().enter(seat)
    assert answer.redirect_chain == [("/seance/", 302)]
    caches["default"].clear()


def test_person_signs_with_the_name_they_chose(participant, seat):
    answer = participant.comes_in(seat, "Marie").client.get("/")

    writer = Writer.objects.get()
    assert (writer.name, writer.written_by, writer.consent_said_by) == ("Marie", "", "self")
    assert "signé" in writer.consent
    assert "Marie" in writer.consent
    assert whoever_is_in(participant.client) == writer.account
    banner = words(answer, ".session-banner")
    assert "Vous écrivez sous le nom de Marie" in banner
    assert "Jeudi à la médiathèque" in banner


def test_person_who_wants_no_name_is_anonymous(participant, seat):
    participant.comes_in(seat, "", signs="nobody")

    writer = Writer.objects.get()
    assert (writer.name, writer.account.get_full_name()) == ("", "Anonyme")


def test_somebody_may_write_for_a_person_and_is_the_witness_of_their_consent(participant, seat):
    participant.comes_in(seat, "Yvonne", hand="other", written_by="Nolwenn Riou")

    writer = Writer.objects.get()
    assert (writer.byline, writer.written_by, writer.consent_said_by) == ("Yvonne", "Nolwenn Riou", "facilitator")
    assert whoever_is_in(participant.client).get_full_name() == "Yvonne"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"agrees": ""}, "Sans ce oui"),
        ({"name": ""}, "Tapez le nom qui signe"),
        ({"hand": "other"}, "Dites qui tape"),
        ({"name": "x" * 81}, "80"),
        ({"name": "Marie\u202eeiraM"}, "une seule ligne"),
    ],
)
def test_nobody_writes_without_a_name_and_a_yes(participant, seat, said, sentence):
    participant.enter(seat)

    answer = participant.begin(**said)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Writer.objects.exists()


def test_next_person_at_the_same_place_signs_with_their_own_name(participant, seat):
    participant.comes_in(seat, "Marie").write(title="La tarte")

    answer = participant.client.post("/seance/", {"do": "change"}, follow=True)
    assert whoever_is_in(participant.client) is None
    assert "Continuer : Marie" in words(answer).replace("\xa0", " ").replace("\u202f", " ")
    participant.begin("Paul")
    participant.write(title="La soupe")

    assert [writer.name for writer in Writer.objects.all()] == ["Marie", "Paul"]
    owners = {page.title: page.owner.get_full_name() for page in pages_of_writers()}
    assert owners == {"La tarte": "Marie", "La soupe": "Paul"}


def pages_of_writers():
    from commons.guides.models import GuidePage  # noqa: PLC0415 -- models wait for the apps

    return GuidePage.objects.filter(owner__writer__isnull=False)


def test_person_who_comes_back_finds_what_they_began(participant, seat):
    participant.comes_in(seat, "Marie").write(do="later", title="La tarte")
    participant.client.post("/seance/", {"do": "finish"})
    participant.enter(seat)

    participant.client.post("/seance/", {"do": f"again:{Writer.objects.get().pk}"})

    assert "La tarte" in words(participant.client.get("/mes-pages/"))


def test_nobody_goes_on_as_a_person_of_another_slip(session, participant):
    first, second = session.seats.all()
    Participant().comes_in(first, "Marie")
    participant.enter(second)

    participant.client.post("/seance/", {"do": f"again:{Writer.objects.get().pk}"})

    assert whoever_is_in(participant.client) is None


def test_coming_in_gives_the_browser_another_session_key(participant, seat, facilitator):
    participant.client.login(email=facilitator.email, password=PASSWORD)
    before = participant.client.session.session_key

    participant.enter(seat)
    between = participant.client.session.session_key
    participant.begin()

    assert len({before, between, participant.client.session.session_key}) == 3
    assert whoever_is_in(participant.client).get_full_name() == "Marie"


def test_finishing_leaves_nothing_in_the_browser(participant, seat):
    participant.comes_in(seat).client.post("/seance/", {"do": "finish"})

    assert whoever_is_in(participant.client) is None
    assert participant.client.get("/seance/").headers["Location"] == "/entrer/"
    assert Writer.objects.get().left_at is not None


def test_page_of_a_person_is_always_read_before_it_is_published(participant, seat):
    answer = participant.comes_in(seat).write()

    (page,) = pages_of_writers()
    assert (page.live, page.current_workflow_state is not None) == (False, True)
    assert "mail" not in words(answer, ".message-list")


def test_credits_of_a_new_guide_name_the_person(participant, seat):
    participant.comes_in(seat, "Marie").write()

    (page,) = pages_of_writers()
    assert [credit["name"] for credit in page.credits] == ["Marie"]


def test_new_guide_is_shared_by_the_association_of_the_session(participant, facilitator):
    guide_index()
    association = AssociationFactory()
    session = open_session(facilitator, association=association)

    participant.comes_in(session.seats.first()).write()

    (page,) = pages_of_writers()
    assert page.association.pk == association.pk


def test_proposal_of_a_person_is_signed_by_them_and_credited(participant, seat, facilitator):
    guide = make_guide()
    client = participant.comes_in(seat, "Marie").client
    post = posted(client.get(f"{guide.url}proposer/").content.decode())
    post["one_sentence"] = "Sortir à pied, à plusieurs."

    client.post(f"{guide.url}proposer/", dict(post.lists()))

    proposal = Proposal.objects.get()
    assert proposal.signature == "Marie"
    version = reviewing.accept(proposal, by=User.objects.create_superuser("a@example.org", display_name="A")).version
    assert version.signature == "Marie"


def test_no_count_of_accepted_changes_makes_a_lent_account_known(session, settings):
    settings.TRUST_AFTER = 1
    writer = begin_writing(session.seats.first(), name="Marie", written_by="", language="fr")
    Proposal.objects.create(title="x", author=writer.account, state="accepted", form="x")

    assert trust.accepted_changes(writer.account) == 1
    assert trust.raise_when_earned(writer.account) is False
    assert trust.level_of(writer.account) == ""


def test_lent_account_is_trusted_with_nothing_even_on_its_own_page(participant, seat):
    participant.comes_in(seat, "Marie").write()
    (page,) = pages_of_writers()
    account = Writer.objects.get().account
    steward = PersonFactory(groups=["steward"])

    assert page.permissions_for_user(account).can_edit() is True
    assert page.permissions_for_user(account).can_publish() is False
    assert discussing.is_known(account, page) is False
    assert (looked_after.may_verify(account, page), looked_after.may_adopt(account, page)) == (False, False)
    for refused in (
        lambda: trust.set_level(account, "known", by=steward, reason="x"),
        lambda: trust.vouch(account, by=steward),
        lambda: following.follow(account, "page", str(page.pk), "once"),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_steward_finds_no_lent_account_among_people(client, log_in, participant, seat):
    participant.comes_in(seat, "Marie-Zqx")
    account = Writer.objects.get().account
    log_in("steward")

    assert "Marie-Zqx" not in client.get("/admin/users/").content.decode()
    assert "Marie-Zqx" not in client.get("/confiance/").content.decode()
    answer = client.post(f"/admin/users/edit/{account.pk}/", {"display_name": "Autre", "email": "a@example.org"})
    assert answer.status_code in {302, 403}
    assert User.objects.get(pk=account.pk).display_name == "Marie-Zqx"
    roles = {"role": "1", "next": "/admin/users/"}
    client.post(f"/admin/bulk/community/user/assign_role/?id={account.pk}&next=/admin/users/", roles)
    assert [group.name for group in account.groups.all()] == ["temporary"]


def test_not_even_a_superuser_deletes_a_lent_account_by_hand(client, session):
    writer = begin_writing(session.seats.first(), name="Marie", written_by="", language="fr")
    client.force_login(
        User.objects.create_superuser("a@example.org", display_name="A"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    address = f"/admin/users/delete/{writer.account_id}/"

    client.get(address)
    client.post(address, {"name_in_history": "displayed"})

    assert Writer.objects.get().account == writer.account
    assert User.objects.get(pk=writer.account_id).display_name == "Marie"


def test_pictures_are_counted_for_all_who_sit_at_one_place(session, monkeypatch):
    monkeypatch.setattr(pool, "MOST_AN_HOUR", 1)
    first, second = session.seats.all()
    marie, paul, awa = (
        begin_writing(seat, name=name, written_by="", language="fr").account
        for seat, name in ((first, "Marie"), (first, "Paul"), (second, "Awa"))
    )
    make_picture(uploaded_by_user=marie)

    assert [pool.are_too_many(get_image_model(), who) for who in (marie, paul, awa)] == [True, True, False]


CLOSED = [
    "/admin/", "/admin/pages/", "/compte/profil/", "/compte/email/", "/compte/password/change/", "/compte/password/set/",
    "/compte/demander-l-acces/", "/compte/suivis/", "/compte/login/", "/compte/signup/", "/compte/password/reset/",
    "/compte/reauthenticate/", "/compte/partir/", "/compte/nom-dans-l-historique/", "/se-porter-garant/", "/confiance/", "{guide}suivre/", "/suivre/recherche/?cle=q%3Dx",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_what_a_lent_account_has_not_is_refused_with_a_way_back(participant, seat, address):
    guide = make_guide()
    client = participant.comes_in(seat).client

    answer = client.get(address.format(guide=guide.url))

    assert answer.status_code == 403
    assert "Pas dans une séance d’écriture" in words(answer, "h1")
    assert client.post(address.format(guide=guide.url), {"display_name": "Autre"}).status_code == 403
    assert Writer.objects.get().account.get_full_name() == "Marie"


@pytest.mark.parametrize(("address", "status"), [("/a-relire/", 403), ("/seances/nouvelle/", 403)])
def test_what_needs_trust_is_refused(participant, seat, address, status):
    assert participant.comes_in(seat).client.get(address).status_code == status


def test_lent_account_is_out_when_the_session_ends(participant, session, seat):
    client = participant.comes_in(seat).client
    writing_sessions.end_session(session)

    answer = client.get("/ecrire/")

    assert answer.status_code == 403
    assert "Nolwenn Riou retrouve tout ce qui a été commencé" in words(answer)
    assert whoever_is_in(client) is None
    assert client.get("/").status_code == 200


def test_lent_account_is_out_when_the_hour_has_come(participant, session, seat, monkeypatch):
    client = participant.comes_in(seat).client
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=4, seconds=1))

    assert client.get("/mes-pages/").status_code == 403
    assert whoever_is_in(client) is None


def test_closed_slip_puts_out_whoever_writes_with_it_and_nobody_else(session):
    first, second = session.seats.all()
    marie, paul = Participant().comes_in(first, "Marie"), Participant().comes_in(second, "Paul")

    writing_sessions.close_seat(first)

    assert marie.client.get("/mes-pages/").status_code == 403
    assert paul.client.get("/mes-pages/").status_code == 200


def test_new_code_leaves_whoever_writes_in_peace(participant, seat):
    client = participant.comes_in(seat).client

    writing_sessions.replace_code(seat)

    assert client.get("/mes-pages/").status_code == 200


def test_text_sent_after_the_end_is_a_draft_that_its_facilitator_finds(participant, session, seat):
    participant.comes_in(seat, "Marie")
    post = posted(participant.client.get("/ecrire/guide/").content.decode())
    post["title"] = "La tarte de Marie"
    writing_sessions.end_session(session)

    answer = participant.client.post("/ecrire/guide/", dict(post.lists()))

    assert answer.status_code == 403
    assert "Votre dernier texte est gardé" in words(answer)
    assert [(draft.title, draft.user.writer.name) for draft in Draft.objects.all()] == [("La tarte de Marie", "Marie")]


def test_proposal_sent_after_the_end_is_a_draft_that_its_facilitator_finds(participant, session, seat):
    guide = make_guide()
    participant.comes_in(seat)
    post = posted(participant.client.get(f"{guide.url}proposer/").content.decode())
    post["one_sentence"] = "Sortir à plusieurs."
    writing_sessions.end_session(session)

    participant.client.post(f"{guide.url}proposer/", dict(post.lists()))

    draft = Draft.objects.get()
    assert (draft.page.pk, draft.post["one_sentence"]) == (guide.pk, "Sortir à plusieurs.")
    assert not Proposal.objects.exists()


def test_script_that_saves_after_the_end_is_told_in_words(participant, session, seat):
    participant.comes_in(seat)
    writing_sessions.end_session(session)

    answer = participant.client.post(
        "/ecrire/guide/", {"title": "La tarte", "do": "keep"}, headers={"accept": "application/json"}
    )

    draft = Draft.objects.get()
    assert answer.status_code == 403
    assert answer.json() == {
        "problem": "La séance est finie. Ce que vous avez écrit est gardé.",
        "address": f"/ecrire/guide/{draft.pk}/", "count": 1,
    }  # fmt: skip
    assert draft.title == "La tarte"


def saved_by_a_script(client, address, title):
    return client.post(address, {"title": title, "do": "keep"}, headers={"accept": "application/json"})


def test_new_page_that_a_script_goes_on_saving_after_the_end_is_one_draft(participant, session, seat):
    participant.comes_in(seat)
    writing_sessions.end_session(session)

    address = saved_by_a_script(participant.client, "/ecrire/guide/", "La").json()["address"]
    again = saved_by_a_script(participant.client, address, "La tarte").json()

    assert (again["address"], again["count"]) == (address, 2)
    assert [draft.title for draft in Draft.objects.all()] == ["La tarte"]


def test_what_comes_after_the_end_pushes_no_draft_out(participant, session, seat, monkeypatch):
    monkeypatch.setattr("wiki.domain.drafts.MOST_DRAFTS", 2)
    participant.comes_in(seat).write(do="later", title="La tarte")
    writing_sessions.end_session(session)

    kept, lost = (saved_by_a_script(participant.client, "/ecrire/guide/", title) for title in ("La soupe", "Le thé"))

    assert kept.json()["address"]
    assert "n’a pas été gardé" in lost.json()["problem"]
    assert sorted(draft.title for draft in Draft.objects.all()) == ["La soupe", "La tarte"]


@pytest.mark.parametrize(("restriction", "kept"), [("login", True), ("groups", False)])
def test_late_form_of_a_page_is_kept_for_whoever_could_read_it_alone(participant, session, seat, restriction, kept):
    guide = make_guide()
    participant.comes_in(seat)
    PageViewRestriction.objects.create(page=guide, restriction_type=restriction)
    writing_sessions.end_session(session)

    participant.client.post(f"{guide.url}proposer/", {"title": "Autre", "do": "save"})

    assert Draft.objects.exists() is kept


def test_form_that_another_site_sends_after_the_end_is_kept_by_nobody(participant, session, seat):
    participant.comes_in(seat)
    writing_sessions.end_session(session)

    participant.client.post("/ecrire/guide/", {"title": "Piège"}, headers={"sec-fetch-site": "cross-site"})

    assert not Draft.objects.exists()


def test_text_of_a_tab_that_was_left_open_is_kept_for_the_facilitator(participant, seat):
    participant.comes_in(seat, "Marie")
    participant.client.get("/ecrire/guide/")
    other_tab = participant.client.cookies["typed_by"].value
    participant.client.post("/seance/", {"do": "change"})
    participant.client.cookies["typed_by"] = other_tab

    answer = participant.client.post("/ecrire/guide/", {"title": "La tarte", "do": "save"}, follow=True)

    assert Draft.objects.get().user.writer.name == "Marie"
    assert "Votre texte est gardé" in words(answer)


def test_place_takes_thirty_people_at_most(participant, session, monkeypatch):
    monkeypatch.setattr("wiki.domain.session_writers.MOST_AT_A_PLACE", 1)
    first, second = session.seats.all()
    Participant().comes_in(first, "Marie")
    participant.enter(first)

    answer = participant.begin("Paul")
    Participant().comes_in(second, "Awa")

    assert "un autre billet" in words(answer)
    assert [writer.name for writer in Writer.objects.all()] == ["Marie", "Awa"]


@pytest.mark.parametrize(("may", "most"), [(limits.may_propose, 40), (limits.may_discuss, 60)])
def test_all_who_sat_at_one_place_propose_and_speak_as_one(session, may, most):
    first, second = session.seats.all()

    def ask_of(seat):
        writer = begin_writing(seat, name="Marie", written_by="", language="fr")
        ask = RequestFactory().post("/")
        ask.user, ask.writer = writer.account, writer
        return ask

    one, other, elsewhere = ask_of(first), ask_of(first), ask_of(second)

    assert sum(may(one) for _time in range(most - 1)) == most - 1
    assert [may(other), may(other), may(one), may(elsewhere)] == [True, False, False, True]


def test_account_of_ones_own_stays_in_when_the_session_of_its_browser_is_over(client, session, facilitator):
    client.post("/entrer/", {"code": code_of(session.seats.first())}, headers={"sec-fetch-site": "same-origin"})
    client.post("/compte/login/", {"login": facilitator.email, "password": PASSWORD})
    assert (whoever_is_in(client), "writing_seat" in client.session) == (facilitator, True)
    writing_sessions.end_session(session)

    answer = client.get("/seance/")

    assert answer.status_code == 403
    assert (whoever_is_in(client), "writing_seat" in client.session) == (facilitator, False)


def test_whoever_goes_on_sends_away_who_was_writing(participant, seat):
    participant.comes_in(seat, "Marie").client.post("/seance/", {"do": "change"})
    participant.begin("Paul")
    marie = Writer.objects.get(name="Marie")

    participant.client.post("/seance/", {"do": f"again:{marie.pk}"})

    assert [writer.left_at is None for writer in Writer.objects.all()] == [True, False]
    assert whoever_is_in(participant.client) == marie.account


def test_banner_says_the_day_when_the_session_ends_on_another(participant, facilitator):
    guide_index()
    session = open_session(facilitator, hours=72)

    answer = participant.comes_in(session.seats.first()).client.get("/")

    end = timezone.localtime(session.ends_at)
    assert date_format(end, "DATETIME_FORMAT") in words(answer, ".session-banner")


def test_person_of_a_session_adds_files_too(session):
    writer = begin_writing(session.seats.first(), name="Marie", written_by="", language="fr")

    assert (pictures.may_add(writer.account), files.may_add(writer.account)) == (True, True)


def test_session_takes_two_hundred_people_at_most(participant, seat, monkeypatch):
    monkeypatch.setattr("wiki.domain.session_writers.MOST_WRITERS", 1)
    Participant().comes_in(seat, "Marie")
    participant.enter(seat)

    answer = participant.begin("Paul")

    assert "une autre séance" in words(answer)
    assert [writer.name for writer in Writer.objects.all()] == ["Marie"]
