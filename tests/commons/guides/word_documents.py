"""Word documents as Word itself lays them out, small: the parts that a reader looks at, in one archive."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# A French Word: the names of styles are English all the same, their keys are not.
_STYLES = {
    "Titre": "Title", "Titre1": "heading 1", "Titre2": "heading 2", "Titre3": "heading 3", "TM1": "toc 1",
    "Paragraphedeliste": "List Paragraph", "Notedebasdepage": "footnote text",
}  # fmt: skip


def run(words: str, *, bold: bool = False, italic: bool = False) -> str:
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(words: str = "", *, style: str = "", bold: bool = False, bullet: int = 0, content: str = "") -> str:
    """A paragraph; `bullet` is 1 for a list with bullets, 2 for a numbered one."""
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{bullet}"/></w:numPr>' if bullet else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr>{run(words, bold=bold) if words else ''}{content}</w:p>"


def picture(number: int = 1, *, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline {_DRAWING}><wp:docPr id="{number}" name="Image {number}" descr={quoteattr(alt)}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="picture{number}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def note(number: int = 2) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell is its words, or paragraphs."""
    cells = [
        "".join(f"<w:tc>{cell if cell.startswith('<w:') else paragraph(cell)}</w:tc>" for cell in row) for row in rows
    ]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def line_break() -> str:
    return "<w:r><w:br/></w:r>"


def word(*paragraphs: str, pictures: tuple[tuple[str, bytes], ...] = (), notes: tuple[str, ...] = ()) -> bytes:
    """The bytes of a .docx; `pictures` are the endings and bytes of those that the text places, by number."""
    parts = {
        "[Content_Types].xml": _types(pictures),
        "_rels/.rels": _relations(f'<Relationship Id="d" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f"<w:document {_W} {_R}><w:body>{''.join(paragraphs)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{''.join(map(_style, _STYLES))}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{_numbering(1, 'bullet')}{_numbering(2, 'decimal')}{_NUMBERS}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {_W}>{''.join(_notes(notes))}</w:footnotes>",
        "word/_rels/document.xml.rels": _relations(*_targets(pictures)),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
        for number, (ending, content) in enumerate(pictures, start=1):
            archive.writestr(f"word/media/image{number}.{ending}", content)
    return out.getvalue()


_NUMBERS = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))


def _numbering(number: int, kind: str) -> str:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl>'
    return f'<w:abstractNum w:abstractNumId="{number}">{level}</w:abstractNum>'


def _style(key: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{_STYLES[key]}"/></w:style>'


def _notes(notes: tuple[str, ...]) -> list[str]:
    return [
        f'<w:footnote w:id="{number}">{paragraph(words, style="Notedebasdepage")}</w:footnote>'
        for number, words in enumerate(notes, start=2)
    ]


def _types(pictures: tuple[tuple[str, bytes], ...]) -> str:
    kinds = {"xml": "application/xml", "rels": "application/vnd.openxmlformats-package.relationships+xml"}
    kinds |= {ending: f"image/{'jpeg' if ending == 'jpg' else ending}" for ending, _content in pictures}
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in kinds.items())
    return f'<Types xmlns="{_PACKAGE}/content-types">{defaults}</Types>'


def _relations(*relations: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(relations)}</Relationships>'


def _targets(pictures: tuple[tuple[str, bytes], ...]) -> list[str]:
    parts = {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "footnotes.xml"}
    of_parts = [f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{file}"/>' for name, file in parts.items()]
    return of_parts + [
        f'<Relationship Id="picture{number}" Type="{_OFFICE}/image" Target="media/image{number}.{ending}"/>'
        for number, (ending, _content) in enumerate(pictures, start=1)
    ]
