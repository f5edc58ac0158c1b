"""Opens and closes case files, and takes consents, as acts that leave their trace."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people.actors import Actor
from people.languages import Language
from people.models import CaseFile, Consent, Participant, User
from people.telling import tell
from programme.models import Operation, Partner


@transaction.atomic
def open_case_file(
    participant: Participant,
    *,
    operation: Operation,
    partner: Partner,
    case_manager: User,
    by: Actor,
    on: date,
) -> CaseFile:
    """Open the file of a participant on an operation; ValidationError if there is one."""
    if not operation.operation_partners.filter(partner=partner).exists():
        raise ValidationError(_("This partner has no part in the operation."), code="partner")
    case_file = CaseFile(
        participant=participant,
        operation=operation,
        partner=partner,
        case_manager=case_manager,
        opened_on=on,
    )
    case_file.validate_constraints()
    case_file.save(force_insert=True)
    facts = {"operation": operation.pk, "partner": partner.pk, "case_manager": case_manager.pk}
    tell("case_file.opened", case_file, about=participant, by=by, facts=facts)
    return case_file


@transaction.atomic
def hand_over(participant: Participant, *, operation: str, to: str, by: Actor, on: date) -> None:
    """Give a person and their one file on an operation over to another partner.

    ``operation`` and ``to`` are the ids of operation and partner. Nothing is opened anew: plan,
    papers and consents stay the person's.
    """
    territory = Partner.objects.get(pk=to).territory_id
    known = Participant.objects.as_system().filter(pk=participant.pk)
    known.update(partner=to, territory=territory)
    for held in CaseFile.objects.as_system().filter(participant=participant, operation=operation):
        facts = {"operation": operation, "from": held.partner_id, "to": to, "on": on}
        CaseFile.objects.as_system().filter(pk=held.pk).update(partner=to)
        tell("case_file.handed_over", held, about=participant, by=by, facts=facts)


@transaction.atomic
def close_case_file(case_file: CaseFile, *, by: Actor, on: date) -> CaseFile:
    """Close a case file; ValidationError if it is closed or opened later."""
    locked = CaseFile.objects.as_system().select_for_update().get(pk=case_file.pk)
    if locked.closed_on is not None:
        raise ValidationError(_("This case file is closed."), code="closed")
    locked.closed_on = on
    locked.validate_constraints()
    locked.save(update_fields=["closed_on"])
    tell("case_file.closed", locked, about=locked.participant, by=by, facts={"on": on})
    return locked


@transaction.atomic
def give_consent(
    participant: Participant,
    kind: Consent.Kind,
    *,
    version: str,
    language: Language,
    by: Actor,
    on: date,
) -> Consent:
    """Note that a participant read or agreed to a version of a text, in a language."""
    consent = Consent(
        participant=participant,
        kind=kind,
        version=version,
        language=language,
        given_on=on,
        taken_by_id=by.user_id,
    )
    consent.validate_constraints()
    consent.save(force_insert=True)
    facts = {"kind": kind.value, "version": version, "language": str(language), "on": on}
    tell("consent.given", consent, about=participant, by=by, facts=facts)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Actor, on: date) -> Consent:
    """Note that a consent was withdrawn; ValidationError if it was before."""
    locked = Consent.objects.as_system().select_for_update().get(pk=consent.pk)
    if locked.withdrawn_on is not None:
        raise ValidationError(_("This consent was withdrawn before."), code="withdrawn")
    locked.withdrawn_on = on
    locked.validate_constraints()
    locked.save(update_fields=["withdrawn_on"])
    tell("consent.withdrawn", locked, about=locked.participant, by=by, facts={"on": on})
    return locked


def has_consent(participant: Participant, kind: Consent.Kind, *, on: date) -> bool:
    """Say whether a consent of a kind stands on a day."""
    given = Consent.objects.as_system().filter(participant=participant, kind=kind, given_on__lte=on)
    return given.exclude(withdrawn_on__lte=on).exists()
