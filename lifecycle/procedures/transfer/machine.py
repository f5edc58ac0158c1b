"""P-TRF row by row: requested, released by one partner, accepted by the other (D33).

Two persons decide, one of each partner. Until the new partner has accepted, it sees what would
come to it in money and in state, not the person and not the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Word
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.transfer import guards
from lifecycle.procedures.transfer.facts import TransferFacts
from lifecycle.procedures.transfer.states import UNDER_WAY
from lifecycle.procedures.transfer.states import TransferState as S
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import Transfer

OF_THE_NEW_PARTNER = ("accept", "decline")


def _partner(transfer: Any, _act: Act) -> Mapping[str, Any]:
    return {"partner": transfer.to_partner_id} if transfer.to_partner_id else {}


class TransferLifecycle(TransferFacts):
    """A person moved region: their case goes where they live, by the word of both partners."""

    CODE = "P-TRF"
    TITLE = _("Transfer to another partner")

    state = StateField(protected=True, choices=S.choices, default=S.REQUESTED, max_length=20)

    class Meta:
        abstract = True

    @opening(
        "TR01",
        by=[Role.PARTICIPANT, Role.OPERATOR, Role.GRANT_OFFICER],
        label=_("Ask for the transfer to another partner"),
        guards=[
            guards.another_partner_takes_part,
            guards.the_person_has_moved,
            case_allows("transfer.accepted", told=_partner),
        ],
    )
    def request(self: Transfer, act: Act) -> Effects:
        """Ask for the case to go where the person lives now."""
        self.set_up(act)
        self.due_on = act.on + timedelta(days=self.term("transfer_days").value)
        return Effects(words=(Word("transfer_requested"),))

    @step(
        "TR02",
        source=S.REQUESTED,
        target=S.RELEASED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a transfer", "Release"),
        guards=[
            guards.nothing_else_is_being_decided,
            guards.nothing_is_on_its_way_to_the_bank,
            case_allows("transfer.accepted", told=_partner),
        ],
    )
    def release(self: Transfer, act: Act) -> None:
        """Agree, for the partner that has the case, that it goes over."""
        self.released_on = act.on

    @step(
        "TR03",
        source=S.RELEASED,
        target=S.ACCEPTED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a transfer", "Accept"),
        guards=[
            guards.nothing_else_is_being_decided,
            guards.nothing_is_on_its_way_to_the_bank,
            guards.the_new_partner_has_room,
            case_allows("transfer.accepted", told=_partner),
        ],
    )
    def accept(self: Transfer, act: Act) -> Effects:
        """Take the case over, for the new partner: it moves with its money and its file."""
        self.ended_on = act.on
        return Effects(
            announcements=(
                Announcement(
                    "transfer.accepted", self.case_label, {"partner": str(self.to_partner_id)}
                ),
            ),
            words=(Word("transfer_accepted", {"office": self.to_partner.name}),),
        )

    @step(
        "TR04",
        source=S.REQUESTED,
        target=S.REFUSED,
        by=[Role.APPROVER],
        label=pgettext_lazy("a transfer", "Refuse"),
        guards=[guards.it_is_said_why],
    )
    def refuse(self: Transfer, act: Act) -> Effects:
        """Keep the case where it is; the note beside says why."""
        self.ended_on = act.on
        return Effects(words=(Word("transfer_refused"),))

    @step(
        "TR05",
        source=S.RELEASED,
        target=S.DECLINED,
        by=[Role.APPROVER],
        label=pgettext_lazy("a transfer", "Do not accept"),
        guards=[guards.it_is_said_why],
    )
    def decline(self: Transfer, act: Act) -> Effects:
        """Say, for the new partner, that it cannot take the case; the note beside says why."""
        self.ended_on = act.on
        return Effects(words=(Word("transfer_refused"),))

    @step(
        "TR06",
        source=[*UNDER_WAY],
        target=S.WITHDRAWN,
        by=[Role.PARTICIPANT, Role.GRANT_OFFICER],
        label=pgettext_lazy("a transfer", "Take the request back"),
    )
    def take_back(self: Transfer, act: Act) -> None:
        """Leave everything as it is: the person stays, or it was a mistake."""
        self.ended_on = act.on

    @step(
        "TR07",
        source=[*UNDER_WAY],
        target=S.WITHDRAWN,
        by=[Role.SYSTEM],
        label=_("End with the case"),
    )
    def end_with_case(self: Transfer, act: Act) -> None:
        """End with a case that has ended."""
        self.ended_on = act.on
