"""What changed between two versions of a page, as its readers see it."""

from __future__ import annotations

import re

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from commons.guides.models import GuidePage
from tests.factories.associations import AssociationFactory
from tests.factories.guides import embedded, kit_file, make_guide, make_theme, material, step
from tests.factories.media import make_file, make_picture
from wiki.diff import shown
from wiki.diff.pages import difference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_french():
    from django.utils import translation  # noqa: PLC0415

    with translation.override("fr"):
        yield


def changed(guide, **fields):
    """The page as it is, and as it would be."""
    before, after = GuidePage.objects.get(pk=guide.pk), GuidePage.objects.get(pk=guide.pk)
    for name, value in fields.items():
        if name in {"themes", "tags"}:
            getattr(after, name).set(value)
        else:
            setattr(after, name, value)
    return difference(before, after)


def words(html):
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", str(html))).strip(" ")


def only(groups):
    ((change,),) = [group.changes for group in groups]
    return change


def test_same_page_has_no_difference():
    assert changed(make_guide()) == []


def test_changed_word_stands_beside_the_one_it_replaces():
    change = only(changed(make_guide("Cartographier sa rue"), title="Cartographier sa ville"))

    assert change.label == "Titre"
    assert words(change.inline) == "Cartographier sa [supprimé\u00a0: rue ] [ajouté\u00a0: ville ]"


def test_fact_is_told_before_and_after():
    groups = changed(make_guide(difficulty=1, group_max=12), difficulty=3, group_max=20)

    facts = {change.label: (words(change.before), words(change.after)) for group in groups for change in group.changes}
    assert facts["Au plus"] == ("12", "20")
    assert all(one and other for one, other in facts.values())


def test_fact_that_nobody_had_told_has_nothing_before():
    change = only(changed(make_guide(), preparation_minutes=30))

    assert (change.kind, words(change.before), words(change.after)) == ("fact", "", "30")


def test_licences_are_named():
    change = only(changed(make_guide(licence="cc-by-sa-4.0"), licence="cc-by-4.0"))

    assert "CC BY-SA 4.0" in words(change.before)
    assert "CC BY 4.0" in words(change.after)
    assert "cc-by" not in str(change)


def test_credit_that_is_added_is_named_with_its_role():
    guide = make_guide()
    change = only(changed(guide, credits=[*guide.credits, {"name": "Thu", "role": "translator", "url": ""}]))

    assert "[ajouté\u00a0: Thu, traduction" in words(change.inline)
    assert "[supprimé" not in words(change.inline)


STEPS = [("step", {"title": title, "text": f"<p>On {title.lower()}.</p>"}) for title in ("Accueille", "Sort", "Range")]


def with_ids(steps):
    guide = make_guide(steps=[step(value["title"], text=value["text"]) for _kind, value in steps])
    return guide, [dict(row) for row in guide.steps.get_prep_value()]


def test_moved_step_is_said_to_be_moved_and_nothing_else():
    guide, (first, second, third) = with_ids(STEPS)

    change = only(changed(guide, steps=[third, first, second]))

    assert (change.label, change.states, change.moved, change.parts) == ("Étape 1, Range", ("moved",), (3, 1), [])


def test_step_added_and_step_removed_are_shown_whole():
    guide, (first, second, third) = with_ids(STEPS)
    new = {"type": "step", "value": {"title": "Goûte", "text": "<p>On goûte.</p>"}, "id": "n1"}

    (group,) = changed(guide, steps=[first, new, third])

    assert [(change.label, change.states) for change in group.changes] == [
        ("Étape 2, Goûte", ("added",)),
        ("Étape 2, Sort", ("removed",)),
    ]
    assert "On goûte." in words(group.changes[0].parts[1].inline)
    assert "On sort." in words(group.changes[1].parts[2].inline)
    assert second["value"]["title"] == "Sort"


def test_step_that_is_moved_and_changed_is_both():
    guide, (first, second, third) = with_ids(STEPS)
    third["value"] = {**third["value"], "minutes": 20}

    change = only(changed(guide, steps=[third, first, second]))

    assert change.states == ("moved", "changed")
    assert [(part.label, words(part.before), words(part.after)) for part in change.parts] == [
        ("Durée en minutes", "10", "20")
    ]


