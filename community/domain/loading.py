"""Bringing in associations and people that are written in a data file. Twice changes nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.domain.associations import add_member, create_association
from community.domain.people import create_person
from community.models import AssociationPage, Membership, User
from importing.models import ImportRecord
from importing.run import Attempt, Imported, deleted_here, edited_here, fingerprint, import_run, stays_deleted
from markup.editing import stored
from markup.inline import one_line
from markup.markdown import to_text
from markup.tree import Node, text_of, walk
from search.publishing import IMPORT, publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wagtail.images.models import AbstractImage

    from community.models import AssociationIndexPage
    from importing.report import Outcome, Report

    Row = Mapping[str, Any]

DESCRIPTION_TAGS = {"p", "b", "i", "a", "ol", "ul", "li", "h3", "br"}


class Logos(Protocol):
    """Takes the logo of one association into the library; the same logo is the same image each time."""

    def check(self, logo: Row) -> None:
        """All that is slow: opening the picture, before anything is locked."""

    def image(self, logo: Row) -> tuple[AbstractImage | None, list[str]]:
        """The image, and a sentence for each reason why there is none."""

    def forget_created(self) -> None:
        """Delete the files that `image` stored: the transaction does not stand."""


def load_people(rows: Iterable[Row], *, password: str | None = None) -> Report:
    """Make the accounts of `rows` that do not exist, with their group and their memberships.

    A row has `email`, `display_name`, and may have `language`, `group` and `memberships`, a list of
    {association: slug, role}. An account that exists keeps its password, name and groups; memberships are completed.
    Load associations first: a membership of an association that is not there is a warning.
    """
    with import_run(User) as run:
        for row in rows:
            run.bring_in(row["display_name"], partial(_PersonAttempt, row, password))
    return run.report


def source_of(slug: str) -> str:
    """The source that the record of an import knows an association by: `slug` is the one in the file."""
    return f"association:{slug}"


class _PersonAttempt(Attempt):
    def __init__(self, row: Row, password: str | None) -> None:
        super().__init__()
        self.row = row
        self.password = password

    def save(self) -> Imported:
        row = self.row
        account = User.objects.filter(email__iexact=row["email"]).first()
        user = account or create_person(
            email=row["email"],
            display_name=row["display_name"],
            language=row.get("language", "fr"),
            groups=[row["group"]] if row.get("group") else [],
            password=self.password,
        )
        joined = self._join(user)
        return Imported(_outcome(is_new=account is None, changed=joined), row["display_name"])

    def _join(self, user: User) -> bool:
        changed = False
        for membership in self.row.get("memberships", ()):
            association = _association(membership["association"])
            if association is None:
                self.notes.append(_("There is no association “%(slug)s”.") % {"slug": membership["association"]})
            else:
                changed |= _make_member(association, user=user, role=membership.get("role", Membership.Role.MEMBER))
        return changed


def _association(slug: str) -> AssociationPage | None:
    """The one that came in under that name, whatever its address became; else the one that has that address."""
    record = ImportRecord.objects.of(source_of(slug))
    return AssociationPage.objects.filter(**({"pk": record.page_id} if record else {"slug": slug})).first()


def _make_member(association: AssociationPage, *, user: User, role: str) -> bool:
    if Membership.objects.filter(association=association, user=user, role=role).exists():
        return False
    add_member(association, user=user, role=role)
    return True


def load_associations(
    rows: Iterable[Row],
    *,
    parent: AssociationIndexPage,
    logos: Callable[[], Logos] | None = None,
    mail_domain: str = "",
    bring_back: bool = False,
) -> Report:
    """Publish the associations of `rows` under `parent`, and bring up to date those that came in before.

    One is known again by the record of its import, whatever became of its address on the site; a page of its address
    that no import made is left alone, and the row refused.

    A row has `slug`, `name`, `one_sentence`, and may have `description` (Markdown), `territory` ({quartier, ville} or
    text), `links` ([{title, url}]), `logo` and `members` ([{name, role}]). `logos` makes what takes one logo into the
    library; without it logos are left out. Members are only named in
    such a file: with `mail_domain` the account there that bears the name is found or made, without a password;
    without it members are left out. A page that its association edited on the site is left alone, with a warning, and
    one that was deleted there comes back with `bring_back` alone; a row with a wrong field is refused, and the others
    are done.
    """
    with import_run(AssociationPage) as run:
        for row in rows:
            run.bring_in(
                row["slug"], partial(_AssociationAttempt, row, parent, logos, mail_domain, bring_back=bring_back)
            )
    return run.report


class _AssociationAttempt(Attempt):
    def __init__(
        self,
        row: Row,
        parent: AssociationIndexPage,
        logos: Callable[[], Logos] | None,
        mail_domain: str,
        *,
        bring_back: bool,
    ) -> None:
        super().__init__()
        self.bring_back = bring_back
        self.row = row
        self.parent = parent
        self.logos = logos() if logos and row.get("logo") else None
        self.mail_domain = mail_domain
        self.source = source_of(row["slug"])

    def prepare(self) -> None:
        self.values = _values(self.row)
        if self.logos:
            self.logos.check(self.row["logo"])

    def delete_unsaved_files(self) -> None:
        if self.logos:
            self.logos.forget_created()

    def save(self) -> Imported:
        known = ImportRecord.objects.known(self.source)
        if stays_deleted(known, bring_back=self.bring_back):
            self.notes.append(deleted_here())
            return Imported("unchanged", self.row["name"])
        logo, problems = self.logos.image(self.row["logo"]) if self.logos else (None, [])
        self.notes += problems
        self.digest = fingerprint(repr(self.values | {"logo": logo.pk if logo else None}))
        self.values["logo"] = logo
        record = None if known is None or known.was_deleted else known
        page = record.made.specific if record else None
        if page is None:
            page = create_association(parent=self.parent, slug=self.row["slug"], **self.values)
        changed = record is not None and self._bring_up_to_date(page, record)
        if record is None or changed:
            ImportRecord.objects.remember(
                page, source=self.source, digest=self.digest, revision=page.get_latest_revision()
            )
        if self.mail_domain:
            changed |= _enrol(page, members=self.row.get("members", ()), mail_domain=self.mail_domain)
        return Imported(_outcome(is_new=record is None, changed=changed), page.title, page.pk)

    def _bring_up_to_date(self, page: AssociationPage, record: ImportRecord) -> bool:
        if record.digest == self.digest:
            return False
        if record.edited_here():
            self.notes.append(edited_here())
            return False
        page.title = self.values["name"]
        for name in ("one_sentence", "description", "territory", "logo"):
            setattr(page, name, self.values[name])
        page.links = [page.links.model(label=label, url=url) for label, url in self.values["links"]]
        publish(page, told=IMPORT)
        return True


def _outcome(*, is_new: bool, changed: bool) -> Outcome:
    if is_new:
        return "created"
    return "updated" if changed else "unchanged"


def _values(row: Row) -> dict[str, Any]:
    return {
        "name": row["name"],
        "one_sentence": row["one_sentence"],
        "description": description_html(row.get("description", "")),
        "territory": _territory(row.get("territory", "")),
        "links": [(link["title"], link["url"]) for link in row.get("links", ())],
    }


def _territory(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(filter(None, (value.get("quartier"), value.get("ville"))))


def description_html(markdown: str) -> str:
    """Markdown as the rich text that an association's description may hold: the words of all else stay, without it."""
    return stored(_only(to_text(markdown).nodes, DESCRIPTION_TAGS))


