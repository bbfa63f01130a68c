"""A kit in the wiki: its form, two people at once, its history, its proposals."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import ReferenceIndex

from commons.kits.models import KitPage
from commons.kits.queries import kits_holding
from search.indexing import rebuild
from tests.factories.guides import make_draft, make_guide
from tests.factories.kits import item_row, kit_index, link_row, make_kit
from tests.factories.people import PersonFactory
from tests.wiki.sending import posted
from wiki.content import content_of
from wiki.domain.editing import Change, Collided, current_revision, save_change
from wiki.kinds import named
from wiki.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(tmp_path, settings):
    settings.SEARCH_INDEX_DIR = tmp_path / "index"


def send(client, url, post, do="save"):
    post = post.copy()
    post["do"] = do
    return client.post(url, post.urlencode(), content_type="application/x-www-form-urlencoded")


def form_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return posted(answer.content.decode())


def new_row(post, kind, key="11111111-1111-4111-8111-111111111111", **parts):
    post.appendlist("entries-row", key)
    post[f"entries-{key}-type"] = kind
    for name, value in {"use": "as_is", "why": "", **parts}.items():
        post[f"entries-{key}-{name}"] = value
    return post


def held(kit):
    return [row["value"].get("item") or row["value"]["url"] for row in KitPage.objects.get(pk=kit.pk).entries.raw_data]


@pytest.mark.parametrize("typed", ["{url}", "http://localhost{url}", "{title}", "{title_folded}", "guide:{pk}"])
def test_item_is_named_by_its_address_or_its_title(client, log_in, typed):
    guide = make_guide("Écrire à plusieurs")
    kit = make_kit(entries=[make_guide("Un")])
    rebuild()
    log_in("editor")
    words = typed.format(url=guide.url, title=guide.title, title_folded="ecrire a plusieurs", pk=guide.pk)

    answer = send(client, f"{kit.url}modifier/", new_row(form_of(client, f"{kit.url}modifier/"), "item", item=words))

    assert answer.status_code == 302
    assert held(kit)[1] == f"guide:{guide.pk}"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/guides/nulle-part/", "copiez l’adresse"),
        ("Rien de tel", "copiez l’adresse"),
        ("https://ailleurs.example.org/", "copiez l’adresse"),
        ("{draft}", "copiez l’adresse"),
        ("{kit}", "n’en contient pas un autre"),
        ("Atelier", "Lequel"),
    ],
)
def test_what_names_no_item_for_certain_comes_back_with_a_sentence(client, log_in, typed, said):
    draft = make_draft("Brouillon")
    make_guide("Atelier de cartes")
    make_guide("Atelier de sons")
    kit = make_kit(entries=[make_guide("Un")])
    log_in("editor")
    words = typed.format(draft=draft.url, kit=kit.url)

    answer = send(client, f"{kit.url}modifier/", new_row(form_of(client, f"{kit.url}modifier/"), "item", item=words))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert words in answer.content.decode()


def test_link_that_no_archive_of_a_kit_could_hold_comes_back_with_a_sentence(client, log_in):
    kit = make_kit(entries=[make_guide("Un")])
    log_in("editor")
    post = form_of(client, f"{kit.url}modifier/")
    new_row(post, "link", title="Un pad", url="https://pad.example.org/?" + "a" * 480)

    answer = send(client, f"{kit.url}modifier/", post)

    assert answer.status_code == 422
    assert "a plus de 500 caractères" in answer.content.decode()


def test_link_keeps_its_licence_as_typed_and_it_is_recognised(client, log_in):
    kit = make_kit(entries=[make_guide("Un")])
    log_in("editor")
    post = form_of(client, f"{kit.url}modifier/")
    new_row(
        post,
        "link",
        title="Un pad",
        url="https://pad.example.org/p/1",
        authors="Bleuenn",
        licence="creative commons by-sa",
    )

    send(client, f"{kit.url}modifier/", post)

    row = KitPage.objects.get(pk=kit.pk).entries.raw_data[1]["value"]
    assert row["licence"] == "creative commons by-sa"
    assert "Un pad" in client.get(kit.url).content.decode()


def test_row_of_an_item_that_was_withdrawn_stays_until_somebody_takes_it_out(client, log_in):
    guide = make_guide("Le secret du phare")
    kit = make_kit(entries=[guide, make_guide("Deux")])
    guide.unpublish()
    log_in("editor")
    url = f"{kit.url}modifier/"

    page = client.get(url).content.decode()
    assert "phare" not in page
    assert "Cet élément a été retiré" in page
    post = form_of(client, url)
    post["title"] = "Autre titre"
    assert send(client, url, post).status_code == 302
    assert held(kit)[0] == f"guide:{guide.pk}"


@pytest.mark.parametrize("count", [1, 3])
def test_form_asks_as_much_of_the_database_whatever_the_kit_holds(client, log_in, count, django_assert_num_queries):
    kit = make_kit(entries=[make_guide(f"Fiche {number}") for number in range(count)])
    log_in("editor")
    client.get("/")

    with django_assert_num_queries(36):
        client.get(f"{kit.url}modifier/")


def look(client, url, post):
    post = post.copy()
    post["do"] = "look"
    answer = client.post(
        url, post.urlencode(), content_type="application/x-www-form-urlencoded", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 200
    return BeautifulSoup(answer.json()["follows"]["entries"], "html.parser")


def headlines(page):
    return [" ".join(one.get_text(" ").split()) for one in page.select(".kit-verdict__headline")]


def test_verdict_follows_the_form_while_it_is_filled_in(client, log_in):
    poster = make_guide("Une affiche", licence="cc-by-nd-4.0")
    kit = make_kit(entries=[make_guide("Un", licence="cc-by-4.0")])
    log_in("editor")
    url = f"{kit.url}modifier/"
    post = form_of(client, url)
    assert headlines(look(client, url, post)) == ["Oui, comme recueil", "Oui", "Oui"]

    new_row(post, "item", item=poster.url, use="adapted")
    new_row(post, "item", key="22222222-2222-4222-8222-222222222222", item="rien de tel")
    page = look(client, url, post)

    assert headlines(page)[0] == "Non, pas composé ainsi"
    assert page.select_one(".blocked__name").a.text == "Une affiche"
    assert page.section["data-in-short"].startswith("Peut-on le partager, composé ainsi")
    assert held(kit) == [f"guide:{KitPage.objects.get(pk=kit.pk).entries[0].value['item'].partition(':')[2]}"]


def test_verdict_is_worked_out_again_without_a_script_and_nothing_is_lost_or_wrong(client, log_in):
    kit = make_kit(entries=[make_guide("Un", licence="cc-by-4.0")])
    log_in("editor")
    url = f"{kit.url}modifier/"
    post = new_row(form_of(client, url), "item", item="rien de tel", why="À garder")
    post["title"] = ""

    answer = send(client, url, post, do="look")
    page = BeautifulSoup(answer.content, "html.parser")

    assert answer.status_code == 200
    assert headlines(page) == ["Oui, comme recueil", "Oui", "Oui"]
    assert page.select("[role=alert]") == []
    assert [field["value"] for field in page.select("input[name$=-why]") if field.get("value")] == ["À garder"]


def test_form_that_names_nothing_yet_has_no_verdict(client, log_in):
    kit_index()
    log_in("contributor")

    page = BeautifulSoup(client.get("/ecrire/kit/").content, "html.parser")

    assert "dès que le kit contiendra quelque chose" in page.select_one("[data-follows]").text


def test_visitor_who_proposes_has_the_verdict_worked_out_and_sends_nothing_by_it(client):
    kit = make_kit(entries=[make_guide("Un", licence="cc-by-nd-4.0")])
    url = f"{kit.url}proposer/"
    post = form_of(client, url)
    place = next(name for name in post if name.endswith("-use") and "__key__" not in name)
    post[place] = "adapted"

    answer = send(client, url, post, do="look")

    assert answer.status_code == 200
    assert headlines(BeautifulSoup(answer.content, "html.parser"))[0] == "Non, pas composé ainsi"
    assert Proposal.objects.count() == 0


def change(kit, base, rows, **values):
    content = content_of(base.as_object(), named("kit").fields)
    content["entries"] = rows(content["entries"])
    return Change({**content, **values}, base)


def test_two_people_composing_one_kit_lose_nothing():
    guides = [make_guide(title) for title in ("Un", "Deux", "Trois", "Quatre", "Cinq")]
    kit = make_kit(entries=guides[:3])
    anne, bleuenn = PersonFactory(groups=("editor",)), PersonFactory(groups=("editor",))
    base = current_revision(kit)

    # Anne adds at the end and says why of the first; Bleuenn, on the same version, takes out the second and moves the third up.
    def annes(rows):
        rows[0]["value"] = {**rows[0]["value"], "why": "Pour commencer"}
        return [*rows, item_row(guides[3])]

    save_change(kit, change(kit, base, annes), by=anne)
    save_change(
        kit, change(kit, base, lambda rows: [rows[2], rows[0], item_row(guides[4])], title="Autre titre"), by=bleuenn
    )

    both = KitPage.objects.get(pk=kit.pk)
    assert both.title == "Autre titre"
    kept = held(kit)
    assert set(kept) == {f"guide:{guide.pk}" for guide in (guides[0], guides[2], guides[3], guides[4])}
    assert kept.index(f"guide:{guides[2].pk}") < kept.index(f"guide:{guides[0].pk}")
    assert [
        row["value"]["why"] for row in both.entries.raw_data if row["value"]["item"] == f"guide:{guides[0].pk}"
    ] == ["Pour commencer"]


def test_what_both_changed_is_asked_and_nothing_is_lost():
    kit = make_kit(entries=[make_guide("Un")])
    anne, bleuenn = PersonFactory(groups=("editor",)), PersonFactory(groups=("editor",))
    base = current_revision(kit)

    def why(words):
        return lambda rows: [{**rows[0], "value": {**rows[0]["value"], "why": words}}]

    save_change(kit, change(kit, base, why("De Anne")), by=anne)
    with pytest.raises(Collided) as asked:
        save_change(kit, change(kit, base, why("De Bleuenn")), by=bleuenn)

    assert len(asked.value.merged.collisions) == 1
    assert KitPage.objects.get(pk=kit.pk).entries.raw_data[0]["value"]["why"] == "De Anne"


def test_history_and_comparison_name_titles_and_nothing_withdrawn(client):
    first, second = make_guide("Cartographier sa rue"), make_guide("Le secret du phare")
    kit = make_kit(entries=[first])
    editor = PersonFactory(groups=("editor",))
    save_change(kit, change(kit, current_revision(kit), lambda rows: [*rows, item_row(second), link_row()]), by=editor)

    def compared():
        return client.get(f"{kit.url}comparer/?de=1&a=2").content.decode()

    assert client.get(f"{kit.url}historique/").status_code == 200
    assert "Le secret du phare" in compared()
    second.unpublish()
    assert "phare" not in compared()
    assert "guide:" not in BeautifulSoup(compared(), "html.parser").get_text()


def test_newcomer_proposes_a_change_of_a_kit(client, log_in):
    kit = make_kit(entries=[make_guide("Un")])
    log_in("newcomer")

    assert client.get(f"{kit.url}modifier/").headers["Location"] == f"{kit.url}proposer/"
    assert client.get(f"{kit.url}proposer/").status_code == 200


def test_contributor_sends_a_kit_to_review(client, log_in):
    kit_index()
    guide = make_guide("Un")
    log_in("contributor")
    post = new_row(form_of(client, "/ecrire/kit/"), "item", item=guide.url)
    post["title"], post["one_sentence"], post["licence"] = "Kit de Bleuenn", "Une phrase.", "cc-by-sa-4.0"

    answer = send(client, "/ecrire/kit/", post)

    assert answer.headers["Location"] == "/mes-pages/"
    assert not KitPage.objects.get(title="Kit de Bleuenn").live


def test_who_deletes_an_item_is_told_which_kits_hold_it(client, superuser):
    guide = make_guide("Un")
    kit = make_kit("Kit qui la tient", entries=[guide])

    assert list(kits_holding(guide)) == [kit]
    assert ReferenceIndex.get_references_to(guide).count() == 1
    assert "Kit qui la tient" in client.get(reverse("wagtailadmin_pages:usage", args=[guide.pk])).content.decode()


def test_form_of_the_editor_opens(client, superuser):
    kit = make_kit(entries=[make_guide("Un"), link_row()])

    assert client.get(f"/admin/pages/{kit.pk}/edit/").status_code == 200
