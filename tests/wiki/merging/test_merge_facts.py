import pytest

from tests.wiki.merging.guide import SHAPES, guide, step
from wiki.merging import Choice, Kind, merge

BASE = guide()


def merged(mine, theirs, base=BASE, **choices):
    return merge(SHAPES, base=base, mine=mine, theirs=theirs, choices=choices)


def answered(mine, theirs, choice, base=BASE):
    asked = merged(mine, theirs, base).collisions
    return merged(mine, theirs, base, **{collision.key: choice for collision in asked})


def asked(mine, theirs, base=BASE):
    return [(each.kind, each.path, each.base, each.mine, each.theirs) for each in merged(mine, theirs, base).collisions]


def steps(*rows):
    return guide(steps=list(rows))


MEASURE, SAW = BASE["steps"]
MEASURED = step("un", "Mesurer", "<p>Prenez le mètre.</p>")
SAWN = step("deux", "Scier", "<p>Lentement.</p>")
SAND = step("trois", "Poncer", "<p>Dans le sens du bois.</p>")
PAINT = step("quatre", "Peindre", "<p>Deux couches.</p>")

WITHOUT_COLLISION = {
    "two people change two steps": (steps(MEASURED, SAW), steps(MEASURE, SAWN), steps(MEASURED, SAWN)),
    "two people change two fields of one step": (
        steps(step("un", "Bien mesurer", "<p>Prenez la règle.</p>"), SAW),
        steps(step("un", "Mesurer", "<p>Prenez la règle.</p>", minutes=10), SAW),
        steps(step("un", "Bien mesurer", "<p>Prenez la règle.</p>", minutes=10), SAW),
    ),
    "one moves a step, the other changes it": (steps(SAW, MEASURE), steps(MEASURED, SAW), steps(SAW, MEASURED)),
    "one moves a step, the other adds one after it": (
        steps(SAW, MEASURE),
        steps(MEASURE, SAND, SAW),
        steps(SAW, MEASURE, SAND),
    ),
    "both add a step at the end, theirs first": (
        steps(MEASURE, SAW, SAND),
        steps(MEASURE, SAW, PAINT),
        steps(MEASURE, SAW, PAINT, SAND),
    ),
    "both add a step at the beginning": (
        steps(SAND, MEASURE, SAW),
        steps(PAINT, MEASURE, SAW),
        steps(PAINT, SAND, MEASURE, SAW),
    ),
    "both remove the same step": (steps(SAW), steps(SAW), steps(SAW)),
    "one removes a step, the other another": (steps(SAW), steps(MEASURE), steps()),
    "one removes a step, the other adds one after it": (steps(SAW), steps(MEASURE, SAND, SAW), steps(SAND, SAW)),
    "both make the same change": (guide(title="Un nichoir"), guide(title="Un nichoir"), guide(title="Un nichoir")),
    "two lines of one summary": (
        guide(summary="Une planche et une scie.\nDeux heures suffisent."),
        guide(summary="Une planche, une scie.\nTrois heures suffisent."),
        guide(summary="Une planche et une scie.\nTrois heures suffisent."),
    ),
    "themes of both": (guide(themes=[3, 5, 7]), guide(themes=[7, 9]), guide(themes=[5, 7, 9])),
    "both add an objective": (
        guide(objectives=["Scier droit", "Assembler", "Peindre"]),
        guide(objectives=["Scier droit", "Assembler", "Poncer"]),
        guide(objectives=["Scier droit", "Assembler", "Poncer", "Peindre"]),
    ),
    "both add the same objective, and one another": (
        guide(objectives=["Scier droit", "Assembler", "Poncer"]),
        guide(objectives=["Scier droit", "Assembler", "Poncer", "Peindre"]),
        guide(objectives=["Scier droit", "Assembler", "Poncer", "Peindre"]),
    ),
    "one changes an objective, the other adds one after it": (
        guide(objectives=["Scier droit", "Assembler sans colle"]),
        guide(objectives=["Scier droit", "Assembler", "Poncer"]),
        guide(objectives=["Scier droit", "Assembler sans colle", "Poncer"]),
    ),
    "one changes an objective, the other adds one before it": (
        guide(objectives=["Scier droit", "Assembler sans colle"]),
        guide(objectives=["Scier droit", "Poncer", "Assembler"]),
        guide(objectives=["Scier droit", "Poncer", "Assembler sans colle"]),
    ),
    "credits of both": (
        guide(credits=[*BASE["credits"], {"name": "Yann", "role": "illustrator"}]),
        guide(credits=[{"name": "Awa Diop", "role": "author"}]),
        guide(credits=[{"name": "Awa Diop", "role": "author"}, {"name": "Yann", "role": "illustrator"}]),
    ),
    "a field that one side does not know": (
        {"title": "Un nichoir"},
        guide(themes=[3]),
        guide(title="Un nichoir", themes=[3]),
    ),
}


