"""P-RIC row by row: received, admitted, stayed, decided, final (lifecycles 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Effects, Word
from lifecycle.procedures.appeal import effects, guards
from lifecycle.procedures.appeal.facts import AppealFacts
from lifecycle.procedures.appeal.states import DECIDED, PENDING
from lifecycle.procedures.appeal.states import AppealState as S
from lifecycle.procedures.office import follows_its_case
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import Appeal

JUDGES = [Role.LEGAL, Role.APPROVER]


class AppealLifecycle(AppealFacts):
    """Somebody else looks at the decision again; money moves only through its inverse."""

    CODE = "P-RIC"
    TITLE = _("Appeal")

    state = StateField(protected=True, choices=S.choices, default=S.RECEIVED, max_length=20)

    class Meta:
        abstract = True

    change_office = follows_its_case("RI11", [S.RECEIVED, *PENDING, *DECIDED])

    @opening(
        "RI01",
        by=[Role.PARTICIPANT, Role.OPERATOR, Role.GRANT_OFFICER, Role.LEGAL],
        label=_("Enter an appeal"),
        guards=[
            guards.it_is_against_something_of_this_case,
            guards.the_days_are_possible,
            guards.one_at_a_time,
        ],
    )
    def receive(self: Appeal, act: Act) -> Effects:
        """Take the appeal in, and reckon whether it came in time."""
        self.set_up(act)
        self.weigh_days()
        return Effects(words=(Word("appeal_received"),))

    @step(
        "RI02",
        source=S.RECEIVED,
        target=S.INADMISSIBLE,
        by=JUDGES,
        label=_("Find inadmissible"),
        facts={"reason": str},
    )
    def find_inadmissible(self: Appeal, act: Act) -> Effects:
        """Find that it cannot be looked at: too late, or by somebody without an interest."""
        return _decided(self, act, "")

    @step(
        "RI03",
        source=S.RECEIVED,
        target=S.PENDING,
        by=JUDGES,
        label=_("Admit"),
        guards=[guards.late_ones_are_admitted_with_reasons],
    )
    def admit(self: Appeal, act: Act) -> None:
        """Let it be decided."""

    @step(
        "RI04",
        source=S.PENDING,
        target=S.STAY_GRANTED,
        by=JUDGES,
        label=_("Enter a stay"),
        facts={"order": str},
        guards=[guards.the_case_can_be_held],
    )
    def grant_stay(self: Appeal, act: Act) -> Effects:
        """Stop the effects of the act: the case is held, its recovery stands still."""
        self.stay_order = act["order"]
        return effects.stayed(self, act)

    @step(
        "RI05",
        source=S.PENDING,
        target=S.STAY_DENIED,
        by=JUDGES,
        label=_("Enter that the stay is denied"),
        facts={"order": str},
    )
    def deny_stay(self: Appeal, act: Act) -> None:
        """Let the act go on while the appeal is pending."""
        self.stay_order = act["order"]

    @step(
        "RI06",
        source=[*PENDING],
        target=S.UPHELD,
        by=[Role.LEGAL],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Uphold"),
        facts={"decision": str},
        guards=[guards.the_appealed_act_can_fall],
    )
    def uphold(self: Appeal, act: Act) -> Effects:
        """Follow whoever judged: what was appealed is undone, and with it what it had booked."""
        self.decision, self.decided_on = act["decision"], act.on
        fallen = effects.fallen(self)
        return Effects(
            fire=fallen.fire,
            announcements=fallen.announcements,
            words=(Word("appeal_upheld"),),
        )

    @step(
        "RI07",
        source=[*PENDING],
        target=S.PARTLY,
        by=[Role.LEGAL],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=_("Uphold in part"),
        facts={"decision": str},
    )
    def uphold_in_part(self: Appeal, act: Act) -> Effects:
        """Follow whoever judged for a part: the office decides that part anew."""
        return _decided(self, act, "appeal_partly_upheld")

    @step(
        "RI08",
        source=[*PENDING],
        target=S.REJECTED,
        by=JUDGES,
        label=_("Reject"),
        facts={"decision": str},
    )
    def reject(self: Appeal, act: Act) -> Effects:
        """Let the act stand: what a stay had stopped goes on."""
        return _decided(self, act, "appeal_rejected")

    @step(
        "RI09",
        source=[S.RECEIVED, *PENDING],
        target=S.EXTINGUISHED,
        by=[Role.PARTICIPANT, *JUDGES],
        label=_("Give the appeal up"),
    )
    def extinguish(self: Appeal, act: Act) -> Effects:
        """End it without a decision: whoever appealed gives it up, or nobody pursues it."""
        return _decided(self, act, "")

    @step(
        "RI10",
        source=[*DECIDED],
        target=S.FINAL,
        by=[Role.LEGAL],
        label=pgettext_lazy("an appeal", "Make final"),
    )
    def finalise(self: Appeal, act: Act) -> None:
        """Close it: nobody can appeal against the decision any more."""
        self.ended_on = act.on


def _decided(appeal: Appeal, act: Act, word: str) -> Effects:
    appeal.decision, appeal.decided_on = act.get("decision", ""), act.on
    words = (Word(word),) if word else ()
    return Effects(fire=effects.going_on(appeal), words=words)
