"""What a loan's step does when a new plan takes the place of the old one, or gives it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from accounting.catalogue import receive
from audit.identifiers import new_id
from audit.labels import split
from lifecycle.effects import Beginning, Effects, Fire, Word
from microcredit import rescheduling, versions
from microcredit.booking import dims_of
from microcredit.easing import Changed, changed
from microcredit.facts import VersionFacts
from microcredit.ledger import payments_of
from microcredit.new_plan import Choice
from microcredit.new_plan import repaid_early as new_rows
from microcredit.new_plan import rescheduled as new_plan
from microcredit.receipts import following, replayed_over
from microcredit.replay import Paying
from microcredit.states import Payer, ReliefState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from microcredit.models import Loan, Rescheduling

CAUSE = VersionFacts.Cause


def rescheduled(loan: Loan, act: Act) -> Changed:
    """Return what changes when a signed rescheduling takes effect."""
    row: Rescheduling = loan.reschedulings.as_system().get(pk=split(act["rescheduling"])[1])
    wish = rescheduling.wish_of(rescheduling.chosen(row))
    found = new_plan(loan, wish, on=act.on)
    return changed(
        loan,
        on=act.on,
        rows=found.rows,
        cause=CAUSE.RESCHEDULING,
        because_of=row.label,
        eases=found.eases,
    )


def undone(loan: Loan, *, on: date) -> tuple[Changed, tuple[Fire, ...]]:
    """Return what changes when the last change of the plan is undone, with its acts."""
    live = loan.live_version
    if live is None:
        raise LookupError(f"{loan.label} has no plan")
    before = loan.versions.as_system().get(number=live.number - 1).plan_rows
    acts = loan.reliefs.as_system().filter(because_of=live.because_of, state=ReliefState.GRANTED)
    gone = {act.label for act in acts}
    counted = [each for each in payments_of(loan) if each.label not in gone]
    found, now = replayed_over(loan, before, counted, on)
    version = versions.of_rows(loan, before, cause=CAUSE.UNDONE, because_of=live.because_of)
    change = Changed(found.reversals, found.postings, (version,), following(loan, now), now)
    return change, tuple(Fire(label, "undo") for label in sorted(gone))


def repaid_early(loan: Loan, act: Act) -> Effects:
    """Return the effects of an early repayment: RCV, the new plan, and what is replayed."""
    from microcredit.models import Receipt

    act.value_on = on = act["value_date"]
    new, cents = new_id(), act["cents"]
    label = f"{Receipt._meta.label_lower}:{new}"
    rows = new_rows(loan, cents=cents, on=on, choice=Choice(act["choice"]))
    paying = Paying(on, act["reference"], cents, label)
    change = changed(
        loan, on=act.on, rows=rows, cause=CAUSE.PREPAYMENT, because_of=label, paid=[paying]
    )
    principal = change.standing.replayed.split(label).principal
    told = {
        "loan": loan,
        "cents": cents,
        "value_on": on,
        "reference": act["reference"],
        "payer": act.get("payer") or str(Payer.BORROWER),
    }
    return Effects(
        reversals=change.reversals,
        postings=(receive(cents, dims_of(loan, label)), *change.postings),
        beginnings=(Beginning(Receipt, {"id": new, **told}), *change.beginnings),
        fire=change.fire,
        words=(Word("loan_receipt", {"cents": cents, "owed": change.standing.owed}),),
        recorded={"choice": act["choice"], "principal": principal},
    )
