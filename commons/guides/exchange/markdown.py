"""The project's own guide format, read and written: docs/reference/guide-format.md describes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from commons.guides.exchange.body import Part, parts_of
from commons.guides.exchange.document import AUDIENCES, KINDS, GuideDocument, Reading, Section, Step, section_kind
from commons.guides.exchange.fields import Fields, credit, material
from commons.guides.exchange.licensing import stated
from commons.guides.exchange.lifecycle import held_back
from commons.guides.exchange.pictures import Gallery
from commons.guides.exchange.quantities import step_of
from commons.guides.exchange.remarks import sentences_of
from commons.guides.exchange.works import WorkReader
from commons.guides.exchange.writing import write_markdown
from commons.library.record import Attachment, Picture
from importing.local_files import MAX_TEXT, find, is_inside
from markup import frontmatter
from markup.inline import address
from markup.markdown import plain
from markup.messages import Unreadable
from markup.messages import message as _
from markup.tree import escape_text

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

    from markup.markdown import Source
    from markup.remarks import Remark

__all__ = ["read_markdown", "write_markdown"]

FILE_ROLES = ("print", "project", "edit", "answer", "other", "step")
HELP = ("review", "illustration", "test", "takeover", "translation")


def read_markdown(text: str, *, folder: Path | None, source: str) -> Reading:
    """A guide from the text of one file.

    Args:
        text: the whole file, front matter first.
        folder: where the pictures and files that it names are; None when they are not at hand.
        source: what the report calls this guide.

    Raises:
        Unreadable: the front matter cannot be parsed, has no title, or holds a value of the wrong type.

    """
    if len(text) > MAX_TEXT:
        raise Unreadable(_("The guide is longer than %(most)s characters.", most=MAX_TEXT))
    front = frontmatter.split(text)
    fields = Fields(front.values)
    reader = _Reader(fields, folder, above=front.body_line)
    guide = reader.guide(front.body)
    held = held_back(fields)
    warnings = (*front.warnings, *reader.warnings, *reader.gallery.warnings, *fields.left_out())
    return Reading(source, guide, warnings, reader.stated_licence, reader.stated_candidates, held)


class _Reader(WorkReader):
    def __init__(self, fields: Fields, folder: Path | None, *, above: int) -> None:
        super().__init__()
        self.fields = fields
        self.above = above
        self.folder = folder
        self.remarks: list[Remark] = []
        self.stated_licence = fields.line("licence")
        own = stated(self.stated_licence) if self.stated_licence else None
        self.stated_candidates = own.candidates if own else ()
        at_hand = partial(find, folder) if folder else None
        self.gallery = Gallery(self._pictures(), find=at_hand, language=fields.line("language", "fr"))

    def guide(self, body: str) -> GuideDocument:
        if not self.fields.line("title"):
            raise Unreadable(_("The front matter has no “title”: a guide needs one."))
        files = self._files()
        steps, sections = self._body(body, {file.path for file in files})
        return replace(
            self._with_people_and_means(self._facts()),
            steps=tuple(steps),
            sections=tuple(sections),
            files=files,
            cover=self._cover(),
            pictures=self.gallery.pictures,
        )

    def _facts(self) -> GuideDocument:
        fields = self.fields
        return GuideDocument(
            uuid=fields.uuid("uuid"),
            title=fields.line("title"),
            slug=fields.line("slug"),
            language=fields.line("language", "fr"),
            one_sentence=fields.line("one_sentence"),
            summary=fields.text("summary"),
            kind=fields.choice("kind", KINDS, "workshop"),
            themes=fields.texts("themes"),
            tags=fields.texts("tags"),
            objectives=fields.texts("objectives"),
            questions=fields.texts("questions"),
            key_points=fields.texts("key_points"),
            materials=fields.rows("materials", material),
            licence=self.licence(self.fields, _("the guide")),
            credits=fields.rows("credits", credit),
            association=fields.line("association"),
            translation_of=fields.line("translation_of"),
            source_url=fields.line("source_url"),
            sources=self.sources(fields),
            year=fields.whole("year", most=9999),
            changes=fields.text("changes"),
            version=fields.line("version"),
            tested_on=fields.line("tested_on"),
            help_wanted=fields.choices("help_wanted", HELP),
        )

    def _with_people_and_means(self, guide: GuideDocument) -> GuideDocument:
        """For whom, how many, how long, how much, and whether the Internet is needed."""
        fields = self.fields
        age = fields.inner(fields.mapping("age"), "age", _range)
        group = fields.inner(fields.mapping("group"), "group", _range)
        return replace(
            guide,
            audience=fields.choices("audience", AUDIENCES),
            age_min=age[0],
            age_max=age[1],
            group_min=group[0],
            group_max=group[1],
            facilitators=fields.whole("facilitators"),
            difficulty=fields.whole("difficulty", least=1, most=5),
            facilitation_level=fields.whole("facilitation_level", least=1, most=3),
            minutes=fields.whole("minutes"),
            preparation_minutes=fields.whole("preparation_minutes"),
            cost=fields.number("cost"),
            cost_note=fields.line("cost_note"),
            internet=fields.choice("internet", ("needed", "useful", "none")),
            remote=fields.choice("remote", ("yes", "adapted", "no")),
        )

    def _pictures(self) -> tuple[Picture, ...]:
        rows = self.fields.mapping("pictures")
        pictures = []
        for path in rows:
            values = rows[path] or {}
            if not isinstance(values, dict):
                raise Unreadable(_("The key “%(key)s” must be a group of keys.", key=f"pictures, {path}"))
            if self._is_refused(path):
                continue
            pictures.append(self.fields.inner(values, f"pictures, {path}", partial(self._picture, path=path)))
        return tuple(pictures)

    def _picture(self, fields: Fields, *, path: str) -> Picture:
        return Picture(
            path=address(path),
            file=self._file(path),
            alt=fields.line("alt"),
            decorative=fields.flag("decorative"),
            **self.work(fields, path),
        )

    def _files(self) -> tuple[Attachment, ...]:
        return tuple(file for file in self.fields.rows("files", self._attachment) if not self._is_refused(file.path))

    def _attachment(self, fields: Fields) -> Attachment:
        path = fields.line("path") or fields.line("name")
        if not path:
            raise Unreadable(_("The key “%(key)s” is missing or empty.", key=fields.name("path")))
        return Attachment(
            path=path,
            file=self._file(path),
            role=fields.choice("role", FILE_ROLES, "print"),
            copies=fields.line("copies"),
            two_sided=fields.flag("two_sided"),
            **self.work(fields, path),
        )

    def _is_refused(self, path: str) -> bool:
        if is_inside(path):
            return False
        self.warnings.append(_("“%(path)s” is outside the folder of the guide and was left out.", path=path))
        return True

    def _file(self, path: str) -> Path | None:
        if self.folder is None or not is_inside(path):
            return None
        file = find(self.folder, path)
        if file is None:
            self.warnings.append(_("“%(path)s” is not in the folder of the guide.", path=path))
        return file

    def _cover(self) -> str:
        cover = address(self.fields.line("cover"))
        return self.gallery.add(cover) if cover else ""

    def _body(self, body: str, files: set[str]) -> tuple[list[Step], list[Section]]:
        language = self.fields.line("language", "fr")
        parsed, parts = parts_of(body, language=language)
        self.gallery.notes = parsed.notes
        steps: list[Step] = []
        sections: list[Section] = []
        for part in parts:
            step = step_of(part.heading, language=language) if part.heading is not None else None
            if step:
                steps.append(self._step(*step, part, parsed, files))
            elif part.heading is not None or not part.is_empty:
                sections.append(self._section(part, parsed))
        self.warnings += sentences_of([*parsed.remarks, *self.remarks], above=self.above)
        return steps, sections

    def _step(self, title: str, minutes: int | None, part: Part, parsed: Source, files: set[str]) -> Step:
        unknown = [name for name in part.files if name not in files]
        self.warnings += [
            _("The file “%(name)s” of a step is not among the files of the guide.", name=name) for name in unknown
        ]
        return Step(
            title=plain(title),
            text=self._html(part.text, parsed),
            minutes=minutes,
            note=self._html(part.note, parsed),
            files=tuple(name for name in part.files if name in files),
        )

    def _section(self, part: Part, parsed: Source) -> Section:
        """A section keeps the names of files that stand in it as lines of text."""
        files = "".join(f"<p>{escape_text(name)}</p>" for name in part.files)
        text = self._html([*part.text, *part.note], parsed) + files
        if part.heading is None:
            self.warnings.append(_("The text before the first second-level heading was read as an introduction."))
            return Section("introduction", text)
        kind = section_kind(part.heading) or "other"
        return Section(kind, text, plain(part.heading) if kind == "other" else "")

    def _html(self, tokens: list[Token], parsed: Source) -> str:
        text = parsed.text(tokens)
        self.remarks += text.remarks
        return self.gallery.hang(text.nodes)


def _range(fields: Fields) -> tuple[int | None, int | None]:
    return fields.whole("min"), fields.whole("max")
