"""Two versions of a page compared, at an address that anybody may be given."""

from __future__ import annotations

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.guides import make_guide, make_theme, step
from tests.wiki.history.test_page_history import read, words, write
from wiki.revisions import page_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return write(
        make_guide(steps=[step("Accueil", text="<p>On se serre la main.</p>")]),
        title="Cartographier sa ville",
        steps=[step("Accueil", text="<p>On se salue.</p>", minutes=15)],
    )


def test_what_changed_stands_under_the_titles_of_the_form(client, guide):
    soup = read(client, f"{guide.url}comparer/?de=1&a=2")

    assert [words(title) for title in soup.select(".difference__group > h2")] == ["La fiche", "Déroulé"]
    assert words(soup.select_one(".difference del")) == "[supprimé : rue ]"
    assert words(soup.select_one(".difference ins")) == "[ajouté : ville ]"
    assert "ce qui est retiré" in words(soup.select_one(".legend"))


def test_both_texts_stand_side_by_side_for_who_asks(client, guide):
    soup = read(client, f"{guide.url}comparer/?de=1&a=2&vue=cote-a-cote")

    sides = soup.select_one(".difference__sides").select(".difference__words")
    assert [bool(side.select("ins")) for side in sides] == [False, True]
    assert [bool(side.select("del")) for side in sides] == [True, False]
    assert soup.select_one("a[href$='?de=1&a=2']") is not None


def test_change_leads_to_the_one_before_and_the_one_after(client, guide):
    guide = write(guide, title="Autrement")
    soup = read(client, f"{guide.url}comparer/?de=1&a=2")

    assert soup.select_one("a[rel=prev]") is None
    assert soup.select_one(".compared__ways a[rel=next]")["href"] == f"{guide.url}comparer/?de=2&a=3"
    assert read(client, f"{guide.url}comparer/?de=2&a=3").select_one("a[rel=prev]")["href"].endswith("?de=1&a=2")


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("?de=2&a=1", "comparer/?de=1&a=2"),
        ("", "historique/"),
        ("?de=1", "historique/"),
        ("?de=x&a=y", "historique/"),
        ("?de=1&a=99999999999", "historique/"),
    ],
)
def test_what_cannot_be_compared_leads_to_what_can(client, guide, asked, led_to):
    answer = client.get(f"{guide.url}comparer/{asked}")

    assert (answer.status_code, answer["Location"]) == (302, f"{guide.url}{led_to}")


def test_without_an_older_version_the_one_before_is_taken(client, guide):
    assert read(client, f"{guide.url}comparer/?a=2").select(".difference__group")


def test_version_compared_with_itself_has_no_difference(client, guide):
    assert "On ne voit aucune différence" in words(read(client, f"{guide.url}comparer/?de=2&a=2").main)


def test_versions_that_are_not_there_are_not_compared(client, guide):
    assert client.get(f"{guide.url}comparer/?de=1&a=3").status_code == 404


def test_comparison_below_a_restricted_page_asks_who_reads(client, guide):
    PageViewRestriction.objects.create(page=guide.get_parent(), restriction_type="password", password="mimosa")

    answer = client.get(f"{guide.url}comparer/?de=1&a=2")

    assert "serre la main" not in answer.content.decode()
    assert 'name="password"' in answer.content.decode()


def test_comparison_is_cached_for_visitors_with_what_was_asked(client, guide, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 300
    first = client.get(f"{guide.url}comparer/?de=1&a=2").content

    with django_assert_num_queries(0):
        assert client.get(f"{guide.url}comparer/?de=1&a=2").content == first
    assert client.get(f"{guide.url}comparer/?de=1&a=2&vue=cote-a-cote").content != first


def test_only_who_may_publish_is_offered_to_undo(client, guide, log_in):
    for group, offered in (("newcomer", 0), ("contributor", 0), ("editor", 2)):
        log_in(group)
        soup = read(client, f"{guide.url}comparer/?de=1&a=2")
        assert len(soup.select("main form[method=post]")) == offered


@pytest.mark.parametrize("count", [1, 3])
def test_comparison_and_old_version_ask_the_same_however_many_steps(client, django_assert_num_queries, count):
    guide = make_guide(steps=[step(f"Étape {number}", text=f"<p>Texte {number}.</p>") for number in range(count)])
    rows = [row | {"value": row["value"] | {"minutes": 25}} for row in guide.steps.get_prep_value()]
    guide = write(guide, steps=rows)

    with django_assert_num_queries(COMPARED):
        assert len(read(client, f"{guide.url}comparer/?de=1&a=2").select(".difference__row")) == count
    with django_assert_num_queries(DRAWN):
        read(client, f"{guide.url}historique/1/")


@pytest.mark.parametrize("count", [1, 3])
def test_comparison_asks_the_same_however_many_tags_and_themes(client, django_assert_num_queries, count):
    guide = make_guide()
    for when in ("avant", "apres"):
        guide.tags.set([f"{when} {number}" for number in range(count)])
        guide.themes.set([make_theme(f"{when}-{number}", name_fr=f"Thème {when} {number}") for number in range(count)])
        guide = write_as_it_is(guide)

    with django_assert_num_queries(TAGGED):
        said = words(read(client, f"{guide.url}comparer/?de=2&a=3").main)
    assert said.count("ajouté : apres") == 2 * count


def write_as_it_is(page):
    page.save_revision(clean=False).publish()
    return type(page).objects.get(pk=page.pk)


# To find the page, who may read it, and the frame: ten; the rest to read two revisions, and to draw one.
COMPARED, DRAWN, TAGGED = 24, 26, 30


def test_tag_that_is_gone_is_gone_from_the_versions_too(client):
    guide = make_guide()
    guide.tags.set(["perdu", "gardé"])
    guide = write_as_it_is(guide)
    guide.tags.through.tag_model().objects.get(name="perdu").delete()

    was = page_in(guide.versions.get(number=2).revision)

    assert [tag.name for tag in was.tags.all()] == ["gardé"]
    assert [tag.name for tag in was.get_latest_revision_as_object().tags.all()] == ["gardé"]
