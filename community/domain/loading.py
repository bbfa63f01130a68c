"""Bringing in associations and people that are written in a data file. Twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.text import slugify

from community.domain.associations import add_member, create_association
from community.domain.people import create_person
from community.models import AssociationPage, Membership, User
from markup.editing import stored
from markup.inline import one_line
from markup.markdown import to_text
from markup.tree import Node, text_of, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wagtail.images.models import AbstractImage

    from community.models import AssociationIndexPage

    Row = Mapping[str, Any]
    Picture = Callable[[Row], AbstractImage | None]

DESCRIPTION_TAGS = {"p", "b", "i", "a", "ol", "ul", "li", "h3", "br"}


@dataclass(slots=True)
class Loaded:
    """What a load did. `warnings` are sentences for the person who gave the file."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    warnings: list[str] = field(default_factory=list)


@transaction.atomic
def load_people(rows: Iterable[Row], *, password: str | None = None) -> Loaded:
    """Make the accounts of `rows` that do not exist, with their group and their memberships.

    A row has `email`, `display_name`, and may have `language`, `group` and `memberships`, a list of
    {association: slug, role}. An account that exists keeps its password, name and groups; memberships are completed.
    Load associations first: a membership of an association that is not there is a warning.
    """
    loaded = Loaded()
    for row in rows:
        loaded.read += 1
        user = User.objects.filter(email__iexact=row["email"]).first()
        is_new = user is None
        if user is None:
            user = create_person(
                email=row["email"],
                display_name=row["display_name"],
                language=row.get("language", "fr"),
                groups=[row["group"]] if row.get("group") else [],
                password=password,
            )
        joined = _join(user, memberships=row.get("memberships", ()), loaded=loaded)
        _count(loaded, created=is_new, changed=joined)
    return loaded


def _join(user: User, *, memberships: Iterable[Row], loaded: Loaded) -> bool:
    changed = False
    for membership in memberships:
        association = AssociationPage.objects.filter(slug=membership["association"]).first()
        if association is None:
            loaded.warnings.append(f"{user.display_name}: no association “{membership['association']}”.")
        else:
            changed |= _make_member(association, user=user, role=membership.get("role", Membership.Role.MEMBER))
    return changed


def _make_member(association: AssociationPage, *, user: User, role: str) -> bool:
    if Membership.objects.filter(association=association, user=user, role=role).exists():
        return False
    add_member(association, user=user, role=role)
    return True


@transaction.atomic
def load_associations(
    rows: Iterable[Row], *, parent: AssociationIndexPage, picture: Picture | None = None, mail_domain: str = ""
) -> Loaded:
    """Publish the associations of `rows` under `parent`, known again by their slug, and bring them up to date.

    A row has `slug`, `name`, `one_sentence`, and may have `description` (Markdown), `territory` ({quartier, ville} or
    text), `links` ([{title, url}]), `logo` and `members` ([{name, role}]). `picture` turns `logo` into an image of the
    library, and must give the same image for the same logo; without it logos are left out. Members are only named in
    such a file: with `mail_domain` the account there that bears the name is found or made, without a password;
    without it members are left out. Raises ValidationError when a field is wrong; nothing is loaded then.
    """
    loaded = Loaded()
    for row in rows:
        loaded.read += 1
        values = _values(row, picture=picture)
        page = AssociationPage.objects.child_of(parent).filter(slug=row["slug"]).first()
        is_new = page is None
        changed = False
        if page is None:
            page = create_association(parent=parent, slug=row["slug"], **values)
        else:
            changed = _bring_up_to_date(page, values=values)
        if mail_domain:
            changed |= _enrol(page, members=row.get("members", ()), mail_domain=mail_domain)
        _count(loaded, created=is_new, changed=changed)
    return loaded


def _values(row: Row, *, picture: Picture | None) -> dict[str, Any]:
    return {
        "name": row["name"],
        "one_sentence": row["one_sentence"],
        "description": description_html(row.get("description", "")),
        "territory": _territory(row.get("territory", "")),
        "links": [(link["title"], link["url"]) for link in row.get("links", ())],
        "logo": picture(row["logo"]) if picture and row.get("logo") else None,
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


def _bring_up_to_date(page: AssociationPage, *, values: dict[str, Any]) -> bool:
    links = values["links"]
    fields = {name: value for name, value in values.items() if name not in {"name", "links"}} | {
        "title": values["name"]
    }
    fields = {name: value for name, value in fields.items() if getattr(page, name) != value}
    same_links = [(link.label, link.url) for link in page.links.all()] == links
    if not fields and same_links:
        return False
    for name, value in fields.items():
        setattr(page, name, value)
    if not same_links:
        page.links = [page.links.model(label=label, url=url) for label, url in links]
    page.save_revision().publish()
    return True


def _enrol(page: AssociationPage, *, members: Iterable[Row], mail_domain: str) -> bool:
    changed = False
    for member in members:
        user = _named(member["name"], mail_domain=mail_domain)
        changed |= _make_member(page, user=user, role=member.get("role", Membership.Role.MEMBER))
    return changed


def _named(name: str, *, mail_domain: str) -> User:
    """The account at the domain that bears this name, whatever its address; a new one when there is none."""
    known = User.objects.filter(display_name=name, email__iendswith=f"@{mail_domain}").first()
    return known or create_person(email=f"{slugify(name)}@{mail_domain}", display_name=name)


def _count(loaded: Loaded, *, created: bool, changed: bool) -> None:
    loaded.created += created
    loaded.updated += changed and not created
    loaded.unchanged += not (created or changed)
