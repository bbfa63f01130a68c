from __future__ import annotations

import pytest

from exporting.sizes import expected, in_words

PHOTO = 5_000_000


@pytest.mark.parametrize(
    ("pictures", "files", "sheets", "sizes"),
    [
        ([], [], 1, {"pdf": 90_000, "epub": 90_000, "zip": 255_000}),
        ([PHOTO], [2_000_000], 1, {"pdf": 440_000, "epub": 440_000, "zip": 7_605_000}),
        ([30_000, 30_000], [], 3, {"pdf": 270_000, "epub": 270_000, "zip": 495_000}),
    ],
)
def test_a_photograph_is_smaller_on_paper_and_whole_in_the_archive(pictures, files, sheets, sizes):
    assert expected(pictures, files, sheets=sheets) == sizes


def test_nothing_is_said_of_an_archive_with_a_file_of_unknown_size():
    assert expected([None], [], sheets=1) == {"pdf": 440_000, "epub": 440_000}


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (None, ""),
        (0, ""),
        (231_456, "230\xa0ko"),
        (7_540_000, "7,5\xa0Mo"),
        (123_456_789, "120\xa0Mo"),
        (7, "7\xa0octets"),
    ],
)
def test_no_digit_more_than_is_known(size, words):
    assert in_words(size, language="fr") == words
