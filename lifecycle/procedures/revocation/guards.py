"""When a step of a revocation is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lifecycle.guards import Guard, Obstacle, guard
from lifecycle.procedures.appeal.states import UNDECIDED
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.hold.questions import cause_in_force
from lifecycle.procedures.revocation.rows import RevokedRow, rows_from, standings, whole
from lifecycle.registries import claimed_money
from people.roles import Role
from programme.money import format_amount

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Appeal, Revocation

Sentences = Iterator["str | Promise"]

ISSUED = {True: "revocation.issued", False: "revocation.part_issued"}
ANNULLED = {True: "revocation.annulled", False: "revocation.part_annulled"}
"""What a revocation announces to its case: of the whole, and of a part."""


class _CaseAllows(Guard):
    """Asks the step of the case that answers, for a revocation of the whole or of a part."""

    def obstacles(self, subject: Revocation, act: Act) -> Iterator[Obstacle]:
        """Yield what closes the step of the case."""
        events = ISSUED if self.code == "case_can_be_revoked" else ANNULLED
        yield from case_allows(events[subject.total]).obstacles(subject, act)


def _case(code: str) -> Guard:
    return _CaseAllows(code=code, condition=lambda *_: iter(()), cleared_by=())


case_can_be_revoked = _case("case_can_be_revoked")


class _Reinstates(_CaseAllows):
    """Asks the case with the revocation as a fact, so that it can say whether funds are left."""

    def obstacles(self, subject: Revocation, act: Act) -> Iterator[Obstacle]:
        """Yield what closes the step of the case that undoes the revocation."""
        allows = case_allows(ANNULLED[subject.total], procedure=subject.label)
        yield from allows.obstacles(subject, act)


case_can_be_reinstated = _Reinstates(
    code="case_can_be_reinstated", condition=lambda *_: iter(()), cleared_by=()
)


@guard(Role.GRANT_OFFICER, Role.CONTROLLER)
def something_is_revoked(revocation: Revocation, act: Act) -> Sentences:
    """Object to a revocation of nothing."""
    left = revocation.revoked_cents
    if revocation.total:
        left += sum(each.cleared for each in standings(revocation.case_label))
    if not left:
        yield _("Nothing is left of this grant that could be revoked.")


@guard(Role.GRANT_OFFICER, Role.CONTROLLER)
def told_rows_are_possible(revocation: Revocation, act: Act) -> Sentences:
    """Object to amounts above what the books hold, or lowered without a reason."""
    if "rows" not in act.facts:
        return
    try:
        rows = rows_from(act["rows"])
    except (TypeError, ValueError):
        yield _("An amount is a whole number of cents, not below zero.")
        return
    yield from _above_the_books(revocation.case_label, rows)
    if not any(row.cents for row in rows):
        yield _("Nothing would be revoked: dismiss the revocation instead.")
    if not act.noted:
        yield _("Write why the amounts are other than the books have them.")


@guard(Role.GRANT_OFFICER, Role.CONTROLLER)
def within_the_books(revocation: Revocation, act: Act) -> Sentences:
    """Object to amounts that the books do not hold any more: they are adjusted first."""
    yield from _above_the_books(revocation.case_label, revocation.revoked)


@guard(Role.GRANT_OFFICER, Role.CONTROLLER)
def as_the_books_are_now(revocation: Revocation, act: Act) -> Sentences:
    """Object to computed amounts of a total revocation after which the books have moved."""
    computed = revocation.total and not revocation.adjusted
    if computed and revocation.revoked != whole(revocation.case_label):
        yield _("The books have moved since the amounts were computed: compute them again.")


@guard(Role.FINANCE)
def nothing_of_it_is_claimed(revocation: Revocation, act: Act) -> Sentences:
    """Object while nobody has corrected the items that hold money which is to be recovered."""
    for row in revocation.revoked:
        if row.recover:
            yield from claimed_money.about(row.part, row.recover, confirmed=True)


@guard(Role.FINANCE)
def nothing_waits_for_payment(revocation: Revocation, act: Act) -> Sentences:
    """Object, to a total revocation, while something is cleared and not paid."""
    cleared = sum(each.cleared for each in standings(revocation.case_label))
    if revocation.total and cleared:
        yield _("%(amount)s is cleared and not paid: take the clearance back before the act.") % {
            "amount": format_amount(cleared)
        }


@guard(Role.ADMINISTRATOR)
def payments_can_be_held(revocation: Revocation, act: Act) -> Sentences:
    """Object when reference data has no cause for the hold that comes with the notice."""
    if cause_in_force("revocation_started", on=act.on) is None:
        yield _("The cause “%(cause)s” does not hold on this day.") % {
            "cause": "revocation_started"
        }


@guard(Role.PARTICIPANT, Role.OPERATOR)
def something_is_said(revocation: Revocation, act: Act) -> Sentences:
    """Object to counter-arguments without a word."""
    if not act.noted:
        yield _("Write what you have to say.")


@guard(Role.PARTICIPANT)
def the_term_runs(revocation: Revocation, act: Act) -> Sentences:
    """Object after the term for counter-arguments."""
    if revocation.due_on is not None and act.on > revocation.due_on:
        yield _("The term ended on %(day)s.") % {"day": f"{revocation.due_on:%d/%m/%Y}"}


@guard(Role.SYSTEM)
def the_term_has_passed(revocation: Revocation, act: Act) -> Sentences:
    """Object while the term runs."""
    if revocation.due_on is not None and act.on <= revocation.due_on:
        yield _("The term runs until %(day)s.") % {"day": f"{revocation.due_on:%d/%m/%Y}"}


@guard(Role.LEGAL)
def no_appeal_is_pending(revocation: Revocation, act: Act) -> Sentences:
    """Object while somebody has still to judge the act."""
    for appeal in undecided(revocation.label):
        yield _("An appeal is pending since %(day)s: %(kind)s.") % {
            "day": f"{appeal.filed_on:%d/%m/%Y}",
            "kind": appeal.get_kind_display(),
        }


@guard(Role.APPROVER)
def another_than_who_signed(revocation: Revocation, act: Act) -> Sentences:
    """Object to whoever signed the act that would be annulled."""
    if act.by.label in revocation.signers:
        yield _("You signed this revocation: another approver annuls it.")


def undecided(act: str) -> list[Appeal]:
    """Return the appeals against an act, by its label, that nobody has decided yet."""
    from lifecycle.models import Appeal

    found = Appeal.objects.as_system().filter(against=act, state__in=UNDECIDED)
    return list(found.order_by("id"))


def _above_the_books(case: str, rows: list[RevokedRow]) -> Sentences:
    held = {(each.part, each.position): each for each in standings(case)}
    for row in rows:
        found = held.get((row.part, row.position))
        unpaid = found.committed if found else 0
        paid = found.paid + found.claimed if found else 0
        if row.unpaid > unpaid:
            yield _("%(asked)s not yet paid would be revoked, and %(held)s is committed.") % {
                "asked": format_amount(row.unpaid),
                "held": format_amount(unpaid),
            }
        if row.recover + row.kept > paid:
            yield _("%(asked)s already paid would be revoked, and %(held)s was paid.") % {
                "asked": format_amount(row.recover + row.kept),
                "held": format_amount(paid),
            }