def test_steps_of_an_import_are_known_again_without_their_ids():
    guide, rows = with_ids(STEPS)
    for row in rows:
        row["id"] = f"n-{row['id']}"
    rows[1]["value"] = {**rows[1]["value"], "text": "<p>On sort tous.</p>"}

    change = only(changed(guide, steps=rows))

    assert (change.label, change.states) == ("Étape 2, Sort", ("changed",))


def test_two_steps_with_one_id_are_two_steps():
    guide, (first, *_others) = with_ids(STEPS)
    twin = {**first, "value": {**first["value"], "title": "Encore"}}

    (group,) = changed(guide, steps=[first, twin])

    assert ("Étape 2, Encore", ("added",)) in [(change.label, change.states) for change in group.changes]


def test_material_is_told_part_by_part():
    guide = make_guide(materials=[material("feuille", quantity=200)])
    row = guide.materials.get_prep_value()[0]

    change = only(changed(guide, materials=[{**row, "value": {**row["value"], "quantity": "250", "per": "person"}}]))

    assert [(part.label, words(part.before), words(part.after)) for part in change.parts] == [
        ("Combien", "200", "250"),
        ("Compté", "pour tout l’atelier", "par personne"),
    ]


def test_replaced_picture_shows_both_and_says_so():
    one, other = make_picture(title="Le port"), make_picture(title="La rade")
    guide = make_guide(steps=[step(text=f"<p>Ici.</p>{embedded(one, alt='Le port')}")])
    row = guide.steps.get_prep_value()[0]
    value = {**row["value"], "text": f"<p>Ici.</p>{embedded(other, alt='La rade')}"}

    part = only(changed(guide, steps=[{**row, "value": value}])).parts[0]

    assert 'alt="Le port"' in part.before
    assert 'alt="La rade"' in part.after
    assert "Une image a été remplacée." in part.notes


def test_link_that_leads_elsewhere_is_told_with_both_addresses():
    guide = make_guide(steps=[step(text='<p>Voir <a href="https://a.example.org/">ici</a>.</p>')])
    row = guide.steps.get_prep_value()[0]
    value = {**row["value"], "text": '<p>Voir <a href="https://b.example.org/">ici</a>.</p>'}

    part = only(changed(guide, steps=[{**row, "value": value}])).parts[0]

    assert part.notes == [
        "Le lien de «\u00a0ici\u00a0» menait à https://a.example.org/, et mène à https://b.example.org/."
    ]


def test_words_in_bold_are_told_as_a_change_of_layout():
    guide = make_guide(steps=[step(text="<p>On se présente.</p>")])
    row = guide.steps.get_prep_value()[0]
    value = {**row["value"], "text": "<p>On se <b>présente</b>.</p>"}

    part = only(changed(guide, steps=[{**row, "value": value}])).parts[0]

    assert "<del>" not in part.inline
    assert part.notes == ["Les mots sont les mêmes\u00a0; leur mise en forme a changé (gras, liste, intertitre…)."]


def test_themes_are_named():
    change = only(
        changed(make_guide(themes=[make_theme()]), themes=[make_theme("sons", name_fr="Sons", name_en="Sound")])
    )

    assert (words(change.before), words(change.after)) == (
        "[supprimé\u00a0: Cartes ]",
        "[ajouté\u00a0: Sons ]",
    )


def test_what_is_private_is_not_named():
    collection = Collection.get_first_root_node().add_child(name="Interne")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    association = AssociationFactory(name="Les Cachottiers")
    association.unpublish()
    picture = make_picture(title="Secret de crique", collection=collection)
    document = make_file(title="Secret de polichinelle", collection=collection)
    guide = make_guide(steps=[step()])
    row = guide.steps.get_prep_value()[0]
    value = {**row["value"], "files": [document.pk], "text": embedded(picture, alt="Secret")}

    groups = changed(
        guide,
        association=association,
        files=[kit_file(document)],
        steps=[{**row, "value": value}],
    )

    assert [change.label for group in groups for change in group.changes] == [
        "Étape 1, Accueil",
        "Fichier 1",
        "Association",
    ]
    assert str(shown.of_item(picture)) == "<p>un élément que tout le monde ne peut pas voir</p>"
    assert "Cachottiers" not in str(groups)
    assert "Secret" not in str(groups)