@pytest.mark.parametrize(("mine", "theirs", "expected"), WITHOUT_COLLISION.values(), ids=WITHOUT_COLLISION)
def test_changes_that_do_not_meet_are_all_made(mine, theirs, expected):
    assert merged(mine, theirs).content == expected
    assert merged(mine, theirs).collisions == ()


def test_two_steps_moved_by_two_people_are_both_moved():
    base, mine, theirs = steps(MEASURE, SAW, SAND), steps(SAND, MEASURE, SAW), steps(SAW, SAND, MEASURE)

    assert merged(mine, theirs, base).content == steps(SAND, SAW, MEASURE)


def test_moves_at_two_ends_of_a_guide_are_both_made():
    one, two, three, four, five = rows = [step(f"étape {number}") for number in range(5)]

    result = merged(steps(two, one, three, four, five), steps(one, two, three, five, four), steps(*rows))

    assert result.content == steps(two, one, three, five, four)
    assert result.collisions == ()


def test_one_title_changed_by_both_is_asked():
    mine, theirs = guide(title="Un nichoir"), guide(title="Le nichoir")

    assert asked(mine, theirs) == [(Kind.VALUE, ("title",), "Fabriquer un nichoir", "Un nichoir", "Le nichoir")]
    assert merged(mine, theirs).content["title"] == "Un nichoir"
    assert answered(mine, theirs, "mine").content["title"] == "Un nichoir"
    assert answered(mine, theirs, "theirs").content["title"] == "Le nichoir"


def test_both_is_not_offered_of_one_value():
    mine, theirs = guide(title="Un nichoir"), guide(title="Le nichoir")

    [collision] = merged(mine, theirs).collisions
    assert collision.offered == (Choice.MINE, Choice.THEIRS)
    assert answered(mine, theirs, "both").collisions == (collision,)


def test_a_paragraph_collides_while_its_neighbour_merges():
    base, mine, theirs = (
        guide(summary=f"{first}\n{second}")
        for first, second in [("Une scie.", "Deux heures."), ("Une scie fine.", "Une heure."), ("Une scie.", "Tôt.")]
    )

    assert asked(mine, theirs, base) == [(Kind.TEXT, ("summary",), "Deux heures.", "Une heure.", "Tôt.")]
    assert merged(mine, theirs, base).content["summary"] == "Une scie fine.\nUne heure."
    assert answered(mine, theirs, "both", base).content["summary"] == "Une scie fine.\nTôt.\nUne heure."


def test_a_paragraph_of_a_step_collides_while_the_others_merge():
    def with_text(*paragraphs):
        return steps(step("un", "Mesurer", "".join(f"<p>{words}</p>" for words in paragraphs)), SAW)

    base = with_text("Prenez la règle.", "Tracez.", "Vérifiez.")
    mine = with_text("Prenez le mètre.", "Tracez au crayon.", "Vérifiez.")
    theirs = with_text("Prenez la règle.", "Tracez à la craie.", "Vérifiez.", "Recommencez.")

    region = "<p>Tracez.</p>", "<p>Tracez au crayon.</p>", "<p>Tracez à la craie.</p>"
    assert asked(mine, theirs, base) == [(Kind.RICH, ("steps", "un", "text"), *region)]
    assert answered(mine, theirs, "theirs", base).content == with_text(
        "Prenez le mètre.", "Tracez à la craie.", "Vérifiez.", "Recommencez."
    )
    assert answered(mine, theirs, "both", base).content == with_text(
        "Prenez le mètre.", "Tracez à la craie.", "Tracez au crayon.", "Vérifiez.", "Recommencez."
    )


def test_items_of_one_list_in_a_text_merge_and_collide_alone():
    def with_list(*items):
        listed = "".join(f"<li>{item}</li>" for item in items)
        return steps(step("un", "Mesurer", f"<p>Prenez :</p><ul>{listed}</ul><p>Voilà.</p>"))

    base, mine = with_list("une règle", "un crayon"), with_list("un mètre", "un crayon gras")
    theirs = with_list("une règle", "une craie")

    region = "<li>un crayon</li>", "<li>un crayon gras</li>", "<li>une craie</li>"
    assert asked(mine, theirs, base) == [(Kind.RICH, ("steps", "un", "text"), *region)]
    assert answered(mine, theirs, "both", base).content == with_list("un mètre", "une craie", "un crayon gras")

    longer = with_list("une règle", "une craie", "une gomme")
    region = "<li>un crayon</li>", "<li>un crayon gras</li>", "<li>une craie</li><li>une gomme</li>"
    assert asked(mine, longer, base) == [(Kind.RICH, ("steps", "un", "text"), *region)]
    assert answered(mine, longer, "mine", base).content == mine


def test_paragraphs_that_both_add_at_one_place_are_asked():
    mine = steps(step("un", "Mesurer", "<p>Prenez la règle.</p><p>Notez.</p>"), SAW)
    theirs = steps(step("un", "Mesurer", "<p>Prenez la règle.</p><p>Écrivez.</p>"), SAW)

    assert asked(mine, theirs) == [(Kind.RICH, ("steps", "un", "text"), "", "<p>Notez.</p>", "<p>Écrivez.</p>")]


