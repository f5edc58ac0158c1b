"""The claim's machine, row by row of its table (lifecycles 6), up to its transmission."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from expenditure import claim_guards as guards
from expenditure import money
from expenditure.checklist import every_item_is_complete, items_of
from expenditure.facts import ClaimFacts
from expenditure.rules import VERSION
from expenditure.statement_rows import KEYS, Declared, declared, manifest
from expenditure.states import ClaimState as S
from lifecycle.acts import Act
from lifecycle.effects import Beginning, Effects, Fire
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from expenditure.models import Claim, Item

SIGNERS = [Role.DELEGATE, Role.APPROVER]
BLOCKING = [guards.something_is_declared, every_item_is_complete]


class ClaimLifecycle(ClaimFacts):
    """From an open period to a transmitted claim, whose rows never change again."""

    state = FSMField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

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
        return Effects(fire=_each(items_of(self), "exclude"))

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
        found = declared(items_of(self))
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
        found = declared(items_of(self))
        self.transmitted_on, self.transmitted_by = act.on, act.by.label
        return Effects(
            postings=money.claimed(found.items),
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
    )
    def withdraw(self: Claim, act: Act) -> Effects:
        """C08: take the claim back before its control (UCLM); its items are ready again."""
        items = items_of(self)
        self.withdrawn_on = act.on
        return Effects(
            postings=money.unclaimed(items),
            fire=_each(items, "exclude"),
            papers=("claim_withdrawn",),
            recorded={"cents": sum(item.declared_cents for item in items)},
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


def _numbered(found: Declared) -> tuple[Fire, ...]:
    """Let each item know its row; by identifier, as for every lock."""
    numbers = {
        item.pk: (item, row["row"]) for item, row in zip(found.items, found.rows, strict=True)
    }
    return tuple(
        Fire(item.label, "declare", {"row": row}) for _pk, (item, row) in sorted(numbers.items())
    )


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
