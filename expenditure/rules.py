"""The completeness rules of an expenditure item: each with its own code, sentence and helpers.

They are the minimum verifications of Reg. (EU) 2021/1060 art. 74 and DPR 22/2018 art. 2 that can
be asked of data: incurred and paid, in the eligible period, proven, traceable, declared once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from expenditure.examination import Examined
from lifecycle.payments import TRANSFER
from people.roles import Role
from programme.models.funding import CostOption
from programme.money import format_amount

Sentences = Iterator["str | Promise"]
Condition = Callable[[Examined], Sentences]

VERSION = 1
"""Counted up with every change of what a rule refuses; kept with each item and claim."""

TRACEABLE = (TRANSFER, "direct_debit", "postal_order", "tax_form_f24")
"""Means of payment that leave a trace (L. 136/2010 art. 3)."""


@dataclass(frozen=True)
class Rule:
    """A rule, and who can clear what it objects to."""

    code: str
    condition: Condition
    cleared_by: tuple[Role, ...]


@dataclass(frozen=True)
class Objection:
    """What a rule objects to about an item."""

    item: str
    rule: Rule
    sentence: str


RULES: list[Rule] = []


def rule(*cleared_by: Role) -> Callable[[Condition], Condition]:
    """Register a generator of objections as a rule, under its own name."""

    def declare(condition: Condition) -> Condition:
        RULES.append(Rule(getattr(condition, "__name__", ""), condition, cleared_by))
        return condition

    return declare


def objections(examined: Sequence[Examined]) -> Iterator[Objection]:
    """Yield every objection of every rule to each item."""
    for one in examined:
        for each in RULES:
            for sentence in each.condition(one):
                yield Objection(one.item.reference, each, str(sentence))


@rule(Role.OPERATOR, Role.FINANCE)
def evidence_present(one: Examined) -> Sentences:
    """Object when a document that the item names is not kept, or it names none."""
    if not one.item.evidence:
        yield _("No document proves this expenditure: attach it to the case.")
    elif one.missing_papers:
        yield _("A document of this expenditure is not kept, or was erased.")


@rule(Role.FINANCE)
def document_identified(one: Examined) -> Sentences:
    """Object when the document has no reference or no date."""
    if not one.item.document_ref or one.item.document_on is None:
        yield _("Give the reference and the date of the document.")


@rule(Role.FINANCE)
def date_inside_eligibility(one: Examined) -> Sentences:
    """Object to a real cost paid, or to units delivered, outside eligibility (CPR art. 65(2))."""
    item, operation = one.item, one.item.operation
    if item.cost_option == CostOption.REAL:
        days = [day for day in (item.document_on, one.payment and one.payment.proof.paid_on) if day]
    else:
        days = [item.period_start, item.period_end]
    for day in sorted(set(days)):
        if not operation.eligible_from <= day <= operation.eligible_to:
            yield _("%(day)s is outside eligibility, which runs from %(first)s to %(last)s.") % {
                "day": f"{day:%d/%m/%Y}",
                "first": f"{operation.eligible_from:%d/%m/%Y}",
                "last": f"{operation.eligible_to:%d/%m/%Y}",
            }


@rule(Role.TREASURY)
def payment_proof(one: Examined) -> Sentences:
    """Object without the bank's proof: a cost is incurred and paid (DPR 22/2018 art. 2(1)(b))."""
    if one.item.payable.returned:
        yield _("The bank has returned the payment: it has to be sent again.")
    elif one.payment is None or not one.payment.proof.bank_reference:
        yield _("The payment is not proven: the bank's reference and value date are missing.")


@rule(Role.TREASURY)
def withholding_paid(one: Examined) -> Sentences:
    """Object while what was withheld is not paid over, since the gross is declared."""
    payable = one.item.payable
    if payable.withheld_cents and payable.withheld_paid_on is None:
        yield _("%(amount)s was withheld and not paid over yet.") % {
            "amount": format_amount(payable.withheld_cents)
        }


