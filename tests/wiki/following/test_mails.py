"""What those who follow are sent, and what they are not."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide, make_theme, step
from tests.factories.people import PersonFactory
from tests.wiki.history.test_page_history import write
from wiki.domain import following
from wiki.domain.notices import spread_notices
from wiki.models import Delivery, Follow, Notice

pytestmark = pytest.mark.django_db


def html_of(mail):
    (alternative,) = mail.alternatives
    assert alternative.mimetype == "text/html"
    return alternative.content


def test_mail_says_who_changed_what_with_the_words_that_are_gone_and_the_new_ones(anne, confirmed, run, mailoutbox):
    guide = make_guide("Une carte", steps=[step(text="<p>Couper le papier rouge.</p>")])
    one = confirmed("lea@example.org", "page", guide.pk)
    run()
    mailoutbox.clear()

    write(guide, user=anne, summary="Le papier est bleu", title="Une grande carte")

    assert run().sent == 1
    (mail,) = mailoutbox
    assert mail.to == ["lea@example.org"]
    assert mail.subject == "Communs : Une grande carte"
    assert "- Anne Le Gall\u00a0: Le papier est bleu" in mail.body
    assert f"http://localhost{guide.url}comparer/?de=1&a=2" in mail.body
    assert f"http://localhost{guide.url}historique/" in mail.body
    assert "Une [ajouté : grande] carte" in mail.body
    assert "<ins>grande </ins>" in html_of(mail) or "<ins>grande</ins>" in html_of(mail)
    assert 'class="' not in html_of(mail).partition('<div class="box"')[2].partition("</div>")[0].partition(">")[2]
    assert mail.extra_headers["List-Unsubscribe"] == f"<http://localhost/suivis/arreter/{one.token}/>"
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for text in (mail.body, html_of(mail)):
        assert f"http://localhost/suivis/arreter/{one.token}/" in text
        assert "anne@example.org" not in text


def test_mail_is_in_the_language_of_its_reader(anne, run, mailoutbox):
    guide = make_guide("Une carte")
    following.follow(PersonFactory(language="en", email="sam@example.org"), "page", str(guide.pk), "at_once")
    run()

    write(guide, user=anne, title="Une grande carte")
    run()

    (mail,) = mailoutbox
    assert "Stop these mails" in mail.body
    assert '<html lang="en">' in html_of(mail)


def test_burst_of_changes_of_one_page_is_one_mail(anne, confirmed, run, mailoutbox):
    guide = make_guide("Un")
    confirmed("lea@example.org", "page", guide.pk)
    run()
    for title in ("Deux", "Trois", "Quatre"):
        write(guide, user=anne, summary=f"Vers {title}", title=title)

    run()

    (mail,) = mailoutbox
    assert [word for word in ("Vers Deux", "Vers Trois", "Vers Quatre") if word not in mail.body] == []
    assert "comparer/?de=1&a=4" in mail.body


def test_nobody_is_told_at_once_of_their_own_change_or_of_a_minor_one(anne, confirmed, run, mailoutbox):
    guide = make_guide("Un")
    following.follow(anne, "page", str(guide.pk), "at_once")
    confirmed("lea@example.org", "page", guide.pk)
    confirmed("zoe@example.org", "page", guide.pk, "daily")
    run()

    write(guide, user=anne, is_minor=True, title="Deux")
    run()

    assert [mail.to for mail in mailoutbox] == [["zoe@example.org"]]


@pytest.mark.parametrize("topic", ["theme", "tag", "association", "page"])
def test_new_guide_is_told_to_those_who_follow_what_it_stands_under(topic, confirmed, run, mailoutbox):
    association, theme = AssociationFactory(name="Radio Ressac"), make_theme()
    key = {"theme": theme.slug, "tag": "cuisine", "association": association.pk, "page": association.pk}[topic]
    confirmed("lea@example.org", topic, key)
    run()
    mailoutbox.clear()

    make_guide("Une soupe", themes=[theme], tags=["Cuisine"], association=association)
    run()

    told = [mail.subject for mail in mailoutbox]
    # A page that is followed as a page, an association included, tells of itself alone.
    assert told == ([] if topic == "page" else ["Communs : Une soupe"])


def test_one_version_is_told_once_to_whoever_follows_it_in_several_ways(anne, confirmed, run, mailoutbox):
    theme = make_theme()
    guide = make_guide("Un", themes=[theme], tags=["Cuisine"])
    confirmed("lea@example.org", "theme", theme.slug)
    one = confirmed("lea@example.org", "page", guide.pk)
    run()
    mailoutbox.clear()

    write(guide, user=anne, title="Deux")
    run()
    run()

    (mail,) = mailoutbox
    assert one.token in mail.extra_headers["List-Unsubscribe"]


def test_digest_holds_every_page_once_and_one_click_stops_it(anne, confirmed, run, mailoutbox, client):
    theme = make_theme()
    guides = [make_guide(f"Fiche {number}", themes=[theme]) for number in range(3)]
    confirmed("lea@example.org", "theme", theme.slug, "daily")
    kept = confirmed("lea@example.org", "page", guides[0].pk, "weekly")
    run()
    mailoutbox.clear()
    for guide in guides[1:]:
        write(guide, user=anne, summary="Relue", one_sentence="Autre chose.")

    run()
    (mail,) = mailoutbox
    assert mail.subject == "Communs : 2 pages ont changé aujourd’hui"
    assert html_of(mail).count("<h2>") == 2
    address = mail.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    client.post(address, {"List-Unsubscribe": "One-Click"})

    assert list(Follow.objects.all()) == [kept]


HIDDEN = {
    "login": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "login of its shelf": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
    "password": lambda page: PageViewRestriction.objects.create(
        page=page, restriction_type="password", password="mimosa"
    ),
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
}
# Who is still told once the page is hidden so: an account that may log in.
SEE = {"login": ["marie@example.org"], "login of its shelf": ["marie@example.org"]}


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("rhythm", ["at_once", "daily", "weekly"])
def test_no_mail_tells_of_what_its_reader_may_not_see_any_more(state, rhythm, anne, marie, confirmed, run, mailoutbox):  # noqa: PLR0917
    theme = make_theme()
    guide, other = make_guide("Sardine secrète", themes=[theme]), make_guide("Autre", themes=[theme])
    for topic, key in (("page", guide.pk), ("theme", theme.slug)):
        confirmed("lea@example.org", topic, key, rhythm)
        following.follow(marie, topic, str(key), rhythm)
    run()
    mailoutbox.clear()
    write(guide, user=anne, summary="sardine", one_sentence="Une sardine de plus.")
    write(other, user=anne, one_sentence="Autre chose.")

    HIDDEN[state](guide)
    run()

    told = [mail.to[0] for mail in mailoutbox if "sardine" in (mail.subject + mail.body + html_of(mail)).lower()]
    assert sorted(set(told)) == SEE.get(state, [])
    # Those who were told of something else were told of it: the mails were made.
    if state != "login of its shelf":
        assert {mail.to[0] for mail in mailoutbox} == {"lea@example.org", "marie@example.org"}
    assert Delivery.objects.count() == Notice.objects.count() == 0


def test_closed_account_is_sent_nothing(anne, marie, run, mailoutbox):
    guide = make_guide()
    following.follow(marie, "page", str(guide.pk), "at_once")
    run()
    write(guide, user=anne, title="Deux")
    marie.is_active = False
    marie.save()

    run()

    assert mailoutbox == []
    assert not Delivery.objects.exists()


def test_unconfirmed_address_is_sent_nothing_but_the_question(anne, run, mailoutbox):
    guide = make_guide("Une carte")
    following.ask_to_follow("lea@example.org", "page", str(guide.pk), "at_once", language="fr")
    write(guide, user=anne, title="Deux")

    run()
    run()

    assert [mail.subject for mail in mailoutbox] == ["Communs : Suivre «\u00a0Deux\u00a0»\u00a0?"]


def test_huge_change_is_a_link(anne, confirmed, run, mailoutbox):
    guide = make_guide("Une carte")
    confirmed("lea@example.org", "page", guide.pk)
    run()
    text = "".join(f"<p>Phrase {number} de la sardine.</p>" for number in range(2000))
    write(guide, user=anne, steps=make_guide("x", steps=[step(text=text)]).steps)
    run()

    (mail,) = mailoutbox
    assert len(html_of(mail)) < 10_000
    assert "Beaucoup de choses ont changé" in mail.body


@pytest.mark.parametrize(("count", "queries"), [(1, 40), (3, 84)])
def test_digest_asks_the_same_beside_what_each_page_costs(  # noqa: PLR0917 -- fixtures
    count, queries, anne, confirmed, run, django_assert_num_queries
):
    """Twenty-two for each page: itself, two of its versions, and each of them as it was."""
    theme = make_theme()
    guides = [make_guide(f"Fiche {number}", themes=[theme]) for number in range(count)]
    confirmed("lea@example.org", "theme", theme.slug, "daily")
    run()
    for guide in guides:
        write(guide, user=anne, one_sentence="Autre chose.")
    spread_notices()
    with django_assert_num_queries(queries):
        run()
