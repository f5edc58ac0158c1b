"""The claim's machine, row by row of its table (lifecycles 6), up to its transmission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from expenditure import claim_guards as guards
from expenditure import money
from expenditure.checklist import corrections_of, every_item_is_complete, items_of
from expenditure.facts import ClaimFacts
from expenditure.rules import VERSION
from expenditure.statement_rows import KEYS, Declared, manifest, rows_of
from expenditure.states import DEDUCTED, CorrectionState
from expenditure.states import ClaimState as S
from lifecycle.acts import Act
from lifecycle.effects import Beginning, Effects, Fire
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from expenditure.models import Claim, Correction, Item

SIGNERS = [Role.DELEGATE, Role.APPROVER]
BLOCKING = [guards.something_is_declared, every_item_is_complete]


class ClaimLifecycle(ClaimFacts):
    """From an open period to a transmitted claim, whose rows never change again."""

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "C01",
        by=[Role.FINANCE],
        label=_("Open a claim"),
        guards=[
            guards.the_partner_takes_part,
            guards.no_other_open_claim,
            guards.the_period_is_possible,
            guards.the_period_is_contiguous,
        ],
    )
    def open(self: Claim, act: Act) -> None:
        """C01: begin a claim of one partner on one fund, for the period after the last one."""
        self.opened_on = act.on
        self.opened_by = act.by.label

    @step("C02", source=S.DRAFT, target=S.CANCELLED, by=[Role.FINANCE], label=_("Cancel"))
    def cancel(self: Claim, act: Act) -> Effects:
        """C02: give the claim up; its items are ready again."""
        return Effects(fire=(*_each(items_of(self), "exclude"), *_let_go(corrections_of(self))))

    @step(
        "C03",
        source=S.DRAFT,
        target=S.PRECHECKED,
        by=[Role.FINANCE, Role.SYSTEM],
        label=_("Precheck"),
        guards=BLOCKING,
    )
    def precheck(self: Claim, act: Act) -> Effects:
        """C03: every rule holds of every item; count, sum and hash the rows."""
        found = rows_of(self)
        self.prechecked_on, self.prechecked_by = act.on, act.by.label
        self.rows_hash, self.row_count = found.rows_hash, len(found.rows)
        self.declared_cents = found.cents
        return Effects(recorded=_totals(found))

    @step("C04", source=S.PRECHECKED, target=S.DRAFT, by=[Role.FINANCE], label=_("Edit"))
    def edit(self: Claim, act: Act) -> None:
        """C04: take the claim back to change it, which voids the precheck."""
        _unchecked(self)

    @step(
        "C05",
        source=S.PRECHECKED,
        target=S.SIGNED,
        by=SIGNERS,
        eyes=Eyes.E1,
        label=_("Sign"),
        guards=[guards.signed_by_another, guards.rows_as_prechecked, *BLOCKING],
    )
    def sign(self: Claim, act: Act) -> Effects:
        """C05: whoever answers for the partner signs the very rows that were prechecked."""
        self.signed_on, self.signed_by = act.on, act.by.label
        return Effects(papers=("claim",), recorded={"rows_hash": self.rows_hash})

    @step("C06", source=S.SIGNED, target=S.DRAFT, by=SIGNERS, label=_("Take the signature back"))
    def unsign(self: Claim, act: Act) -> None:
        """C06: take a signature back before transmission."""
        self.signed_on, self.signed_by = None, ""
        _unchecked(self)

    @step(
        "C07",
        source=S.SIGNED,
        target=S.SUBMITTED,
        by=[Role.APPROVER, Role.FINANCE],
        eyes=Eyes.E1,
        label=_("Transmit"),
        guards=[guards.the_period_is_over, guards.rows_as_prechecked, *BLOCKING],
    )
    def transmit(self: Claim, act: Act) -> Effects:
        """C07: freeze the rows and their attachments, and post CLM for each of them."""
        found = rows_of(self)
        self.transmitted_on, self.transmitted_by = act.on, act.by.label
        return Effects(
            postings=(*money.claimed(found.items), *money.deducted(found.corrections)),
            beginnings=(_frozen(self, found),),
            fire=_numbered(found),
            papers=("claim_transmitted",),
            recorded=_totals(found) | {"rules_version": VERSION},
        )

    @step(
        "C08",
        source=S.SUBMITTED,
        target=S.WITHDRAWN,
        by=[Role.FINANCE],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Withdraw"),
        guards=[guards.none_of_it_is_corrected, guards.what_it_deducted_is_there],
    )
    def withdraw(self: Claim, act: Act) -> Effects:
        """C08: take the claim back before its control (UCLM); its items are ready again."""
        items, corrections = items_of(self), corrections_of(self)
        self.withdrawn_on = act.on
        return Effects(
            postings=(*money.unclaimed(items), *money.put_back(corrections)),
            fire=(*_each(items, "exclude"), *_let_go(corrections)),
            papers=("claim_withdrawn",),
            recorded={"cents": self.declared_cents},
        )


def _unchecked(claim: Claim) -> None:
    claim.prechecked_on, claim.prechecked_by = None, ""
    claim.rows_hash, claim.row_count, claim.declared_cents = "", None, None


def _totals(found: Declared) -> dict[str, int | str]:
    return {"rows": len(found.rows), "cents": found.cents, "rows_hash": found.rows_hash}


def _each(items: list[Item], command: str) -> tuple[Fire, ...]:
    """Fire a step of each item; by identifier, so that locks are always taken in one order."""
    ordered = sorted(items, key=lambda item: item.pk)
    return tuple(Fire(item.label, command) for item in ordered)


def _let_go(corrections: list[Correction]) -> tuple[Fire, ...]:
    """Let each correction leave the claim; by item, so that locks are taken in one order."""
    ordered = sorted(corrections, key=lambda each: (each.item_id, each.pk))
    return tuple(
        Fire(each.label, "take_out" if each.state in DEDUCTED else "take_out_again")
        for each in ordered
    )


def _numbered(found: Declared) -> tuple[Fire, ...]:
    """Let each item and correction know its row; by item, as for every lock."""
    numbers = {row["item"]: row["row"] for row in found.rows}
    named: list[tuple[str, str, str, str]] = [
        (item.pk, item.label, "declare", item.reference) for item in found.items
    ]
    named += [
        (each.item_id, each.label, _NUMBERED[each.state], each.reference)
        for each in found.corrections
    ]
    return tuple(
        Fire(label, command, {"row": numbers[reference]})
        for _pk, label, command, reference in sorted(named)
    )


_NUMBERED = {CorrectionState.LISTED: "withdraw", CorrectionState.RELISTED: "restore"}


def _frozen(claim: Claim, found: Declared) -> Beginning:
    from expenditure.models import Snapshot

    return Beginning(
        Snapshot,
        {
            "claim": claim,
            "columns": list(KEYS),
            "rows": found.canonical_rows,
            "rows_hash": found.rows_hash,
            "manifest": manifest(found.items),
            "rules_version": VERSION,
        },
    )