@rule(Role.FINANCE)
def paid_after_document(one: Examined) -> Sentences:
    """Object to a real cost that was paid before its document."""
    item, payment = one.item, one.payment
    if item.cost_option != CostOption.REAL or payment is None or item.document_on is None:
        return
    if payment.proof.paid_on < item.document_on:
        yield _("It was paid on %(paid)s, before its document of %(document)s.") % {
            "paid": f"{payment.proof.paid_on:%d/%m/%Y}",
            "document": f"{item.document_on:%d/%m/%Y}",
        }


@rule(Role.TREASURY)
def traceable_method(one: Examined) -> Sentences:
    """Object to a payment that leaves no trace (L. 136/2010 art. 3)."""
    if one.payment is not None and one.payment.proof.method not in TRACEABLE:
        yield _("The payment is not traceable: it was not made through a bank or post account.")


@rule(Role.PROGRAMME_MANAGER, Role.FINANCE)
def cup_present(one: Examined) -> Sentences:
    """Object without the operation's CUP (L. 3/2003 art. 11)."""
    item = one.item
    if not item.operation.cup:
        yield _("The operation has no CUP yet.")
    elif item.cup != item.operation.cup:
        yield _("The document does not bear the CUP of the operation, %(cup)s.") % {
            "cup": item.operation.cup
        }


@rule(Role.FINANCE)
def shares_within_document(one: Examined) -> Sentences:
    """Object when the shares of a document, over all operations, pass its amount (I12)."""
    total = one.item.share_cents + sum(other.share_cents for other in one.sharing)
    if total > one.item.document_cents:
        yield _("The shares of this document come to %(total)s; it is for %(amount)s.") % {
            "total": format_amount(total),
            "amount": format_amount(one.item.document_cents),
        }


@rule(Role.FINANCE)
def declared_within_paid(one: Examined) -> Sentences:
    """Object when more is declared than was cleared for payment."""
    gross = one.item.payable.gross_cents
    if one.item.declared_cents > gross:
        yield _("%(declared)s is declared; %(paid)s was cleared for payment.") % {
            "declared": format_amount(one.item.declared_cents),
            "paid": format_amount(gross),
        }


@rule(Role.FINANCE, Role.GRANT_OFFICER)
def units_within_recognised(one: Examined) -> Sentences:
    """Object when a unit-cost item has no price or units, or declares more than its units."""
    item = one.item
    if item.cost_option != CostOption.UNIT:
        return
    if item.unit_cost is None or item.quantity is None:
        yield _("A unit cost needs its units and the price that an act has fixed.")
        return
    recognised = item.payable.quantity
    if recognised is not None and item.quantity > recognised:
        yield _("%(units)s units are declared; %(recognised)s were recognised.") % {
            "units": item.quantity.normalize(),
            "recognised": recognised.normalize(),
        }
    if item.declared_cents > item.unit_cost.worth_cents(item.quantity):
        yield _("More is declared than the units at their price.")


@rule(Role.FINANCE)
def claimed_once(one: Examined) -> Sentences:
    """Object when the same part of the case is in a claim already (no double funding)."""
    for other in one.same_part:
        if other.partner_id == one.item.partner_id:
            yield _("This was declared already, as %(item)s.") % {"item": other.reference}
        else:
            yield _("This was declared already by %(office)s: ask there.") % {
                "office": other.office
            }


@rule(Role.FINANCE)
def same_file_elsewhere(one: Examined) -> Sentences:
    """Object when the very same file proves another expenditure, in whatever operation."""
    for other in one.twins:
        if other.partner_id == one.item.partner_id:
            yield _("The same file already proves %(item)s.") % {"item": other.reference}
        else:
            yield _("The same file already proves an expenditure of %(office)s: ask there.") % {
                "office": other.office
            }
