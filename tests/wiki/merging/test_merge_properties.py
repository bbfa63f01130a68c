from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.wiki.merging.guide import SHAPES, step
from wiki.merging import merge
from wiki.merging.blocks import blocks_of

MANY = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.sampled_from(["scie", "bois", "clou", "colle", "planche", "règle"])
LINES = st.lists(WORDS, max_size=6)
PARAGRAPHS = st.lists(WORDS.map("<p>{}</p>".format) | st.lists(WORDS, min_size=1, max_size=3).map(
    lambda items: "<ul>{}</ul>".format("".join(f"<li>{item}</li>" for item in items))
), max_size=6)  # fmt: skip
STEPS = st.builds(
    step,
    st.sampled_from("abcdefg"),
    WORDS,
    PARAGRAPHS.map("".join),
    minutes=st.none() | st.integers(1, 3),
    files=st.lists(st.integers(1, 4), max_size=3),
)
REMARKS = st.builds(
    lambda key, text: {"id": key, "type": "remark", "value": text}, st.sampled_from("abcdefg"), PARAGRAPHS.map("".join)
)
CONTENTS = st.fixed_dictionaries({
    "title": WORDS,
    "summary": LINES.map("\n".join),
    "themes": st.sets(st.integers(1, 5)).map(sorted),
    "objectives": LINES,
    "credits": st.lists(st.fixed_dictionaries({"name": WORDS}), max_size=3),
    "steps": st.lists(STEPS | REMARKS, max_size=5, unique_by=lambda row: row["id"]),
})  # fmt: skip


def merged(base, mine, theirs, choices=None):
    return merge(SHAPES, base=base, mine=mine, theirs=theirs, choices=choices)


@MANY
@given(CONTENTS, CONTENTS)
def test_what_one_side_alone_changed_is_the_result(base, changed):
    for mine, theirs in [(base, changed), (changed, base), (changed, changed)]:
        assert merged(base, mine, theirs).content == changed
        assert merged(base, mine, theirs).collisions == ()


@MANY
@given(CONTENTS, CONTENTS, CONTENTS, CONTENTS)
def test_fields_that_each_side_alone_changed_are_the_result(base, mine, theirs, other):
    names = list(base)
    mine = {**base, **{name: mine[name] for name in names[:3]}}
    theirs = {**base, **{name: theirs[name] for name in names[3:]}}

    result = merged({**base, "minutes": 1}, {**mine, "minutes": 1}, {**theirs, "minutes": 2})
    assert result.content == {**mine, **{name: theirs[name] for name in names[3:]}, "minutes": 2}


@MANY
@given(CONTENTS, CONTENTS, CONTENTS)
def test_both_sides_are_asked_the_same_questions(base, mine, theirs):
    here = merged(base, mine, theirs).collisions
    there = merged(base, theirs, mine).collisions

    def questions(collisions, one, other):
        return Counter(
            repr((each.kind, each.path, each.base, getattr(each, one), getattr(each, other))) for each in collisions
        )

    assert questions(here, "mine", "theirs") == questions(there, "theirs", "mine")


@MANY
@given(CONTENTS, CONTENTS, CONTENTS, st.data())
def test_once_all_is_chosen_nothing_is_asked_and_the_result_stands(base, mine, theirs, data):
    asked = merged(base, mine, theirs).collisions
    choices = {each.key: data.draw(st.sampled_from(each.offered)) for each in asked}

    result = merged(base, mine, theirs, choices)

    assert len(choices) == len(asked)
    assert result.collisions == ()
    assert merged(theirs, result.content, theirs).content == result.content
    assert merged(theirs, result.content, result.content).content == result.content


@MANY
@given(CONTENTS, CONTENTS, CONTENTS)
def test_while_nothing_is_chosen_all_that_was_written_is_in_the_result_or_asked(base, mine, theirs):
    result = merged(base, mine, theirs)

    there = words_of(result.content) + sum(
        (words_of({"mine": each.mine, "theirs": each.theirs}, each.path[-1]) for each in result.collisions), Counter()
    )
    for side in (mine, theirs):
        assert {word for word in words_of(side) if word not in words_of(base)} <= set(there)


@MANY
@given(CONTENTS, CONTENTS, CONTENTS, st.data())
def test_a_choice_made_is_kept_when_the_rest_is_asked_again(base, mine, theirs, data):
    asked = merged(base, mine, theirs).collisions
    chosen = [each for each in asked if data.draw(st.booleans())]

    left = merged(base, mine, theirs, {each.key: data.draw(st.sampled_from(each.offered)) for each in chosen})

    assert list(left.collisions) == [each for each in asked if each not in chosen]


@MANY
@given(PARAGRAPHS | st.lists(st.sampled_from(["<p>", "</p>", "un", "<b>", "</b>", "<hr/>", "<br/>", "\n", "<ul>"])))
def test_blocks_of_a_text_joined_are_the_text(pieces):
    html = "".join(pieces)
    assert "".join(blocks_of(html)) == html


@MANY
@given(PARAGRAPHS)
def test_each_block_of_a_text_is_a_piece(paragraphs):
    assert blocks_of("".join(paragraphs)) == paragraphs


def words_of(value, name=""):
    """Every text of a content, by the name of its field, once for each time it stands there."""
    if isinstance(value, dict):
        return sum(
            (words_of(each, name if key in {"mine", "theirs", "value"} else key) for key, each in value.items()),
            Counter(),
        )
    if isinstance(value, list):
        return sum((words_of(each, name) for each in value), Counter())
    text = "" if value is None else str(value)
    text = text.replace("<li>", "\n").replace("<p>", "\n").replace("</", "\n</")
    return Counter(line for line in text.split("\n") if line and not line.startswith("<"))
