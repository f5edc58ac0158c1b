"""Gives and ends mandates, and answers who holds which role on a day."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.labels import label
from people.actors import Actor
from people.models import Mandate, User
from people.roles import Role, why_incompatible
from people.telling import tell
from programme.models import Operation, Partner


def roles_of(user: User, on: date) -> set[Role]:
    """Return the roles that a user holds on a day; none if the account is not active."""
    if not user.is_active:
        return set()
    held = Mandate.objects.in_force(on).filter(user=user).values_list("role", flat=True)
    own = {Role.PARTICIPANT} if user.participant_id else set()
    return own | {Role(role) for role in held}


def partners_of(user: User, on: date, role: Role) -> set[str] | None:
    """Return the ids of the partners for which a user holds a role; None means all of them."""
    if not user.is_active:
        return set()
    held = Mandate.objects.in_force(on).filter(user=user, role=role)
    ids = set(held.values_list("partner_id", flat=True))
    return None if None in ids else {str(pk) for pk in ids}


@transaction.atomic
def assign(
    user: User,
    role: Role,
    *,
    partner: Partner | None = None,
    operation: Operation | None = None,
    starts_on: date,
    ends_on: date | None = None,
    act_reference: str,
    by: Actor,
) -> Mandate:
    """Give a role from a day to a day; ValidationError with a sentence if it may not be held.

    `by` is an administrator, or the system for the first one. The user's row is locked, so
    that two roles given in the same second are compared with each other.
    """
    User.objects.select_for_update().get(pk=user.pk)
    mandate = Mandate(
        user=user,
        role=role,
        partner=partner,
        operation=operation,
        starts_on=starts_on,
        ends_on=ends_on,
        act_reference=act_reference,
        assigned_by_id=by.user_id or None,
    )
    _refuse_wrong_giver(by)
    _refuse_incompatible(mandate)
    mandate.clean_fields()
    mandate.validate_constraints()
    mandate.save(force_insert=True)
    _tell(mandate, "mandate.assigned", by=by)
    return mandate


@transaction.atomic
def end(mandate: Mandate, *, on: date, by: Actor) -> Mandate:
    """End a mandate: `on` is its last day; ValidationError if it ended before or begins later."""
    _refuse_wrong_giver(by)
    held = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if held.ends_on is not None and held.ends_on <= on:
        raise ValidationError(_("This mandate has already ended."), code="ended")
    held.ends_on = on
    held.validate_constraints()
    held.save(update_fields=["ends_on"])
    _tell(held, "mandate.ended", by=by)
    return held


def _refuse_wrong_giver(by: Actor) -> None:
    if by.role not in (Role.ADMINISTRATOR, Role.SYSTEM):
        raise ValidationError(_("Mandates are given and ended by an administrator."), code="giver")


def _refuse_incompatible(mandate: Mandate) -> None:
    """Compare with every other mandate that shares a day with this one."""
    others = Mandate.objects.filter(user=mandate.user)
    meeting = others.meeting(mandate.starts_on, mandate.ends_on)
    for other in meeting.order_by("starts_on", "pk"):
        why = why_incompatible(Role(mandate.role), Role(other.role))
        if why is not None:
            raise ValidationError(
                _("%(name)s is already %(held)s. %(why)s"),
                code="incompatible",
                params={"name": mandate.user, "held": other.get_role_display(), "why": why},
            )


def _tell(mandate: Mandate, action: str, *, by: Actor) -> None:
    facts = {
        "user": label(mandate.user),
        "role": mandate.role,
        "partner": mandate.partner_id or "",
        "operation": mandate.operation_id or "",
        "starts_on": mandate.starts_on,
        "ends_on": mandate.ends_on,
    }
    reason = mandate.act_reference
    tell(action, mandate, about=mandate.user, by=by, facts=facts, reason=reason)
