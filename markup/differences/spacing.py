"""The spaces behind words that stayed: where the two texts differ by them, they are gone or new as words are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markup.differences.lines import Token
from markup.differences.pairing import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def spaced(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, whose equal words are followed by equal spaces in both texts.

    A space that only one text has goes to what is gone or new behind the word: “plan et un” became “plan, un”, of which
    “plan” is the same without its space. Time: linear.
    """
    out: list[Piece] = []
    gone = new = ""
    for piece in pieces:
        if piece.what == "gone":
            out.append(Piece("gone", _behind(gone, piece.old), ()))
            gone = ""
        elif piece.what == "new":
            out += _gone(gone)
            out.append(Piece("new", (), _behind(new, piece.new)))
            gone = new = ""
        else:
            out += [*_gone(gone), *_new(new)]
            *before, (equal, gone, new) = _runs(piece)
            for run, old_spaces, new_spaces in before:
                out += [run, *_gone(old_spaces), *_new(new_spaces)]
            out.append(equal)
    return [*out, *_gone(gone), *_new(new)]


def _runs(piece: Piece) -> Iterator[tuple[Piece, str, str]]:
    """Equal words, cut behind each that is followed by other spaces, with those spaces of the old text and the new."""
    start = 0
    for place, (old, new) in enumerate(zip(piece.old, piece.new, strict=True), start=1):
        if old.text == new.text:
            continue
        bare = _bare(old), _bare(new)
        if old.picture or bare[0] != bare[1]:
            continue
        words = [*piece.old[start : place - 1], old._replace(text=bare[0])]
        others = [*piece.new[start : place - 1], new._replace(text=bare[1])]
        yield Piece("equal", words, others), old.text[len(bare[0]) :], new.text[len(bare[1]) :]
        start = place
    if start < len(piece.old) or not start:
        yield Piece("equal", piece.old[start:], piece.new[start:]), "", ""


def _bare(token: Token) -> str:
    return token.text.rstrip(" ") if token.key == "\n" else token.text.rstrip()


def _behind(spaces: str, tokens: Sequence[Token]) -> Sequence[Token]:
    return [Token("", spaces), *tokens] if spaces else tokens


def _gone(spaces: str) -> list[Piece]:
    return [Piece("gone", [Token("", spaces)], ())] if spaces else []


def _new(spaces: str) -> list[Piece]:
    return [Piece("new", (), [Token("", spaces)])] if spaces else []
