"""Asking to write, and the answer."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from community.admin.access import VERBS
from community.domain import access
from community.domain.associations import add_member
from community.models import AccessRequest, Membership, User
from tests.factories.associations import AssociationFactory
from tests.factories.pages import home_page
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST_QUERIES = 7


@pytest.fixture(autouse=True)
def _site():
    home_page()


@pytest.fixture
def newcomer():
    return PersonFactory(display_name="Lena", email="lena@example.org", groups=["newcomer"])


@pytest.fixture
def steward():
    return PersonFactory(display_name="Soizic", email="soizic@example.org", groups=["steward"])


@pytest.fixture
def ask(newcomer, django_capture_on_commit_callbacks):
    """Ask as the newcomer, unless somebody else is named; messages are sent."""

    def make(message="Je répare des lampes.", *, user=newcomer, association=None):
        with django_capture_on_commit_callbacks(execute=True):
            return access.ask_for_access(user=user, message=message, association=association)

    return make


@pytest.fixture
def decide(steward, django_capture_on_commit_callbacks):
    def answer(verb, request, *, words=""):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(request, by=steward, answer=words)

    return answer


def groups_of(person):
    return [group.name for group in User.objects.get(pk=person.pk).groups.order_by("pk")]


def test_request_tells_each_steward_and_nobody_else(ask, steward):
    PersonFactory(groups=["editor"])
    request = ask()

    (message,) = mail.outbox
    assert message.to == ["soizic@example.org"]
    assert message.subject == "Communs : Lena demande à écrire"
    assert "Je répare des lampes." in message.body
    assert f"http://localhost/admin/demandes/{request.pk}/" in message.body


def test_without_a_steward_who_holds_the_server_is_told(ask):
    User.objects.create_superuser("admin@example.org", "x", display_name="Admin")
    ask()
    assert [message.to for message in mail.outbox] == [["admin@example.org"]]


def test_steward_reads_in_their_own_language(ask):
    PersonFactory(groups=["steward"], language="en")
    ask()
    assert "Open this link to accept or to refuse" in mail.outbox[0].body


def test_asked_twice_is_one_request_and_one_message(ask, steward):
    assert ask("Une fois").pk == ask("Deux fois").pk
    assert [request.message for request in AccessRequest.objects.all()] == ["Une fois"]
    assert len(mail.outbox) == 1


def test_two_open_requests_of_one_person_cannot_be_stored(newcomer):
    AccessRequest.objects.create(user=newcomer, message="Une")
    with pytest.raises(IntegrityError):
        AccessRequest.objects.create(user=newcomer, message="Deux")


def test_sent_twice_at_once_the_first_is_given_back(ask, newcomer, monkeypatch):
    first = ask()
    answers = iter([None])
    monkeypatch.setattr(access.queries, "open_request", lambda _user: next(answers))
    assert access.ask_for_access(user=newcomer, message="Au même moment").pk == first.pk


@pytest.mark.parametrize("message", ["", "x" * 1001])
def test_word_is_asked_for_and_bounded(ask, message):
    with pytest.raises(ValidationError):
        ask(message)
    assert AccessRequest.objects.count() == 0


def test_fourth_request_within_a_month_is_not_taken(ask, decide):
    for _ in range(3):
        decide(access.refuse, ask())
    with pytest.raises(access.MayNotAsk, match="plusieurs demandes"):
        ask()
    AccessRequest.objects.update(asked_at=timezone.now() - access.ASKED_WITHIN)
    assert ask().is_open


def test_contributor_has_nothing_to_ask_for_themselves(ask):
    with pytest.raises(access.MayNotAsk, match="déjà écrire"):
        ask(user=PersonFactory(groups=["contributor"]))


def test_contributor_asks_to_join_an_association_once(ask, decide):
    person, association = PersonFactory(groups=["contributor"]), AssociationFactory()
    decide(access.accept, ask(user=person, association=association))
    assert Membership.objects.get().user == person
    with pytest.raises(access.MayNotAsk, match="déjà membre"):
        ask(user=person, association=association)


def test_accepted_newcomer_may_write_is_a_member_and_gets_the_word(ask, decide, newcomer):
    association = AssociationFactory(name="Le Quai")
    request = decide(access.accept, ask(association=association), words="À jeudi !")

    assert groups_of(newcomer) == ["newcomer", "contributor"]
    membership = Membership.objects.get()
    assert (membership.user, membership.association, membership.role) == (newcomer, association, "member")
    assert (request.state, request.answered_by.display_name) == ("accepted", "Soizic")
    message = mail.outbox[-1]
    assert (message.to, message.subject) == (["lena@example.org"], "Communs : Vous pouvez écrire")
    assert "Le Quai" in message.body
    assert "À jeudi !" in message.body
    assert "http://localhost/compte/demander-l-acces/" in message.body


def test_a_coordinator_who_asks_stays_coordinator(ask, decide, newcomer):
    association = AssociationFactory()
    add_member(association, user=newcomer, role="coordinator")
    decide(access.accept, ask(association=association))
    assert Membership.objects.get().role == "coordinator"


def test_refused_newcomer_may_not_write_and_gets_a_kind_word(ask, decide, newcomer):
    decide(access.refuse, ask(association=AssociationFactory()), words="Passez nous voir.")

    assert groups_of(newcomer) == ["newcomer"]
    assert Membership.objects.count() == 0
    message = mail.outbox[-1]
    assert message.to == ["lena@example.org"]
    assert "Merci de vouloir participer" in message.body
    assert "Passez nous voir." in message.body


@pytest.mark.parametrize("second", [access.accept, access.refuse])
def test_the_first_answer_counts_and_is_told_once(ask, decide, newcomer, second):
    request = ask()
    decide(access.refuse, request)
    told = len(mail.outbox)

    with pytest.raises(access.AlreadyAnswered) as late:
        decide(second, request)
    assert late.value.request.state == "refused"
    assert (len(mail.outbox), groups_of(newcomer)) == (told, ["newcomer"])


def test_message_that_cannot_be_sent_loses_no_request(ask, steward, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert ask().is_open
    assert "access_asked" in caplog.text


# The page of the person


def test_page_asks_then_says_where_the_request_stands(client, newcomer):
    client.force_login(newcomer, backend=BACKEND)
    assert "Envoyer ma demande" in client.get("/compte/demander-l-acces/").content.decode()
    answer = client.post("/compte/demander-l-acces/", {"message": "Je couds.", "association": ""})
    assert answer.headers["Location"] == "/compte/demander-l-acces/"
    page = client.get("/compte/demander-l-acces/").content.decode()
    assert "Je couds." in page
    assert "Envoyer ma demande" not in page


def test_form_names_public_associations_alone(client, newcomer):
    AssociationFactory(name="Le Quai")
    AssociationFactory(name="La Cale").unpublish()
    client.force_login(newcomer, backend=BACKEND)
    page = client.get("/compte/demander-l-acces/").content.decode()
    assert "Le Quai" in page
    assert "La Cale" not in page


def test_unpublished_association_is_not_taken_from_a_forged_form(client, newcomer):
    hidden = AssociationFactory(name="La Cale")
    hidden.unpublish()
    client.force_login(newcomer, backend=BACKEND)
    client.post("/compte/demander-l-acces/", {"message": "Bonjour", "association": hidden.pk})
    assert AccessRequest.objects.count() == 0


def test_person_sees_no_request_but_theirs(client, ask):
    ask("Le secret de Lena")
    client.force_login(PersonFactory(groups=["newcomer"]), backend=BACKEND)
    assert "Le secret de Lena" not in client.get("/compte/demander-l-acces/").content.decode()


def test_newcomer_at_the_door_of_the_editor_is_shown_the_way_to_ask(client, newcomer):
    client.force_login(newcomer, backend=BACKEND)
    page = client.get("/admin/", follow=True).content.decode()
    assert 'href="/compte/demander-l-acces/">Demander l’accès</a>' in page.split("<main")[1]


def test_visitor_logs_in_first(client):
    answer = client.get("/compte/demander-l-acces/")
    assert answer.headers["Location"] == "/compte/login/?next=/compte/demander-l-acces/"


# The list of the stewards


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions_however_many_wait(client, steward, count, django_assert_num_queries):
    for _ in range(count):
        AccessRequest.objects.create(
            user=PersonFactory(), message="Bonjour", association=AssociationFactory(), answered_by=steward
        )
    client.force_login(steward, backend=BACKEND)
    client.get("/admin/demandes/liste/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/admin/demandes/liste/")


def test_those_who_wait_come_first_the_oldest_before_the_others(client, steward, ask, decide):
    decide(access.refuse, ask(user=PersonFactory(display_name="Ana")))
    ask(user=PersonFactory(display_name="Basile"))
    ask(user=PersonFactory(display_name="Cléo"))
    client.force_login(steward, backend=BACKEND)
    page = client.get("/admin/demandes/").content.decode()
    assert page.index("Basile") < page.index("Cléo") < page.index("Ana")


@pytest.mark.parametrize("group", ["newcomer", "contributor", "editor"])
@pytest.mark.parametrize("path", ["/admin/demandes/", "/admin/demandes/{}/"])
def test_others_than_stewards_do_not_see_requests(client, ask, group, path):
    request = ask("Le secret de Lena")
    client.force_login(PersonFactory(groups=[group]), backend=BACKEND)
    answer = client.get(path.format(request.pk), follow=True)
    assert "Le secret de Lena" not in answer.content.decode()
    client.post(f"/admin/demandes/{request.pk}/", {"accept": "1"})
    assert AccessRequest.objects.get().is_open


@pytest.mark.parametrize(("button", "state"), [("accept", "accepted"), ("refuse", "refused")])
def test_steward_answers_with_one_button(client, steward, ask, button, state):
    request = ask()
    client.force_login(steward, backend=BACKEND)
    answer = client.post(f"/admin/demandes/{request.pk}/", {"answer": "Merci", button: "1"}, follow=True)
    assert "reçoit votre réponse" in answer.content.decode()
    assert AccessRequest.objects.get().state == state
    again = client.post(f"/admin/demandes/{request.pk}/", {"answer": "Non", "refuse": "1"})
    assert "a déjà répondu" in again.content.decode()
    assert AccessRequest.objects.get().answer == "Merci"


def test_steward_who_comes_second_is_told_who_answered(client, steward, ask, decide, monkeypatch):
    """The other answered between opening the request and the button."""
    request, second = ask(), PersonFactory(display_name="Malo", groups=["steward"])

    def late(asked, **answer):
        decide(access.refuse, AccessRequest.objects.get(pk=asked.pk), words="Pas encore")
        return access.accept(asked, **answer)

    monkeypatch.setitem(VERBS, "accept", late)
    client.force_login(second, backend=BACKEND)
    page = client.post(f"/admin/demandes/{request.pk}/", {"answer": "Oui", "accept": "1"}, follow=True).content.decode()

    assert "Soizic a déjà répondu à cette demande" in page
    assert (AccessRequest.objects.get().state, AccessRequest.objects.get().answer) == ("refused", "Pas encore")
    assert groups_of(request.user) == ["newcomer"]


def test_first_screen_counts_those_who_wait_for_stewards_alone(client, steward, ask):
    ask()
    client.force_login(steward, backend=BACKEND)
    assert "1 personne demande à écrire" in client.get("/admin/").content.decode()
    client.force_login(PersonFactory(groups=["editor"]), backend=BACKEND)
    assert "demande à écrire" not in client.get("/admin/").content.decode()
