"""When a step of an appeal is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.labels import split
from lifecycle.cases import Tracked
from lifecycle.guards import Guard, Obstacle, guard
from lifecycle.procedures.appeal import effects
from lifecycle.procedures.causing import case_allows
from lifecycle.procedures.hold.questions import cause_in_force
from lifecycle.procedures.revocation import guards as revocations
from lifecycle.procedures.revocation.states import IN_FORCE
from people.roles import Role

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Appeal

Sentences = Iterator["str | Promise"]


@guard(Role.LEGAL)
def it_is_against_something_of_this_case(appeal: Appeal, act: Act) -> Sentences:
    """Object when what is appealed is not this case, nor a procedure of it."""
    if not appeal.against:
        return
    model, pk = split(appeal.against)
    try:
        kind = apps.get_model(model)
    except LookupError:
        kind = None
    row = kind._base_manager.filter(pk=pk).first() if kind is not None else None
    if not isinstance(row, Tracked) or row.stream != appeal.case_label:
        yield _("Say against which act of this case the appeal is.")


@guard(Role.LEGAL)
def the_days_are_possible(appeal: Appeal, act: Act) -> Sentences:
    """Object to days to come, or to an appeal filed before the act was received."""
    if not (appeal.filed_on and appeal.known_on):
        return
    if appeal.filed_on > act.on:
        yield _("This day has not come yet.")
    if appeal.filed_on < appeal.known_on:
        yield _("An appeal is filed after the act was received.")


@guard(Role.LEGAL)
def one_at_a_time(appeal: Appeal, act: Act) -> Sentences:
    """Object to a second appeal against the same act before the same judge."""
    same = type(appeal).objects.as_system().filter(against=appeal.against, kind=appeal.kind)
    for other in same.exclude(pk=appeal.pk):
        if other.is_open:
            yield _("Such an appeal against this act is already open.")


@guard(Role.LEGAL)
def late_ones_are_admitted_with_reasons(appeal: Appeal, act: Act) -> Sentences:
    """Object to admitting, without a word, an appeal that was filed after its term."""
    if not appeal.in_time and not act.noted and act.by.role is not Role.SYSTEM:
        yield _("The appeal was filed after %(day)s: write why it is admitted all the same.") % {
            "day": f"{appeal.due_on:%d/%m/%Y}" if appeal.due_on else "–"
        }


@guard(Role.ADMINISTRATOR)
def the_case_can_be_held(appeal: Appeal, act: Act) -> Sentences:
    """Object when reference data has no cause for the hold of a stay."""
    if cause_in_force("appeal_stay", on=act.on) is None:
        yield _("The cause “%(cause)s” does not hold on this day.") % {"cause": "appeal_stay"}


class _EffectsArePossible(Guard):
    """Asks what would fall: the revocation and its recovery, or the case's own step."""

    def obstacles(self, subject: Appeal, act: Act) -> Iterator[Obstacle]:
        """Yield what keeps the appealed act from being undone."""
        revocation = effects.revocation_of(subject)
        if revocation is None:
            if subject.against == subject.case_label:
                yield from case_allows(effects.UPHELD).obstacles(subject, act)
            return
        revocation.join(subject.root)
        if revocation.state not in IN_FORCE:
            sentence = _("The revocation is no longer in force: %(state)s.") % {
                "state": revocation.get_state_display()
            }
            yield Obstacle(self.code, sentence, who=(Role.LEGAL,))
            return
        for each in (
            revocations.another_than_who_signed,
            revocations.case_can_be_reinstated,
        ):
            yield from each.obstacles(revocation, act)


the_appealed_act_can_fall = _EffectsArePossible(
    code="the_appealed_act_can_fall", condition=lambda *_: iter(()), cleared_by=()
)
