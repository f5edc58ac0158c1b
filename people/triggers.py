"""What the database itself refuses about people: mixed roles, rewritten accounts and signatures."""

from audit import triggers
from people.models import ActionPlanVersion, BankAccount, Consent, Mandate, PersonKey
from people.roles import INCOMPATIBLE
from programme.guarding import never_deleted, only_changes, refuse_if


def declare() -> None:
    """Declare the triggers of this package; called once, when the application starts."""
    _mandates()
    _keys()
    _bank_accounts()
    _plans()
    _consents()


def _mandates() -> None:
    for moment in ("INSERT", "UPDATE"):
        refuse_if(
            f"mandate_incompatible_{moment.lower()}",
            Mandate,
            f"BEFORE {moment}",
            condition=_clash(),
            message="this person holds a role that may not go together with this one",
        )
    message = "a mandate is history: end it and give another"
    only_changes("mandate_rewritten", Mandate, may_change={"ends_on"}, message=message)
    never_deleted("mandate_deleted", Mandate, message=message)


def _clash() -> str:
    """Return the condition that another mandate of the user, on a common day, forbids this one."""
    pairs = [tuple(pair) for pair in INCOMPATIBLE]
    both_ways = sorted({f"'{a}>{b}'" for pair in pairs for a, b in (pair, pair[::-1])})
    latest = "<date>'9999-12-31'"
    return (
        "EXISTS (SELECT 1 FROM people_mandate AS held"
        " WHERE held.user_id = NEW.user_id AND held.id <> NEW.id"
        f" AND held.starts_on <= COALESCE(NEW.ends_on, {latest})"
        f" AND NEW.starts_on <= COALESCE(held.ends_on, {latest})"
        f" AND (held.role || '>' || NEW.role) IN ({', '.join(both_ways)}))"
    )


def _keys() -> None:
    refuse_if(
        "person_key_restored",
        PersonKey,
        "BEFORE UPDATE",
        condition="OLD.destroyed_on IS NOT NULL",
        message="a destroyed key stays destroyed",
    )
    never_deleted("person_key_deleted", PersonKey, message="a key leaves its date")


def _bank_accounts() -> None:
    """Keep the history; erasing a person may still empty the fingerprint of the IBAN."""
    message = "an account is history: ask for another one"
    steps = {"state", "verified_on", "verified_by", "effective_on", "ended_on"}
    only_changes(
        "bank_account_rewritten", BankAccount, may_change=steps | {"blind"}, message=message
    )
    refuse_if(
        "bank_account_moved_after_its_end",
        BankAccount,
        "BEFORE UPDATE",
        condition="OLD.ended_on IS NOT NULL AND (NEW.state <> OLD.state"
        " OR NEW.ended_on <changed> OLD.ended_on)",
        message=message,
    )
    refuse_if(
        "bank_account_fingerprint_changed",
        BankAccount,
        "BEFORE UPDATE",
        condition="NEW.blind <> OLD.blind AND NEW.blind <> ''",
        message=message,
    )
    one_in_effect = (
        "older.participant_id = NEW.participant_id"
        " AND older.state = 'effective' AND NEW.state = 'effective'"
    )
    never_deleted("bank_account_deleted", BankAccount, keys=(one_in_effect,), message=message)


def _plans() -> None:
    signed = "(OLD.participant_signed_on IS NOT NULL {} OLD.operator_signed_on IS NOT NULL)"
    content = ("plan_id", "number", "content", "content_hash", "drafted_by_id", "drafted_on")
    changed = " OR ".join(f"NEW.{column} <changed> OLD.{column}" for column in content)
    refuse_if(
        "plan_changed_after_a_signature",
        ActionPlanVersion,
        "BEFORE UPDATE",
        condition=f"{signed.format('OR')} AND ({changed})",
        message="somebody has signed this version: write the next one",
    )
    triggers.refuse(
        "plan_signed_by_both",
        ActionPlanVersion._meta.db_table,
        condition=signed.format("AND"),
        message="both have signed this version: nothing of it can change",
    )
    never_deleted(
        "plan_version_deleted",
        ActionPlanVersion,
        keys=("older.plan_id = NEW.plan_id AND older.number = NEW.number",),
        message="a version of a plan stays",
    )


def _consents() -> None:
    message = "a consent is history: it can only be withdrawn, once"
    only_changes("consent_rewritten", Consent, may_change={"withdrawn_on"}, message=message)
    refuse_if(
        "consent_withdrawn_twice",
        Consent,
        "BEFORE UPDATE",
        condition="OLD.withdrawn_on IS NOT NULL",
        message=message,
    )
    never_deleted("consent_deleted", Consent, message=message)
