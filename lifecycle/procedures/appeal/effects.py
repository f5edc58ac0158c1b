"""What an appeal does to what it is against: stays it, lets it go on, or makes it fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audit.labels import split
from lifecycle.effects import Announcement, Effects, Fire
from lifecycle.procedures.hold.beginning import held, lifted
from lifecycle.procedures.recovery.end import BEFORE_STAY
from lifecycle.procedures.recovery.states import RecoveryState

if TYPE_CHECKING:
    from lifecycle.acts import Act
    from lifecycle.models import Appeal, Recovery, Revocation

UPHELD = "appeal.upheld"
REVOCATION = "lifecycle.revocation"


def revocation_of(appeal: Appeal) -> Revocation | None:
    """Return the revocation that is appealed, if it is one."""
    from lifecycle.models import Revocation

    model, pk = split(appeal.against)
    if model != REVOCATION:
        return None
    return Revocation.objects.as_system().filter(pk=pk).first()


def stayed(appeal: Appeal, act: Act) -> Effects:
    """Hold the case, and let its recoveries stand still."""
    standing = tuple(
        Fire(recovery.label, "suspend") for recovery in _recoveries(appeal, *BEFORE_STAY)
    )
    return Effects(fire=standing, beginnings=held(appeal, "appeal_stay", on=act.on))


def going_on(appeal: Appeal) -> tuple[Fire, ...]:
    """Lift the stay: recoveries go on from where they stood."""
    resumed = (
        Fire(recovery.label, "resume") for recovery in _recoveries(appeal, RecoveryState.SUSPENDED)
    )
    return (*lifted(appeal), *resumed)


def fallen(appeal: Appeal) -> Effects:
    """Annul what was appealed: the revocation, or the refusal that the case itself undoes."""
    revocation = revocation_of(appeal)
    if revocation is None:
        return Effects(
            fire=lifted(appeal), announcements=(Announcement(UPHELD, appeal.case_label),)
        )
    fire = (*going_on(appeal), Fire(revocation.label, "annul_on_appeal"))
    return Effects(fire=fire)


def _recoveries(appeal: Appeal, *states: RecoveryState) -> list[Recovery]:
    from lifecycle.models import Recovery

    found = Recovery.objects.as_system().filter(case_label=appeal.case_label, state__in=states)
    return list(found.order_by("id"))
