"""P-VAR row by row: drafted, examined, approved, signed and in effect (lifecycles 1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.acts import Act
from lifecycle.effects import Announcement, Effects, Word
from lifecycle.facts import Maybe
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.office import follows_its_case
from lifecycle.procedures.signing import witnessed_if_not_signed_alone
from lifecycle.procedures.variation import guards, varying
from lifecycle.procedures.variation.facts import VariationFacts
from lifecycle.procedures.variation.states import EXAMINED
from lifecycle.procedures.variation.states import VariationState as S
from lifecycle.state_field import StateField
from lifecycle.steps import Eyes, opening, step
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.models import Variation


def _version(variation: Any, act: Act) -> Mapping[str, Any]:
    version = act.get("draft", variation.version)
    return {"plan_version": version} if version else {}


def _after(variation: Any, _act: Act) -> int:
    return int(variation.after_cents or 0)


class VariationLifecycle(VariationFacts):
    """A new version is examined as it was submitted; only in effect does it change the case."""

    CODE = "P-VAR"
    TITLE = _("Variation")

    state = StateField(protected=True, choices=S.choices, default=S.DRAFT, max_length=20)

    class Meta:
        abstract = True

    change_office = follows_its_case("PV14", [S.DRAFT, *EXAMINED])

    @opening(
        "PV01",
        by=[Role.OPERATOR],
        label=_("Begin a variation"),
        guards=[case_allows("variation.effective", told=_version)],
    )
    def draft(self: Variation, act: Act) -> None:
        """Begin to write another version with the person."""
        self.set_up(act)

    @step(
        "PV02",
        source=S.DRAFT,
        target=S.SUBMITTED,
        by=[Role.OPERATOR],
        label=pgettext_lazy("a variation", "Submit"),
        facts={"draft": str},
        guards=[guards.the_version_can_be, guards.something_changes],
    )
    def submit(self: Variation, act: Act) -> Effects:
        """Hand the new version in; its table, before beside after, is kept as it is now."""
        varied = varying.told(self.root, act["draft"], on=act.on)
        self.version, self.comparison = act["draft"], varied.table()
        self.before_cents = varied.granted_cents
        self.after_cents = varied.granted_cents + varied.delta
        self.ceiling_cents = varied.ceiling_cents
        self.minor = varied.is_minor(self.term("minor_variation_percent").value)
        self.changes_rights = varied.changes_rights
        self.submitted_on = act.on
        return Effects(
            words=(Word("variation_submitted"),),
            recorded={"before": self.before_cents, "after": self.after_cents},
        )

    @step(
        "PV03",
        source=S.SUBMITTED,
        target=S.IN_REVIEW,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("a variation", "Take up"),
    )
    def take(self: Variation, act: Act) -> None:
        """Begin to examine it."""

    @step(
        "PV04",
        source=S.IN_REVIEW,
        target=S.INTEGRATION,
        by=[Role.SYSTEM],
        label=_("Ask for an integration"),
    )
    def ask_integration(self: Variation, act: Act) -> None:
        """Wait for what an officer has asked of the person (P-INT sent)."""

    @step(
        "PV05",
        source=S.INTEGRATION,
        target=S.IN_REVIEW,
        by=[Role.SYSTEM],
        label=_("Go on after the integration"),
    )
    def go_on(self: Variation, act: Act) -> None:
        """Go on with what the person has answered."""

    @step(
        "PV06",
        source=S.IN_REVIEW,
        target=S.APPROVED,
        by=[Role.GRANT_OFFICER, Role.APPROVER],
        eyes=Eyes.E1,
        label=_("Approve a minor variation"),
        guards=[guards.it_is_minor, guards.the_version_can_be],
    )
    def approve_minor(self: Variation, act: Act) -> Effects:
        """Approve what only moves a little between lines; another officer than who took it up."""
        return _approved(self, act)

    @step(
        "PV07",
        source=S.IN_REVIEW,
        target=S.APPROVED,
        by=[Role.GRANT_OFFICER],
        approved_by=[Role.APPROVER],
        eyes=Eyes.E3,
        amount=_after,
        label=pgettext_lazy("a variation", "Approve"),
        guards=[guards.the_version_can_be],
    )
    def approve(self: Variation, act: Act) -> Effects:
        """Approve any variation, by as many people as its total wants."""
        return _approved(self, act)

    @step(
        "PV08",
        source=S.APPROVED,
        target=S.EFFECTIVE,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=_("Sign the variation"),
        facts={"means": str, "witness": Maybe(str)},
        guards=[
            guards.within_the_signing_term,
            witnessed_if_not_signed_alone,
            guards.the_version_can_be,
            case_allows("variation.effective", told=_version),
        ],
    )
    def sign(self: Variation, act: Act) -> Effects:
        """Put it into effect by the person's signature."""
        self.means, self.witness = act["means"], act.get("witness", "")
        return _in_effect(self, act)

    @step(
        "PV09",
        source=S.APPROVED,
        target=S.EFFECTIVE,
        by=[Role.GRANT_OFFICER],
        label=pgettext_lazy("a variation", "Put into effect"),
        guards=[
            guards.it_changes_no_rights,
            guards.the_version_can_be,
            case_allows("variation.effective", told=_version),
        ],
    )
    def put_in_effect(self: Variation, act: Act) -> Effects:
        """Put into effect what leaves the person's rights as they are."""
        return _in_effect(self, act)

    @step(
        "PV10",
        source=S.IN_REVIEW,
        target=S.REFUSED,
        by=[Role.APPROVER],
        eyes=Eyes.E1,
        label=pgettext_lazy("a variation", "Refuse"),
        guards=[guards.it_is_said_why],
    )
    def refuse(self: Variation, act: Act) -> Effects:
        """Leave what was granted as it is; the note beside says why."""
        self.ended_on = act.on
        return Effects(words=(Word("variation_refused"),))

    @step(
        "PV11",
        source=[S.DRAFT, *EXAMINED],
        target=S.WITHDRAWN,
        by=[Role.PARTICIPANT, Role.OPERATOR],
        label=pgettext_lazy("a variation", "Withdraw"),
    )
    def withdraw(self: Variation, act: Act) -> None:
        """Give it up before it is in effect."""
        self.ended_on = act.on

    @step(
        "PV12",
        source=S.APPROVED,
        target=S.WITHDRAWN,
        by=[Role.SYSTEM],
        label=_("Lapse, not signed"),
        guards=[guards.the_signing_term_has_passed],
    )
    def lapse(self: Variation, act: Act) -> Effects:
        """End without effect: nobody signed in time."""
        self.ended_on = act.on
        return Effects(words=(Word("variation_lapsed"),))

    @step(
        "PV13",
        source=[S.DRAFT, *EXAMINED],
        target=S.WITHDRAWN,
        by=[Role.SYSTEM],
        label=_("End with the case"),
    )
    def end_with_case(self: Variation, act: Act) -> None:
        """End with a case that has ended."""
        self.ended_on = act.on


def _approved(variation: Variation, act: Act) -> Effects:
    variation.approved_on = act.on
    variation.due_on = act.on + timedelta(days=variation.term("signature_days").value)
    return Effects(
        papers=("variation",),
        words=(Word("variation_approved", {"due_on": variation.due_on.isoformat()}),),
    )


def _in_effect(variation: Variation, act: Act) -> Effects:
    variation.effective_on = variation.ended_on = act.on
    told = {"plan_version": variation.version}
    return Effects(
        papers=("variation_signed",),
        words=(Word("variation_effective"),),
        announcements=(Announcement("variation.effective", variation.case_label, told),),
    )
