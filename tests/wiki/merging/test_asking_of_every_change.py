"""A merge that asks of every change of the other side: an adaptation that takes over from its original."""

from hypothesis import given
from hypothesis import strategies as st

from tests.wiki.merging.guide import SHAPES, guide, step
from tests.wiki.merging.test_merge_properties import CONTENTS, MANY
from wiki.merging import merge

BEFORE = guide(steps=[step("un", "Mesurer", "<p>Prenez la règle.</p><p>Notez.</p>"), step("deux", "Scier")])


def asked(mine, theirs, choices=None, *, base=BEFORE):
    return merge(SHAPES, base=base, mine=mine, theirs=theirs, choices=choices, every=True)


def paths(merged):
    return [(each.path, str(each.kind), each.mine, each.theirs) for each in merged.collisions]


def test_each_passage_that_the_original_changed_is_one_question():
    after = guide(
        title="Un nichoir",
        steps=[
            step("un", "Mesurer", "<p>Prenez le mètre.</p><p>Notez.</p><p>Vérifiez.</p>", minutes=10),
            step("trois", "Peindre"),
        ],
    )
    merged = asked(BEFORE, after)
    assert merged.content == BEFORE
    assert paths(merged) == [
        (("title",), "value", "Fabriquer un nichoir", "Un nichoir"),
        (("steps", "un", "minutes"), "value", None, 10),
        (("steps", "un", "text"), "rich", "<p>Prenez la règle.</p>", "<p>Prenez le mètre.</p>"),
        (("steps", "un", "text"), "rich", "", "<p>Vérifiez.</p>"),
        (("steps", "deux"), "row", step("deux", "Scier"), None),
        (("steps", "trois"), "row", None, step("trois", "Peindre")),
    ]


def test_only_what_was_chosen_is_taken_over_and_what_the_adaptation_changed_stays():
    mine = guide(title="Nichoir pour petites mains", steps=[*BEFORE["steps"], step("dix", "Goûter")])
    after = guide(
        steps=[step("un", "Mesurer deux fois", "<p>Prenez le mètre.</p><p>Notez.</p>"), step("deux", "Scier")],
        objectives=["Scier droit", "Assembler", "Peindre"],
    )
    questions = {each.path: each.key for each in asked(mine, after).collisions}
    merged = asked(mine, after, {questions["steps", "un", "text"]: "theirs"})
    assert merged.content == mine | {
        "steps": [
            step("un", "Mesurer", "<p>Prenez le mètre.</p><p>Notez.</p>"),
            step("deux", "Scier"),
            step("dix", "Goûter"),
        ]
    }
    assert [each.path for each in merged.collisions] == [("objectives",), ("steps", "un", "title")]


def test_both_are_offered_only_where_the_adaptation_has_a_passage_of_its_own():
    after = guide(steps=[step("un", "Mesurer", "<p>Prenez le mètre.</p><p>Notez.</p>"), step("deux", "Scier")])
    own = guide(steps=[step("un", "Mesurer", "<p>À l’œil.</p><p>Notez.</p>"), step("deux", "Scier")])
    assert [list(map(str, each.offered)) for each in asked(BEFORE, after).collisions] == [["mine", "theirs"]]
    assert [list(map(str, each.offered)) for each in asked(own, after).collisions] == [["mine", "theirs", "both"]]


def test_order_of_the_steps_is_a_question_of_its_own():
    after = guide(steps=list(reversed(BEFORE["steps"])))
    (question,) = asked(BEFORE, after).collisions
    assert (question.path, str(question.kind), question.theirs) == (("steps",), "order", ["deux", "un"])
    assert asked(BEFORE, after, {question.key: "theirs"}).content == after


@MANY
@given(CONTENTS, CONTENTS, CONTENTS)
def test_while_nothing_is_chosen_the_adaptation_says_what_it_said(base, mine, theirs):
    assert asked(mine, theirs, base=base).content == mine


@MANY
@given(CONTENTS, CONTENTS)
def test_copy_that_takes_over_every_change_says_what_the_original_says(base, theirs):
    questions = asked(base, theirs, base=base).collisions
    taken = asked(base, theirs, {each.key: "theirs" for each in questions}, base=base)
    assert (taken.content, taken.collisions) == (theirs, ())


@MANY
@given(CONTENTS, CONTENTS, CONTENTS, st.data())
def test_choice_made_stands_when_the_rest_is_asked_again(base, mine, theirs, data):
    questions = asked(mine, theirs, base=base).collisions
    chosen = {each.key: data.draw(st.sampled_from(each.offered)) for each in questions if data.draw(st.booleans())}
    left = asked(mine, theirs, chosen, base=base).collisions
    assert [each.key for each in left] == [each.key for each in questions if each.key not in chosen]
