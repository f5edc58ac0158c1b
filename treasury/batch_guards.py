"""When a step of a batch is open: three pairs of hands, none of which decided what is paid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounting.models import Payable
from audit.models import Event
from lifecycle.guards import guard
from people.models import User
from people.roles import DECIDING, Role
from treasury import line_checks
from treasury.totals import lines_to_pay, totals_of

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from treasury.models import Batch

Sentences = Iterator["str | Promise"]

PREPARING = ("open", "include", "exclude", "put_back", "hold", "submit")


@guard(Role.FINANCE, Role.TREASURY)
def the_mandate_reaches_all_partners(batch: Batch, act: Act) -> Sentences:
    """Object when somebody of one partner would act on a batch that pays for all of them."""
    if not batch.partner_id and act.by.partner_id:
        yield _("This batch pays for all partners: a mandate for one of them is not enough.")


@guard(Role.FINANCE)
def there_is_something_to_pay(batch: Batch, act: Act) -> Sentences:
    """Object to a batch without lines."""
    if not lines_to_pay(batch):
        yield _("There is no payment in the batch yet.")


@guard(Role.FINANCE)
def each_payment_can_go_on(batch: Batch, act: Act) -> Sentences:
    """Object for each line whose sum, account or payee is no longer as it was."""
    yield from line_checks.about_lines(lines_to_pay(batch))


@guard(Role.FINANCE)
def as_it_was_submitted(batch: Batch, act: Act) -> Sentences:
    """Object when count, sum or fingerprint of the lines differ from those submitted."""
    now = totals_of(lines_to_pay(batch))
    if (now.count, now.cents, now.hash) != (batch.lines_count, batch.total_cents, batch.lines_hash):
        yield _("The batch is not as it was submitted: send it back and have it approved anew.")


@guard(Role.FINANCE, Role.TREASURY)
def prepared_by_others(batch: Batch, act: Act) -> Sentences:
    """Object to whoever opened, filled, changed or submitted this batch, at any time."""
    prepared = Event.objects.filter(stream=batch.label, actor=act.by.label, action__in=PREPARING)
    if act.by.label == batch.prepared_by or prepared.exists():
        yield _("You prepared this batch: another person approves and releases it.")


@guard(Role.FINANCE)
def not_approved_by_them_yet(batch: Batch, act: Act) -> Sentences:
    """Object to a second approval by the same person (E3: distinct people)."""
    if act.by.label in batch.approvers:
        yield _("You have already approved this batch: another person has to approve it too.")


@guard(Role.TREASURY)
def approved_by_another(batch: Batch, act: Act) -> Sentences:
    """Object to whoever approved this batch, now or in an earlier round."""
    approved = Event.objects.filter(stream=batch.label, actor=act.by.label, action="approve")
    if act.by.label == batch.approved_by or approved.exists():
        yield _("You approved this batch: a third person releases it.")


@guard(Role.FINANCE, Role.TREASURY)
def decided_by_others(batch: Batch, act: Act) -> Sentences:
    """Object to whoever decided in one of the cases that are paid (lifecycles 0, four eyes).

    The trail is asked, not the mandates of today: a decision stays one's own.
    """
    roots = Payable.objects.filter(lines__in=lines_to_pay(batch)).values("root")
    decided = Event.objects.filter(
        stream__in=roots, actor=act.by.label, role__in=[str(role) for role in DECIDING]
    )
    if decided.exists():
        yield _("You decided in a case that this batch pays: another person does this.")


@guard(Role.FINANCE, Role.TREASURY)
def not_paid_to_oneself(batch: Batch, act: Act) -> Sentences:
    """Object to whoever is paid by the batch."""
    mine = User.objects.filter(pk=act.by.user_id).values("participant")
    own = batch.lines.as_system().filter(account__participant__in=mine)
    if own.exists():
        yield _("You are paid by this batch: another person does this.")


@guard(Role.FINANCE)
def every_payment_is_final(batch: Batch, act: Act) -> Sentences:
    """Object while somebody still has to act on a line."""
    if not batch.progress.is_final:
        yield _("Not every payment of the batch has its final outcome yet.")
