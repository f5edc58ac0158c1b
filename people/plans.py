"""The personal action plan: written, read, signed by both, never changed afterwards."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.canonical import canonical, sha256
from audit.entropy import random_bytes
from audit.envelope import open_value, seal_value
from audit.labels import label
from people import keys
from people.actors import Actor
from people.models import ActionPlan, ActionPlanVersion, CaseFile, User
from people.roles import Role
from people.telling import tell

Means = ActionPlanVersion.Means


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One step towards a goal, with the service that helps (none: the person's own)."""

    description: str
    service: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """What participant and operator agree on."""

    needs: tuple[str, ...]
    goals: tuple[str, ...]
    steps: tuple[PlanStep, ...]
    review_on: date | None = None


@transaction.atomic
def draft(case_file: CaseFile, content: PlanContent, *, by: Actor, on: date) -> ActionPlanVersion:
    """Write the next version of the plan of a case file, unsigned."""
    _refuse_unless(by.role == Role.OPERATOR, _("The plan is written by an operator."))
    _refuse_unless(bool(content.goals and content.steps), _("A plan has goals and steps."))
    CaseFile.objects.as_system().select_for_update().get(pk=case_file.pk)
    plan = ActionPlan.objects.as_system().filter(case_file=case_file).first()
    if plan is None:
        plan = ActionPlan.objects.create(case_file=case_file, opened_on=on)
    version = ActionPlanVersion(
        plan=plan, number=_last_number(plan) + 1, drafted_by_id=by.user_id, drafted_on=on
    )
    # The salt makes the fingerprint useless for guessing once the content cannot be read.
    text = canonical(asdict(content) | {"salt": random_bytes(16).hex()})
    version.content = seal_value(text.encode(), key=_key(version), context=_place(version))
    version.content_hash = sha256(text)
    version.save(force_insert=True)
    _tell("plan.drafted", version, by=by, means="")
    return version


def read(version: ActionPlanVersion) -> PlanContent:
    """Return the content of a version; KeyDestroyed once the person was erased."""
    sealed = bytes(version.content)
    stored = json.loads(open_value(sealed, key=_key(version), context=_place(version)))
    return PlanContent(
        needs=tuple(stored["needs"]),
        goals=tuple(stored["goals"]),
        steps=tuple(map(_step, stored["steps"])),
        review_on=_day(stored["review_on"]),
    )


def signed_version(case_file: CaseFile) -> ActionPlanVersion | None:
    """Return the last version that both have signed, or None."""
    versions = ActionPlanVersion.objects.as_system().filter(plan__case_file=case_file)
    both = versions.filter(participant_signed_on__isnull=False, operator_signed_on__isnull=False)
    return both.order_by("-number").first()


@transaction.atomic
def sign_as_participant(
    version: ActionPlanVersion, *, means: Means, by: Actor, on: date
) -> ActionPlanVersion:
    """Put the participant's signature: their own by code, or witnessed by an operator."""
    locked = _locked(version)
    _refuse_unless(locked.participant_signed_on is None, _("The participant has signed."))
    _refuse_wrong_hand(locked, means=means, by=by)
    locked.participant_signed_on, locked.participant_signed_by = on, means
    return _sign(locked, "plan.signed_by_participant", by=by, means=means.value)


@transaction.atomic
def sign_as_operator(version: ActionPlanVersion, *, by: Actor, on: date) -> ActionPlanVersion:
    """Put the operator's signature."""
    locked = _locked(version)
    _refuse_unless(by.role == Role.OPERATOR, _("This signature is an operator's."))
    _refuse_unless(locked.operator_signed_on is None, _("An operator has signed."))
    locked.operator_signed_on, locked.operator_id = on, by.user_id
    return _sign(locked, "plan.signed_by_operator", by=by, means="")


def _sign(version: ActionPlanVersion, action: str, *, by: Actor, means: str) -> ActionPlanVersion:
    version.validate_constraints()
    version.save()
    _tell(action, version, by=by, means=means)
    return version


def _locked(version: ActionPlanVersion) -> ActionPlanVersion:
    return ActionPlanVersion.objects.as_system().select_for_update().get(pk=version.pk)


def _refuse_wrong_hand(version: ActionPlanVersion, *, means: Means, by: Actor) -> None:
    """Take what is proved in the own account from the participant alone, the rest at the desk."""
    if means in (Means.OTP, Means.OWN):
        signer = User.objects.filter(pk=by.user_id).first()
        participant = version.plan.case_file.participant_id
        own = signer is not None and signer.participant_id == participant
        _refuse_unless(own, _("In the own account the participant signs alone."))
    else:
        _refuse_unless(
            by.role == Role.OPERATOR, _("An operator is present when a participant signs on paper.")
        )


def _refuse_unless(condition: bool, sentence: Promise) -> None:
    if not condition:
        raise ValidationError(str(sentence), code="plan")


def _tell(action: str, version: ActionPlanVersion, *, by: Actor, means: str) -> None:
    facts = {"number": version.number, "content_hash": version.content_hash, "means": means}
    participant = version.plan.case_file.participant
    tell(action, version, about=participant, by=by, facts=facts)


def _last_number(plan: ActionPlan) -> int:
    versions = ActionPlanVersion.objects.as_system().filter(plan=plan)
    return versions.aggregate(last=Max("number"))["last"] or 0


def _key(version: ActionPlanVersion) -> bytes:
    return keys.of(version.plan.case_file.participant)


def _place(version: ActionPlanVersion) -> str:
    return f"{label(version)}/content"


def _step(stored: dict[str, str]) -> PlanStep:
    return PlanStep(
        description=stored["description"],
        service=stored["service"],
        starts_on=_day(stored["starts_on"]),
        ends_on=_day(stored["ends_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
