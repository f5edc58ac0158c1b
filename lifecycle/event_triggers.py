"""What the database itself refuses about events of cases: a role that the tables do not name for
the step, and a decision without its approvals (R1, R18, I21, I24: also by SQL).
"""

from __future__ import annotations

from audit.triggers import refuse
from lifecycle.cases import CaseRoot, Tracked, tracked_models
from lifecycle.steps import opening_of, steps_of


def declare_all() -> None:
    """Declare what holds for every event of every machine; called when all models are known."""
    _by_whom()
    _decided_by_too_few()
    _another_proposer()


def roles_of(model: type[Tracked]) -> dict[str, tuple[str, ...]]:
    """Return, by command, the roles in which the event of a step can be recorded.

    A decision is recorded in the role of whoever approved it last; the system appears where the
    tables name it, for the timer and for what follows from another step.
    """
    steps = {spec.command: spec for spec in (opening_of(model), *steps_of(model).values())}
    return {
        command: tuple(str(role) for role in (spec.approved_by if spec.proposed else spec.by))
        for command, spec in steps.items()
    }


def _by_whom() -> None:
    """Refuse the event of a case that no table gives to this role, the system's included."""
    refuse(
        "audit_event_role",
        "audit_event",
        "BEFORE INSERT",
        condition=_not_in_the_tables(
            stream="substr(NEW.stream, 1, instr(NEW.stream, ':') - 1)",
            subject="substr(NEW.subject, 1, instr(NEW.subject, ':') - 1)",
        ),
        postgres_condition=_not_in_the_tables(
            stream="split_part(NEW.stream, ':', 1)", subject="split_part(NEW.subject, ':', 1)"
        ),
        message="the tables do not give this step to this role",
    )


def _not_in_the_tables(*, stream: str, subject: str) -> str:
    cases = ", ".join(
        f"'{model._meta.label_lower}'" for model in tracked_models() if issubclass(model, CaseRoot)
    )
    allowed = " ".join(
        f"WHEN '{model._meta.label_lower}' THEN {_allowed(model)}" for model in tracked_models()
    )
    return f"{stream} IN ({cases}) AND NOT (CASE {subject} {allowed} ELSE 1 = 0 END)"


def _allowed(model: type[Tracked]) -> str:
    pairs = ", ".join(
        f"'{command} {role}'" for command, roles in roles_of(model).items() for role in roles
    )
    return f"NEW.action || ' ' || NEW.role IN ({pairs})"


def _decided_by_too_few() -> None:
    """Refuse the event of a proposed decision that lacks its approvals (R18, also by SQL)."""
    decided = [
        f"(NEW.subject LIKE '{model._meta.label_lower}:%' AND NEW.action = '{spec.command}')"
        for model in tracked_models()
        for spec in steps_of(model).values()
        if spec.proposed
    ]
    enough = (
        "SELECT 1 FROM lifecycle_proposal p WHERE p.subject = NEW.subject"
        " AND p.command = NEW.action AND p.state = 'open' AND p.proposer <> NEW.actor"
        " AND p.wanted <= (SELECT count(*) FROM lifecycle_approval a WHERE a.proposal_id = p.id)"
        " AND EXISTS (SELECT 1 FROM lifecycle_approval a"
        " WHERE a.proposal_id = p.id AND a.approver = NEW.actor)"
    )
    refuse(
        "audit_event_four_eyes",
        "audit_event",
        "BEFORE INSERT",
        condition=f"({' OR '.join(decided) or '1 = 0'}) AND NOT EXISTS ({enough})",
        message="the decision lacks its approvals",
    )


def _another_proposer() -> None:
    refuse(
        "lifecycle_approval_proposer",
        "lifecycle_approval",
        "BEFORE INSERT",
        condition="NOT EXISTS (SELECT 1 FROM lifecycle_proposal p WHERE p.id = NEW.proposal_id"
        " AND p.proposer = NEW.proposer AND p.case_label = NEW.case_label)",
        message="an approval names who proposed",
    )
