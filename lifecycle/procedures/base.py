"""What every side procedure carries: its case, whose it is, its term, its stop of the clock."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import OuterRef, Q, UniqueConstraint
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.labels import LabelField
from lifecycle.cases import AnyPart, Tracked
from people.models import CaseFile
from people.reach import reach
from people.scope import NOTHING, ScopedModel
from programme.terms import Term, term

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from people.models import User


class Procedure(AnyPart, ScopedModel):
    """A side procedure of a case of any kind (lifecycles 0.1).

    ``due_on`` is the last day of the term that runs now; ``stopped_on`` to ``restarted_on`` is the
    time for which the procedure stops the clock of its case, for those that do.
    """

    CODE: ClassVar[str]
    """The code of its table in the specification, such as P-INT."""
    TITLE: ClassVar[str | Promise]
    ENDED: ClassVar[tuple[str, ...]]
    """The states in which nothing of it is open any more."""
    INTERNAL: ClassVar[tuple[str, ...]] = ()
    """The states in which an office is still preparing it: the person does not see it yet."""

    operation = models.ForeignKey(
        "programme.Operation", models.PROTECT, null=True, related_name="+", editable=False
    )
    partner = models.ForeignKey(
        "programme.Partner", models.PROTECT, null=True, related_name="+", editable=False
    )
    participant = models.ForeignKey(
        "people.Participant", models.PROTECT, null=True, related_name="+", editable=False
    )
    opened_by = LabelField(_("opened by"), editable=False)
    opened_on = models.DateField(_("opened on"), editable=False)
    due_on = models.DateField(_("term ends on"), null=True, editable=False)
    stopped_on = models.DateField(_("clock stopped on"), null=True, editable=False)
    restarted_on = models.DateField(_("clock restarted on"), null=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.TITLE)

    @property
    def is_open(self) -> bool:
        """Say whether something is still to be done in the procedure."""
        return self.state not in self.ENDED

    def shows_its_case_to(self, user: User, *, on: date) -> bool:
        """Say whether whoever sees the procedure sees its case and its person as well."""
        return True

    @property
    def moves(self) -> Tracked:
        """Return what answers the events of the procedure: its case, where nothing else is said."""
        return self.root

    @property
    def runs_until(self) -> date | None:
        """Return the last day of its term, which an extension can move."""
        return self.due_on

    def set_up(self, act: Act) -> None:
        """Take over from the case whose it is, so that the same people see both."""
        for name in ("operation_id", "partner_id", "participant_id"):
            setattr(self, name, getattr(self.root, name, None))
        self.opened_by, self.opened_on = act.by.label, act.on

    def term(self, name: str) -> Term:
        """Return a term of the case's call, such as ``integration_days``, or our default."""
        return term(getattr(self.root, "call", None), name)

    @classmethod
    def scope(cls, user: User, *, on: date) -> Q:
        """Return: one's own, those of one's mandates, and those of whose file one keeps now.

        A person who came from another partner brings along what was decided there.
        """
        own = Q(participant=user.participant_id) if user.participant_id else NOTHING
        files = CaseFile.objects.visible_to(user, on=on).filter(operation=OuterRef("operation"))
        brought = Q(participant__in=files.values("participant"))
        return own | reach(user, on=on) | brought


def one_open(*, name: str, ended: tuple[str, ...]) -> UniqueConstraint:
    """Return the constraint that a case has at most one procedure of a kind open."""
    return UniqueConstraint(
        name=name,
        fields=["case_label"],
        condition=~Q(state__in=[str(state) for state in ended]),
        violation_error_message=_("Such a procedure is already open on this case."),
    )
