"""Which pages each role finds in the header, and where each one starts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.roles import Role
from portal.visitors import Visitor

DECIDING = (Role.GRANT_OFFICER, Role.APPROVER, Role.COMMITTEE, Role.LEGAL)
PAYING = (Role.FINANCE, Role.TREASURY)
CONTROLLING = (Role.CONTROLLER, Role.CONTROL_HEAD)
STEERING = (Role.MANAGING_AUTHORITY, Role.PROGRAMME_MANAGER)
CLAIMING = (Role.APPROVER, Role.FINANCE, *CONTROLLING, Role.MANAGING_AUTHORITY)
WITHOUT_DESK = (
    Role.DELEGATE,
    Role.TUTOR,
    Role.COMMITTEE,
    Role.LEGAL,
    *PAYING,
    *CONTROLLING,
    *STEERING,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
"""Roles for whom no dote waits by itself: they start where all that waits for them is named."""


@dataclass(frozen=True)
class Page:
    """A page of the header: the name of its address, its word, and the roles that see it."""

    name: str
    label: str | Promise
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Link:
    """A page as the header shows it to one visitor."""

    label: str | Promise
    href: str
    is_current: bool


# One table: the order is that of the header; the first page of a role is where it starts.
# A page whose address does not exist yet is left out.
PAGES = (
    Page("participant_home", _("Home"), (Role.PARTICIPANT,)),
    Page("today", _("Today"), WITHOUT_DESK),
    Page("operator_desk", _("Desk"), (Role.OPERATOR,)),
    Page("officer_desk", _("Desk"), (Role.GRANT_OFFICER, Role.APPROVER)),
    Page("persons", _("Persons"), (Role.OPERATOR,)),
    Page("cases", _("Cases"), (Role.OPERATOR, Role.TUTOR, *DECIDING, *CONTROLLING)),
    Page("loans", _("Loans"), (Role.OPERATOR, Role.TUTOR, *DECIDING, Role.FINANCE, *STEERING)),
    Page("loan_arrears", _("Arrears"), (Role.FINANCE, Role.TUTOR)),
    Page("committee_desk", _("Committee"), (Role.COMMITTEE,)),
    Page("grants", _("Grants"), (Role.OPERATOR, Role.TUTOR, *DECIDING)),
    Page("procedures", _("Terms"), (Role.OPERATOR, Role.TUTOR, *DECIDING, *CONTROLLING)),
    Page("complaints", _("Complaints"), (Role.LEGAL,)),
    Page("approvals", _("Approvals"), (Role.APPROVER, Role.COMMITTEE)),
    Page("rankings", _("Rankings"), (Role.GRANT_OFFICER, Role.APPROVER, Role.COMMITTEE)),
    Page("readings_to_score", _("To score"), (Role.COMMITTEE,)),
    Page("payables", _("To pay"), (Role.FINANCE,)),
    Page("loan_receipts", _("Receipts"), (Role.FINANCE,)),
    Page("batches", _("Batches"), (*PAYING, *CONTROLLING)),
    Page("withholdings", _("Withholdings"), PAYING),
    Page("account_changes", _("Accounts"), (Role.FINANCE, Role.GRANT_OFFICER)),
    Page("bank_statements", _("Bank"), PAYING),
    Page("claims", _("Claims"), CLAIMING),
    Page("programme_dashboard", _("Programme"), STEERING),
    Page("statements", _("Statements"), (Role.AUDITOR, *STEERING)),
    Page("follow", _("Follow the euro"), (*CONTROLLING, Role.AUDITOR)),
    Page("samples", _("Samples"), (Role.AUDITOR,)),
    Page("funnel", _("Funnel"), (Role.FINANCE, *STEERING, Role.AUDITOR)),
    Page("journal", _("Journal"), (Role.FINANCE, Role.AUDITOR)),
    Page("trail", _("Trail"), (Role.AUDITOR,)),
    Page("users", _("Users"), (Role.ADMINISTRATOR,)),
    Page("parameters", _("Parameters"), (Role.ADMINISTRATOR,)),
    Page("rules", _("Rules"), (Role.ADMINISTRATOR, *STEERING, Role.AUDITOR)),
)


def pages_of(roles: Iterable[Role]) -> list[Page]:
    """Return the pages of these roles that exist, in the order of the table."""
    held = set(roles)
    return [page for page in PAGES if held.intersection(page.roles) and address(page.name)]


def links_for(visitor: Visitor, path: str) -> list[Link]:
    """Return the header of one visitor; the current page is marked."""
    links = [(page.label, address(page.name)) for page in pages_of(visitor.roles)]
    current = max((href for _label, href in links if path.startswith(href)), default="", key=len)
    return [Link(label, href, href == current) for label, href in links]


def start_of(visitor: Visitor) -> str:
    """Return the address where this visitor starts, or "" if none of their pages exists."""
    pages = pages_of(visitor.roles)
    return address(pages[0].name) if pages else ""


def address(name: str) -> str:
    """Return the address of a page, or "" while it does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
