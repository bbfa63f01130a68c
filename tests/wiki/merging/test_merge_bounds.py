from random import Random

import pytest

from tests.wiki.merging.guide import SHAPES, guide, step
from wiki.merging import Kind, merge
from wiki.merging.blocks import blocks_of
from wiki.merging.collisions import Sides
from wiki.merging.sequences import MOST_PIECES, Agreed, diff3


class Counted(str):
    """A piece that counts how often any is compared with another."""

    __slots__ = ()
    comparisons = 0

    def __eq__(self, other):
        Counted.comparisons += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def comparisons(pieces):
    base = [Counted(f"ligne {number}") for number in range(pieces)]
    mine, theirs = [Counted(piece) for piece in base], [Counted(piece) for piece in base]
    mine[10::20], theirs[5::20] = map(Counted, mine[9::20]), map(Counted, theirs[4::20])
    Counted.comparisons = 0
    list(diff3(Sides(base, mine, theirs), key=lambda piece: piece))
    return Counted.comparisons


def test_the_longest_sequence_takes_few_comparisons_a_line():
    assert comparisons(MOST_PIECES) < 600 * MOST_PIECES


def test_five_hundred_long_steps_changed_by_two_people_merge():
    def steps(changed, words):
        return guide(
            steps=[
                step(str(number), f"Étape {number}", f"<p>{words if number % 2 == changed else 'Début.'}</p>" + LONG)
                for number in range(500)
            ]
        )

    result = merge(SHAPES, base=steps(9, ""), mine=steps(0, "Les pairs."), theirs=steps(1, "Les impairs."))

    assert result.collisions == ()
    starts = [row["value"]["text"][:18] for row in result.content["steps"]]
    assert starts == ["<p>Les pairs.</p><", "<p>Les impairs.</p"] * 250


LONG = "".join(f"<p>Paragraphe {number} : {'mot ' * 20}</p>" for number in range(20))


def test_a_text_of_twelve_thousand_words_merges_paragraph_by_paragraph():
    base = [f"<p>{number} {'mot ' * 59}</p>" for number in range(200)]
    mine = ["<p>Le mien.</p>" if number % 4 == 0 else words for number, words in enumerate(base)]
    theirs = ["<p>Le leur.</p>" if number % 4 == 2 else words for number, words in enumerate(base)]
    sides = [guide(steps=[step("un", "Lire", "".join(side))]) for side in (base, mine, theirs)]

    result = merge(SHAPES, base=sides[0], mine=sides[1], theirs=sides[2])

    assert result.collisions == ()
    text = result.content["steps"][0]["value"]["text"]
    assert (text.count("Le mien."), text.count("Le leur.")) == (50, 50)


def test_beyond_the_bound_what_differs_is_one_region():
    lines = [str(number) for number in range(MOST_PIECES)]
    base, mine, theirs = (
        guide(summary="\n".join(["Début", *lines[:100], *middle, *lines[100:], "Fin"]))
        for middle in (["a", "b", "c"], ["A", "b", "c", "d"], ["a", "b", "C"])
    )

    result = merge(SHAPES, base=base, mine=mine, theirs=theirs)

    assert [(each.kind, each.base, each.mine, each.theirs) for each in result.collisions] == [
        (Kind.TEXT, "a\nb\nc", "A\nb\nc\nd", "a\nb\nC")
    ]


@pytest.mark.parametrize("words", [1, 10, 100, 1000])
def test_lines_in_any_order_and_often_the_same_end(words):
    chance = Random(words)  # noqa: S311 -- the same each time
    sides = Sides(*([str(chance.randrange(words)) for _ in range(1000)] for _ in range(3)))

    stretches = list(diff3(sides, key=str))

    kept = {piece for each in stretches if isinstance(each, Agreed) for piece in each.pieces}
    asked = {piece for each in stretches if not isinstance(each, Agreed) for piece in each.sides.mine}
    assert set(sides.mine) - set(sides.base) <= kept | asked


def test_a_text_of_tags_that_never_end_is_cut_in_one_pass():
    assert blocks_of('<p "' * 100_000) == ['<p "' * 100_000]


def test_a_picture_is_never_cut_in_its_words():
    html = '<p>Un</p><embed embedtype="image" id="3" alt="a > b &lt; c"/><p>Deux</p>'
    assert blocks_of(html) == ["<p>Un</p>", '<embed embedtype="image" id="3" alt="a > b &lt; c"/>', "<p>Deux</p>"]
