"""The form of a page on the site: what it is filled with is what it gives back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.http import QueryDict

from licences.explainers.models import ExplainerPage
from tests.factories.associations import AssociationFactory
from tests.factories.guides import make_guide, make_theme, material, section, step
from tests.factories.people import PersonFactory
from tests.wiki.sending import sent
from wiki.content import content_of
from wiki.forms.page_form import form_of
from wiki.forms.rows import changed_rows
from wiki.kinds import kind_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anne():
    return PersonFactory(groups=("editor",))


@pytest.fixture
def guide():
    return make_guide(
        themes=[make_theme()], tags=["rue", "grande carte"], cost=Decimal("12.50"), audience=["adults", "children"],
        materials=[material("crayon", quantity=Decimal("2.5")), material("papier")], sections=[section()],
        steps=[step("Accueil"), step("Sortie", note="<p>Prévoir la pluie.</p>"), step("Retour", minutes=None)],
        objectives=["lire une carte", "écrire"], questions=["Qu'oublie la carte\xa0?"],
    )  # fmt: skip


def read_back(page, user, post):
    form = form_of(kind_of(page), page, user=user, data=post)
    assert form.is_valid(), form.problems()
    return form.typed()


def titles(content):
    return [row["value"]["title"] for row in content["steps"]]


def test_a_form_sent_back_untouched_says_what_the_page_says(anne, guide):
    form = form_of(kind_of(guide), guide, user=anne)

    assert read_back(guide, anne, sent(form)) == content_of(guide, kind_of(guide).fields)


def test_an_association_sent_back_untouched_says_the_same(anne):
    association = AssociationFactory()
    association.links.create(label="Site", url="https://kan.example.org/")
    form = form_of(kind_of(association), association, user=anne)

    assert read_back(association, anne, sent(form)) == content_of(association, kind_of(association).fields)


def test_rows_are_in_the_order_of_the_form(anne, guide):
    post = sent(form_of(kind_of(guide), guide, user=anne))
    post.setlist("steps-row", reversed(post.getlist("steps-row")))

    assert titles(read_back(guide, anne, post)) == ["Retour", "Sortie", "Accueil"]


def test_a_row_taken_out_is_gone(anne, guide):
    post = sent(form_of(kind_of(guide), guide, user=anne))
    post[f"steps-{post.getlist('steps-row')[1]}-gone"] = "1"

    assert titles(read_back(guide, anne, post)) == ["Accueil", "Retour"]


def test_a_row_that_a_form_cut_short_lacks_was_not_taken_out(anne, guide):
    post = sent(form_of(kind_of(guide), guide, user=anne))
    first, _second, third = post.getlist("steps-row")
    post.setlist("steps-row", [third, first])

    assert titles(read_back(guide, anne, post)) == ["Retour", "Accueil", "Sortie"]


def test_a_row_sent_twice_counts_once(anne, guide):
    post = sent(form_of(kind_of(guide), guide, user=anne))
    post.setlist("steps-row", post.getlist("steps-row") * 2)

    assert titles(read_back(guide, anne, post)) == ["Accueil", "Sortie", "Retour"]


def test_a_new_row_left_empty_is_no_row(anne, guide):
    post = changed_rows(sent(form_of(kind_of(guide), guide, user=anne)), "steps:add:step")

    assert titles(read_back(guide, anne, post)) == ["Accueil", "Sortie", "Retour"]


def test_a_new_row_is_read(anne, guide):
    post = changed_rows(sent(form_of(kind_of(guide), guide, user=anne)), "steps:add:step")
    post[f"{post['added']}-title"] = "Partage"
    post[f"{post['added']}-text"] = "On **montre** sa carte."

    row = read_back(guide, anne, post)["steps"][-1]

    assert row["value"] == {
        "title": "Partage", "minutes": None, "text": "<p>On <b>montre</b> sa carte.</p>", "note": "", "files": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("up", ["Sortie", "Accueil", "Retour"]),
        ("down", ["Accueil", "Retour", "Sortie"]),
        ("gone", ["Accueil", "Retour"]),
    ],
)
def test_buttons_move_and_take_out_rows(anne, guide, action, expected):
    post = sent(form_of(kind_of(guide), guide, user=anne))
    post = changed_rows(post, f"steps:{action}:{post.getlist('steps-row')[1]}")

    assert titles(read_back(guide, anne, post)) == expected


def test_a_row_taken_out_can_be_put_back(anne, guide):
    post = sent(form_of(kind_of(guide), guide, user=anne))
    second = post.getlist("steps-row")[1]
    post = changed_rows(changed_rows(post, f"steps:gone:{second}"), f"steps:back:{second}")

    assert titles(read_back(guide, anne, post)) == ["Accueil", "Sortie", "Retour"]


def test_five_hundred_steps_are_refused_with_a_sentence(anne, guide):
    post = sent(form_of(kind_of(guide), guide, user=anne))
    post.setlist("steps-row", [*post.getlist("steps-row"), *(f"pas-{number}" for number in range(497))])

    form = form_of(kind_of(guide), guide, user=anne, data=post)

    assert not form.is_valid()
    assert form.rows["steps"].errors == [
        "Il peut y avoir 150 lignes au plus, et vous en avez envoyé 500\xa0: retirez-en."
    ]


def test_what_a_reader_needs_is_asked_for_when_it_is_published(anne):
    guide = make_guide(one_sentence="", objectives=[], themes=[make_theme()])
    form = form_of(kind_of(guide), guide, user=anne, data=sent(form_of(kind_of(guide), guide, user=anne)))

    assert form.is_valid()
    assert not form.check_whole()
    assert [problem.where for problem in form.problems()] == ["En une phrase", "Objectifs"]


def test_a_wrong_number_is_told_beside_its_step(anne, guide):
    post = sent(form_of(kind_of(guide), guide, user=anne))
    post[f"steps-{post.getlist('steps-row')[1]}-minutes"] = "une heure"

    form = form_of(kind_of(guide), guide, user=anne, data=post)
    form.is_valid()

    assert [(problem.where, problem.message) for problem in form.problems()] == [
        ("Étape 2, Durée en minutes", "Saisissez un nombre entier.")
    ]


def test_drawing_the_form_asks_as_many_queries_with_one_step_as_with_three(anne, django_assert_num_queries):
    one, three = make_guide("Un"), make_guide("Trois", steps=[step("A"), step("B"), step("C")])
    sent(form_of(kind_of(one), one, user=anne))
    for guide in (one, three):
        page = type(guide).objects.get(pk=guide.pk)
        with django_assert_num_queries(6):
            sent(form_of(kind_of(page), page, user=anne))


def test_an_explainer_keeps_its_tables(anne):
    page = ExplainerPage(title="Lire", language="fr")
    table = {"columns": [{"type": "text", "heading": "A"}], "rows": [{"values": ["<p>b</p>"]}], "caption": ""}
    page.body = [{"type": "text", "value": "<p>Avant</p>", "id": "a"}, {"type": "table", "value": table, "id": "b"}]
    form = form_of(kind_of(page), page, user=anne)

    assert read_back(page, anne, sent(form))["body"] == content_of(page, ["body"])["body"]


def test_quiet_form_says_nothing_is_wrong(anne, guide):
    post = QueryDict(mutable=True)
    form = form_of(kind_of(guide), guide, user=anne, data=post)
    form.quiet()

    assert form.problems() == []