@pytest.mark.parametrize(("choice", "left"), [("mine", [MEASURED, SAW]), ("theirs", [SAW])])
def test_a_step_that_they_removed_and_i_changed_is_asked(choice, left):
    mine, theirs = steps(MEASURED, SAW), steps(SAW)

    assert asked(mine, theirs) == [(Kind.ROW, ("steps", "un"), MEASURE, MEASURED, None)]
    assert merged(mine, theirs).content == mine
    assert answered(mine, theirs, choice).content == steps(*left)


@pytest.mark.parametrize(("choice", "left"), [("mine", [SAW]), ("theirs", [MEASURED, SAW])])
def test_a_step_that_i_removed_and_they_changed_is_asked(choice, left):
    mine, theirs = steps(SAW), steps(MEASURED, SAW)

    assert asked(mine, theirs) == [(Kind.ROW, ("steps", "un"), MEASURE, None, MEASURED)]
    assert answered(mine, theirs, choice).content == steps(*left)


@pytest.mark.parametrize(("choice", "order"), [("mine", [SAND, MEASURE, SAW]), ("theirs", [MEASURE, SAND, SAW])])
def test_an_order_that_both_changed_is_asked(choice, order):
    base, mine, theirs = steps(MEASURE, SAW, SAND), steps(SAND, MEASURE, SAW), steps(MEASURE, SAND, SAW)

    orders = ["un", "deux", "trois"], ["trois", "un", "deux"], ["un", "trois", "deux"]
    assert asked(mine, theirs, base) == [(Kind.ORDER, ("steps",), *orders)]
    assert answered(mine, theirs, choice, base).content == steps(*order)


def test_a_row_that_became_of_another_type_can_be_kept_beside_theirs():
    remark = {"id": "un", "type": "remark", "value": "<p>Attention aux doigts.</p>"}

    result = answered(steps(remark, SAW), steps(MEASURED, SAW), "both")

    assert result.content["steps"] == [MEASURED, {**remark, "id": result.content["steps"][1]["id"]}, SAW]
    assert result.content["steps"][1]["id"] != "un"


def test_a_row_that_both_added_under_one_id_is_merged_field_by_field():
    mine, theirs = (steps(MEASURE, SAW, step("trois", title, minutes=5)) for title in ("Poncer", "Peindre"))

    assert asked(mine, theirs) == [(Kind.VALUE, ("steps", "trois", "title"), None, "Poncer", "Peindre")]


def test_rows_with_one_id_twice_are_all_kept():
    doubled = steps(MEASURE, {**SAND, "id": "un"}, SAW)

    titles = [row["value"]["title"] for row in merged(doubled, steps(MEASURE, SAWN)).content["steps"]]
    assert titles == ["Mesurer", "Poncer", "Scier"]


def test_a_choice_holds_when_they_have_changed_something_else_meanwhile():
    mine, theirs = guide(title="Un nichoir", themes=[3]), guide(title="Le nichoir")
    [collision] = merged(mine, theirs).collisions
    later = guide(title="Le nichoir", summary="Une scie.", credits=[])

    assert merged(mine, later, **{collision.key: "theirs"}).collisions == ()


def test_a_choice_is_asked_again_of_what_has_changed_again():
    mine, theirs = guide(title="Un nichoir"), guide(title="Le nichoir")
    [collision] = merged(mine, theirs).collisions

    assert len(merged(mine, guide(title="Nichoir"), **{collision.key: "theirs"}).collisions) == 1


def test_two_equal_paragraphs_are_two_questions():
    base, mine, theirs = (
        guide(summary=f"{word}\nLa suite.\n{word}") for word in ("Une scie.", "Une scie fine.", "Une scie neuve.")
    )
    first, second = merged(mine, theirs, base).collisions

    result = merged(mine, theirs, base, **{first.key: "mine", second.key: "theirs"})
    assert result.content["summary"] == "Une scie fine.\nLa suite.\nUne scie neuve."


def test_a_merge_changes_nothing_it_was_given():
    mine, theirs = guide(title="Un", objectives=["A"], steps=[MEASURED]), guide(title="Le", objectives=["B"], steps=[])

    answered(mine, theirs, "theirs")

    assert mine == guide(title="Un", objectives=["A"], steps=[MEASURED])
    assert theirs == guide(title="Le", objectives=["B"], steps=[])


def test_space_between_paragraphs_is_no_change():
    base = steps(step("un", "Mesurer", "<p>Une règle.</p>\n<p>Un crayon.</p>\n<p>Une gomme.</p>"))
    mine = steps(step("un", "Mesurer", "<p>Une règle.</p><p>Un crayon gras.</p><p>Une gomme.</p>"))
    theirs = steps(step("un", "Mesurer", "<p>Une règle.</p>\n<p>Un crayon.</p>\n<p>Deux gommes.</p>"))

    assert merged(mine, theirs, base).collisions == ()
    assert "<p>Deux gommes.</p>" in merged(mine, theirs, base).content["steps"][0]["value"]["text"]
