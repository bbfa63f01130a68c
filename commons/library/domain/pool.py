"""The library, for whoever adds a picture or a file to a page on the site: taken in with three answers."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from commons.library.domain.checked_uploads import check_document
from commons.library.domain.cleaning import cleaned_picture
from commons.library.domain.evidence import Kind, evidence
from commons.library.domain.file_names import ending_of, safe_name
from commons.library.domain.hashes import HashOf, digest, note_hash
from commons.library.domain.ingest import Library
from commons.library.domain.picture_formats import FileRefused, check_picture
from commons.library.models import LicensedDocument, LicensedImage, LicensedMedia
from commons.library.record import Attachment, Credit, Picture
from legaltools import catalogue
from legaltools.metadata.reading import read_metadata, xmp_packet
from legaltools.provenance import find_provenance
from legaltools.recognise import find_statements, recognise
from licences import public_items
from licences.forms import USUAL
from web.languages import current_language
from wiki.pool import LONGEST_ANSWER, LONGEST_WORDS, MINE, CreditedWork, Proposal, Refused
from wiki.queries import crediting

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from community.models import User
    from legaltools.credit import Work
    from wiki.pool import Answers

_MOST_NAMES = 10
_NAME = re.compile(
    r"(?:(?:photos?|images?|cr[ée]dits?)\s*:\s*)?(?:©\s*)?(?:par |by )?(?P<name>[^,;:/\"«<>()\d©]{2,60})", re.IGNORECASE
)
_is_address = URLValidator(schemes=["http", "https"])


_EDITED_AT: dict[Any, str] = {
    LicensedImage: "wagtailimages:edit",
    LicensedDocument: "wagtaildocs:edit",
    LicensedMedia: "wagtailmedia:edit",
}


class LibraryPool:
    """As `wiki.pool.Pool` says."""

    def take(self, content: bytes, name: str, *, user: User, answers: Answers) -> int:
        try:
            named = check_picture(content).named(PurePosixPath(name.replace("\\", "/")).name or "image")
            cleaned = cleaned_picture(content)
        except FileRefused as error:
            raise Refused({"picture": str(error)}) from error
        licence, credits = self._record(answers, content, user)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "picture"
            file.write_bytes(cleaned)
            picture = Picture(
                path=named, file=file, alt=answers.shows.strip()[:LONGEST_WORDS], decorative=answers.decorative,
                licence=licence, credits=credits, source_url=_address_in(answers),
            )  # fmt: skip
            with _evidence(answers, user):
                pk = _kept(picture, user=user, language=answers.language)
        note_hash(LicensedImage.objects.get(pk=pk), digest(content), of=HashOf.SENT)
        return pk

    def take_file(self, content: bytes, name: str, *, user: User, answers: Answers) -> int:
        licence, credits = self._record(answers, content, user)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"file.{ending_of(safe_name(name))}"
            file.write_bytes(content)
            try:
                check_document(file, safe_name(name))
            except FileRefused as error:
                raise Refused({"document": str(error)}) from error
            attachment = Attachment(
                path=PurePosixPath(name.replace("\\", "/")).name, file=file,
                title=answers.shows.strip()[:LONGEST_WORDS], licence=licence, credits=credits,
                source_url=_address_in(answers),
            )  # fmt: skip
            with _evidence(answers, user):
                return _kept_file(attachment, user=user)

    def _record(self, answers: Answers, content: bytes, user: User) -> tuple[str, tuple[Credit, ...]]:
        if answers.whose == MINE:
            return _known(answers.own_licence), tuple(Credit(name) for name in [user.signature] if name)
        known = self.propose(answers.address, content)
        names = (answers.authors.strip() or known.authors)[:LONGEST_ANSWER].split(",")
        credits = tuple(Credit(name) for name in (one.strip() for one in names[:_MOST_NAMES]) if name)
        return _known(answers.licence) or known.licence, credits

    def propose(self, address: str, content: bytes = b"") -> Proposal:
        asked = address.strip()[:LONGEST_ANSWER]
        item = public_items.at(asked)
        reading = None if item else read_metadata(xmp_packet(content)) or read_metadata(asked)
        work = item.work if item else reading.work if reading else None
        tool = (work.licence if work else None) or recognise(asked).tool
        provenance = None if tool else find_provenance(asked)
        return Proposal(
            licence=tool.key if tool else "",
            label=tool.label if tool else "",
            authors=_authors(work) if work else _named_before_licence(asked),
            sentence=provenance.headline(current_language()) if provenance else "",
        )

    def works_crediting(self, user: User, names: set[str]) -> list[CreditedWork]:
        works: list[CreditedWork] = []
        for model, door in _EDITED_AT.items() if names else ():
            found = crediting(model.objects.filter(uploaded_by_user=user), names)
            policy = policy_registry.get_by_type(model)
            changed = policy.instances_user_has_permission_for(user, "change").filter(pk__in=[one.pk for one in found])
            keys = set(changed.values_list("pk", flat=True)) if user.has_perm("wagtailadmin.access_admin") else set()
            works += [CreditedWork(one.title, reverse(door, args=[one.pk]) if one.pk in keys else "") for one in found]
        return sorted(works, key=lambda work: work.title)

    def licences(self) -> list[tuple[str, str]]:
        """By their short names: the list stands beside each text of a form."""
        return [(key, catalogue.get(key).label) for key in USUAL]


def _evidence(answers: Answers, user: User) -> AbstractContextManager[None]:
    if answers.whose == MINE:
        return evidence(kind=Kind.OWN, by=user)
    kind = Kind.ADDRESS if _address_in(answers) else Kind.STATED
    return evidence(kind=kind, by=user, address=_address_in(answers), statement=answers.address)


def _kept(picture: Picture, *, user: User, language: str) -> int:
    library = Library(user=user)
    library.check([picture])
    _bring(library, "picture", pictures=[picture], title=picture.alt or _("a text"), language=language)
    return int(library.pictures[picture.path].pk)


def _kept_file(attachment: Attachment, *, user: User) -> int:
    library = Library(user=user)
    library.check(files=[attachment])
    _bring(library, "document", files=[attachment])
    return int(library.files[attachment.path].pk)


def _bring(library: Library, part: str, **works: Any) -> None:
    """Raises Refused, with the sentence at the input `part`."""
    try:
        with transaction.atomic():
            problems = library.ingest(**works)
    except Exception:
        library.forget_created()
        raise
    if problems:
        raise Refused({part: problems[0]})


def _known(licence: str) -> str:
    """The key of a licence that was chosen, or of the one that was typed instead."""
    if licence in catalogue.by_key() or not licence.strip():
        return licence.strip()
    named = recognise(licence[:LONGEST_ANSWER]).tool
    return named.key if named else ""


def _named_before_licence(text: str) -> str:
    """Whom a line such as “Photo: Jeanne Riou / CC BY 4.0, via Wikimedia Commons” names; "" where it is not plain."""
    statements = find_statements(text)
    match = _NAME.fullmatch(text[: statements[0].start].strip(" ,;/|–—-")) if statements else None
    return match["name"].strip() if match else ""


def _authors(work: Work) -> str:
    return ", ".join(author.name for author in work.authors if author.role == "author")


def _address_in(answers: Answers) -> str:
    return "" if answers.whose == MINE else first_address(answers.address)


def first_address(words: str) -> str:
    """The first web address in what was said of where a work comes from, a credit for one; "" when there is none."""
    for word in words.split():
        address = word.strip("<>()[],;")
        address = address if "://" in address else f"https://{address}"
        try:
            _is_address(address)
        except ValidationError:
            continue
        return address
    return ""
