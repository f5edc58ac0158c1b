"""P-NEG row by row: proposed, notified, observed or expired, upheld or dropped (lifecycles 1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.adverse import guards
from lifecycle.procedures.adverse.facts import NoticeFacts
from lifecycle.procedures.adverse.states import ANSWERED
from lifecycle.procedures.adverse.states import NoticeState as S
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.office import follows_its_case
from lifecycle.procedures.reasons import coded
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role
from programme.models import Reason

if TYPE_CHECKING:
    from lifecycle.models import AdverseNotice


class NoticeLifecycle(NoticeFacts):
    """Before a refusal the person learns its reasons and answers them (L. 241/1990 art. 10-bis)."""

    CODE = "P-NEG"
    TITLE = _("Adverse notice")

    state = StateField(protected=True, choices=S.choices, default=S.PROPOSED, max_length=20)

    class Meta:
        abstract = True

    change_office = follows_its_case("PN09", [S.PROPOSED, S.NOTIFIED, *ANSWERED])

    @opening(
        "PN01",
        by=[Role.GRANT_OFFICER],
        label=_("Propose an adverse notice"),
        facts={"reasons": list},
        guards=[
            case_allows("adverse.notified"),
            guards.the_call_has_no_ranking,
            coded(Reason.Use.REFUSAL, Role.GRANT_OFFICER),
        ],
    )
    def propose(self: AdverseNotice, act: Act) -> None:
        """Write down why the application cannot be accepted; the note beside explains it."""
        self.set_up(act)
        self.reasons = list(act["reasons"])

    @step(
        "PN02",
        source=S.PROPOSED,
        target=S.NOTIFIED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E2,
        label=pgettext_lazy("an adverse notice", "Notify"),
        guards=[case_allows("adverse.notified")],
    )
    def notify(self: AdverseNotice, act: Act) -> Effects:
        """Send the notice: the clock of the case stands, the person's term runs from receipt."""
        self.notified_on = self.stopped_on = act.on
        return Effects(
            papers=("adverse_notice",),
            words=(Word("adverse_notified"),),
            announcements=(Announcement("adverse.notified", self.case_label),),
        )

    @step(
        "PN03",
        source=S.NOTIFIED,
        target=S.NOTIFIED,
        by=[Role.PARTICIPANT, Role.OPERATOR, Role.GRANT_OFFICER],
        label=_("Record the receipt"),
        facts={"received_on": date, "channel": str},
        guards=[
            guards.received_once,
            guards.received_after_it_was_sent,
            guards.received_in_a_known_way,
        ],
    )
    def receive(self: AdverseNotice, act: Act) -> Effects:
        """Note when and how the notice reached the person: the term runs from that day."""
        self._received(act["received_on"], act["channel"])
        return Effects(words=(Word("adverse_received", {"due_on": str(self.due_on)}),))

    @step(
        "PN04",
        source=S.NOTIFIED,
        target=S.OBSERVED,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Make observations"),
        facts={"evidence": Maybe(str)},
        guards=[
            case_allows("adverse.observed"),
            guards.within_the_term,
            guards.something_is_observed,
        ],
    )
    def observe(self: AdverseNotice, act: Act) -> Effects:
        """Answer the reasons, in words or with a document; who answers has received the notice."""
        if self.received_on is None:
            self._received(act.on, self.Channel.HAND)
        self.observed_on, self.evidence = act.on, act.get("evidence", "")
        self._restarts_after(act.on)
        return Effects(
            words=(Word("adverse_observed"),),
            announcements=(Announcement("adverse.observed", self.case_label),),
        )

    @step(
        "PN05",
        source=S.NOTIFIED,
        target=S.EXPIRED,
        by=[Role.SYSTEM],
        label=_("The term for observations passes"),
        guards=[guards.the_term_has_passed],
    )
    def expire(self: AdverseNotice, act: Act) -> Effects:
        """Return the case to the officer without observations."""
        self._restarts_after(self.due_on or act.on)
        return Effects(
            words=(Word("adverse_expired"),),
            announcements=(Announcement("adverse.expired", self.case_label),),
        )

    @step(
        "PN06",
        source=[*ANSWERED],
        target=S.UPHELD,
        by=[Role.GRANT_OFFICER, Role.APPROVER],
        label=pgettext_lazy("an adverse notice", "Uphold"),
        guards=[case_allows("adverse.notified"), guards.the_observations_are_answered],
    )
    def uphold(self: AdverseNotice, act: Act) -> None:
        """Find that the reasons still stand; the note beside answers the observations."""
        self.ended_on = act.on

    @step(
        "PN07",
        source=[S.PROPOSED, *ANSWERED, S.UPHELD],
        target=S.DROPPED,
        by=[Role.GRANT_OFFICER, Role.APPROVER],
        label=pgettext_lazy("an adverse notice", "Drop"),
        guards=[case_allows("adverse.notified")],
    )
    def drop(self: AdverseNotice, act: Act) -> Effects:
        """Find that the reasons do not stand: the application is examined further."""
        self.ended_on = act.on
        told = (Word("adverse_dropped"),) if self.notified_on is not None else ()
        return Effects(words=told)

    @step(
        "PN08",
        source=[S.PROPOSED, S.NOTIFIED, *ANSWERED],
        target=S.DROPPED,
        by=[Role.SYSTEM],
        label=_("End with the case"),
    )
    def end_with_case(self: AdverseNotice, act: Act) -> None:
        """End with a case that was taken back."""
        self.ended_on = act.on
        if self.stopped_on is not None and self.restarted_on is None:
            self.restarted_on = act.on

    def _received(self, on: date, channel: str) -> None:
        self.received_on, self.channel = on, channel
        self.due_on = on + timedelta(days=self.term("observation_days").value)

    def _restarts_after(self, day: date) -> None:
        """Let the clock go on ten days after a day (art. 10-bis after D.L. 76/2020)."""
        self.restarted_on = day + timedelta(days=self.term("restart_days").value)
