"""`[[Title]]` in a text: to the page of that title when anybody may read it, to where it can be written otherwise."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from community.models import AssociationPage
from tests.committed import committed
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_draft, make_guide, section, step
from tests.wiki.history.test_page_history import read, words, write
from wiki.context.links import with_links
from wiki.domain.links import MOST_MENTIONS, note_mentions, note_names
from wiki.models import Mention, PageName
from wiki.named import pages_called
from wiki.titles import asked_title, key_of

pytestmark = pytest.mark.django_db


def asking(*titles, title="Une sortie"):
    text = " ".join(f"[[{one}]]" for one in titles)
    return make_guide(title, steps=[step(text=f"<p>Voir {text}.</p>")])


def link(client, page):
    """What the step of a guide leads to: its address, its words, whether it is red."""
    found = read(client, page.url).select_one(".guide__steps .prose p a")
    return found["href"], words(found), "wanted" in found.get("class", [])


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("La Craie", "la-craie"),
        ("L’École : à la craie !", "l-ecole-a-la-craie"),
        ("la-craie", "la-craie"),
        ("Cœur  d'Œuvre", "coeur-d-oeuvre"),
        ("C++", "c++"),
        ("¿?", "¿?"),
        ("粉笔", "粉笔"),
    ],
)
def test_titles_are_compared_without_case_accents_and_marks(title, key):
    assert key_of(title) == key


def test_title_of_nothing_is_red_and_leads_to_where_it_is_written(client):
    guide = asking("L’eau & le sel")

    assert link(client, guide) == ("/ecrire/?titre=L%E2%80%99eau+%26+le+sel", "L’eau & le sel", True)
    assert read(client, guide.url).select_one("a.wanted")["aria-label"] == "L’eau & le sel (page à écrire)"


def test_link_turns_blue_when_the_page_appears_and_red_when_it_goes(client):
    guide = asking("la  craie")
    committed()
    assert link(client, guide)[2]

    found = make_guide("La craie")
    committed()
    assert link(client, guide) == (found.url, "la craie", False)

    found.unpublish()
    committed()
    assert link(client, guide)[2]
    found.refresh_from_db()
    found.get_latest_revision().publish()
    committed()
    assert not link(client, guide)[2]

    found.delete()
    committed()
    assert link(client, guide)[2]


def test_link_follows_a_page_that_is_renamed(client):
    guide, found = asking("La craie"), make_guide("La craie", slug="craie-x")
    committed()
    assert link(client, guide)[0] == found.url
    write(found, title="Le fusain", slug="fusain")
    committed()
    assert link(client, guide)[0] == "/guides/fusain/"

    other = make_guide("La craie", slug="autre")
    committed()

    assert link(client, guide)[0] == other.url


def test_restricted_page_is_as_if_it_were_not_there(client, log_in):
    guide, hidden = asking("Réservée"), make_guide("Réservée")
    committed()
    assert not link(client, guide)[2]

    restriction = PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    committed()
    assert link(client, guide)[2]
    log_in("steward")
    assert link(client, guide)[2]

    restriction.delete()
    committed()
    assert not link(client, guide)[2]


def test_draft_is_no_target_and_its_links_are_not_noted(client):
    make_draft("Brouillon", steps=[step(text="<p>[[Secret]]</p>")])

    assert link(client, asking("Brouillon"))[2]
    assert not Mention.objects.filter(key="secret").exists()
    assert not PageName.objects.filter(key="brouillon").exists()


def test_title_comes_before_the_end_of_an_address_and_that_before_an_earlier_title():
    former = make_guide("Le sel", slug="ancienne")
    write(former, title="Le poivre")
    assert pages_called(["le-sel"])["le-sel"].pk == former.pk

    by_address = make_guide("Tout autre chose", slug="le-sel")
    assert pages_called(["le-sel"])["le-sel"].pk == by_address.pk

    by_title = make_guide("Le sel", slug="fleur-de-sel")
    assert pages_called(["le-sel"])["le-sel"].pk == by_title.pk


def test_every_rich_text_of_a_page_is_read():
    note = step(text="<p>[[un]]</p>", note="<p>[[deux|x]] [[Un]]</p>")
    guide = make_guide(steps=[note], sections=[section(text="<p>[[trois]]</p>")])
    association = AssociationFactory(name="Radio Ressac", description="<p>[[quatre]]</p>")

    assert set(Mention.objects.filter(page=guide.pk).values_list("title", flat=True)) == {"un", "deux", "trois"}
    assert list(Mention.objects.filter(page=association.pk).values_list("title", flat=True)) == ["quatre"]


def test_association_and_page_of_text_have_links_too(client):
    found = make_guide("La craie")
    association = AssociationFactory(name="Radio Ressac", description="<p>Lire [[la craie]] et [[le sel]].</p>")

    answer = read(client, AssociationPage.objects.get(pk=association.pk).url)

    assert answer.find("a", string="la craie")["href"] == found.url
    assert answer.find("a", string="le sel")["class"] == ["wanted"]


def test_page_of_a_thousand_titles_notes_a_bounded_number():
    guide = asking(*(f"Titre {number}" for number in range(MOST_MENTIONS + 50)))

    assert Mention.objects.filter(page=guide.pk).count() == MOST_MENTIONS


@pytest.mark.parametrize("text", ["<p>rien</p>", "<p>[[un]] [[deux]] [[trois]] [[un]]</p>"])
def test_publishing_again_what_has_not_changed_writes_no_link(text, django_assert_num_queries):
    guide = make_guide(steps=[step(text=text)])

    with django_assert_num_queries(6):  # two transactions, each a savepoint, one query and its release
        note_names(guide)
        note_mentions(guide)


@pytest.mark.parametrize("count", [1, 3])
def test_text_asks_as_often_for_three_titles_as_for_one(count, django_assert_num_queries):
    for number in range(count):
        make_guide(f"Titre {number}")
    with django_assert_num_queries(3):  # restrictions, names, and once the addresses of sites
        drawn = with_links(" ".join(f"<p>[[titre {number}]] [[rien {number}]]</p>" for number in range(count)))

    assert drawn.count("<a href") == count


def test_text_without_links_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert with_links("<p>Rien [ici].</p>") == "<p>Rien [ici].</p>"


def test_links_that_nobody_noted_are_read_by_a_command():
    guide = asking("La craie")
    Mention.objects.all().delete()
    PageName.objects.all().delete()

    call_command("read_links")

    assert Mention.objects.get().key == "la-craie"
    assert set(PageName.objects.filter(page=guide.pk).values_list("key", flat=True)) == {"une-sortie"}


def test_words_of_a_link_are_words(client):
    guide = make_guide(
        steps=[step(text="<p>[[&lt;script&gt;alert(1)&lt;/script&gt;]] [[a&quot; onclick=&quot;x]]</p>")]
    )

    first, second = read(client, guide.url).select("a.wanted")

    assert first.get_text() == "<script>alert(1)</script>"
    assert second.attrs.keys() == {"class", "href", "rel", "aria-label"}


def test_title_that_is_asked_for_is_cleaned():
    assert asked_title({"titre": " La \x00 craie\n"}) == {"title": "La craie"}
    assert asked_title({"titre": "é" * 900})["title"] == "é" * 200
    assert asked_title({}) == asked_title({"titre": " "}) == {}


def test_form_of_a_wanted_page_has_its_title(client, log_in):
    log_in("contributor")

    doors = read(client, "/ecrire/?titre=La+craie+%26+l%27eau").select("a.button--primary")
    form = read(client, doors[0]["href"])

    assert form.select_one("input[name=title]")["value"] == "La craie & l'eau"