def _only(nodes: list[Node | str], tags: set[str]) -> list[Node | str]:
    out: list[Node | str] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif node.tag in tags:
            out.append(Node(node.tag, node.attrs, _only(node.children, tags)))
        elif node.tag in {"sup", "sub"}:
            out.append(text_of([node]))
        elif node.tag in {"pre", "table", "h4"}:
            out.append(Node("p", {}, [one_line(" ".join(map(text_of, _rows(node))))]))
        else:
            out += _only(node.children, tags)
    return out


def _rows(node: Node) -> list[list[Node | str]]:
    return [[cell] for cell in walk([node]) if cell.tag in {"td", "th"}] or [node.children]


def _enrol(page: AssociationPage, *, members: Iterable[Row], mail_domain: str) -> bool:
    changed = False
    for member in members:
        user = _named(member["name"], mail_domain=mail_domain)
        changed |= _make_member(page, user=user, role=member.get("role", Membership.Role.MEMBER))
    return changed


def _named(name: str, *, mail_domain: str) -> User:
    """The account at the domain that bears this name, whatever its address; a new one when there is none."""
    account = User.objects.filter(display_name=name, email__iendswith=f"@{mail_domain}").first()
    return account or create_person(email=f"{slugify(name)}@{mail_domain}", display_name=name)
