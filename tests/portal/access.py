"""Who may open which address: one row for each, written by hand; the code is not asked.

A row says who gets in by a GET (`who`), what an address needs in its path (`path`, from the
world), and what else answers than a page (`answers`). Everybody not in `who` must be refused:
403 or 404 when signed in, the sign-in page when not. An address without a row fails the test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from people.roles import PERSONAL, STAFF, Role
from tests.dote_path import DotePath
from tests.portal import access_books as books
from tests.portal import access_desks as desks
from tests.portal import access_grants as grants
from tests.portal import access_loans as loans
from tests.portal import access_people as persons
from tests.portal import access_procedures as procedures
from tests.world import World

STRANGER = "stranger"
EVERY_ROLE = frozenset({*PERSONAL, *STAFF})
EVERYBODY = EVERY_ROLE | {STRANGER}
EVERY_OFFICE = frozenset(STAFF)
NOBODY: frozenset[str] = frozenset()

PAGE = frozenset({200})
PAGE_OR_ELSEWHERE = frozenset({200, 302})
ONLY_POST = frozenset({405})


def _nothing(world: World) -> Mapping[str, str]:
    return {}


def _taking_charge(world: World) -> Mapping[str, str]:
    """Return the step that a grant officer of Puglia takes on samir's application."""
    dote = DotePath(world).submit()
    return {"model_label": "dote.dote", "pk": dote.pk, "command": "take_charge"}


@dataclass(frozen=True)
class Row:
    """One address."""

    who: frozenset[str] | frozenset[Role]
    answers: frozenset[int] = PAGE
    path: Callable[[World], Mapping[str, str]] = field(default=_nothing)


ACCESS: dict[str, Row] = {
    "health": Row(EVERYBODY),
    "salute": Row(EVERYBODY, frozenset({200, 503})),
    "accessibility": Row(EVERYBODY),
    "privacy": Row(EVERYBODY),
    "language": Row(EVERYBODY, frozenset({405})),
    "leave_now": Row(EVERYBODY, frozenset({405})),
    "step": Row(frozenset({Role.GRANT_OFFICER}), path=_taking_charge),
    "start": Row(EVERY_ROLE, PAGE_OR_ELSEWHERE),
    "components": Row(EVERY_OFFICE),
    "account_login": Row(EVERYBODY, PAGE_OR_ELSEWHERE),
    "account_logout": Row(EVERYBODY, PAGE_OR_ELSEWHERE),
    "account_inactive": Row(EVERYBODY),
    "account_reauthenticate": Row(EVERY_ROLE, PAGE_OR_ELSEWHERE),
    "account_change_password": Row(EVERY_ROLE),
    "mfa_authenticate": Row(EVERYBODY, frozenset({302})),
    "mfa_reauthenticate": Row(EVERY_ROLE, PAGE_OR_ELSEWHERE),
    "mfa_index": Row(EVERY_ROLE),
    "mfa_activate_totp": Row(EVERY_ROLE),
    "second_factor_picture": Row(EVERY_ROLE),
    # 404 for whoever has not enrolled the second factor and so has no spare codes.
    "mfa_view_recovery_codes": Row(EVERY_ROLE, frozenset({200, 404})),
    "mfa_generate_recovery_codes": Row(EVERY_ROLE, PAGE_OR_ELSEWHERE),
    "today": Row(desks.WITHOUT_DESK),
    "rules": Row(books.RULES),
    "officer_desk": Row(desks.DESK),
    "operator_desk": Row(desks.DESK),
    "cases": Row(desks.CASE),
    "search": Row(desks.CASE, ONLY_POST),
    "dote": Row(desks.CASE, path=desks.a_dote),
    "draft_variation": Row(frozenset({Role.OPERATOR}), path=desks.a_variation),
    "draft_plan": Row(frozenset({Role.OPERATOR}), path=desks.in_planning),
    "service_line": Row(desks.CASE, path=desks.a_line),
    "month": Row(desks.CASE, path=desks.a_month),
    "procedures": Row(desks.CASE),
    "procedure": Row(desks.CASE, path=procedures.a_request),
    "add_part": Row(procedures.ASKING, path=procedures.a_thing),
    "open_procedure": Row(procedures.ASKING, path=procedures.on_a_case),
    "answer_item": Row(procedures.ANSWERING, path=procedures.an_item),
    "own_request": Row(persons.OWN, path=procedures.own_request),
    "own_procedure": Row(persons.OWN, path=procedures.own_procedure),
    "complaints": Row(desks.CASE),
    "complaint": Row(desks.CASE, path=procedures.a_complaint),
    "take_complaint": Row(frozenset({Role.OPERATOR}), path=persons.samir),
    "own_complaints": Row(persons.OWN),
    "make_complaint": Row(persons.OWN),
    "own_complaint": Row(persons.OWN, path=procedures.a_complaint),
    "loans": Row(desks.CASE | {Role.MANAGING_AUTHORITY, Role.PROGRAMME_MANAGER}),
    "loan_arrears": Row(desks.CASE),
    "committee_desk": Row(frozenset({Role.COMMITTEE, Role.APPROVER, Role.GRANT_OFFICER})),
    "loan": Row(desks.CASE, path=loans.a_loan),
    "assess_loan": Row(loans.ASSESSING, path=loans.in_assessment),
    "vote_on_loan": Row(loans.VOTING, path=loans.in_committee),
    "loan_receipts": Row(desks.FINANCE),
    "ask_loan": Row(persons.OWN),
    "own_loan": Row(persons.OWN, path=loans.a_loan),
    "try_loan": Row(persons.OWN, path=loans.in_repayment),
    "own_contract": Row(persons.OWN, path=loans.approved),
    "own_plan_file": Row(persons.OWN, ONLY_POST, path=loans.in_repayment),
    "approvals": Row(desks.APPROVING),
    "decide": Row(desks.APPROVING, ONLY_POST, path=desks.a_proposal),
    "hand_in": Row(frozenset({Role.OPERATOR, Role.PARTICIPANT}), ONLY_POST, path=desks.handing_in),
    "evidence": Row(desks.CASE | {Role.PARTICIPANT}, path=desks.evidence),
    "grants": Row(desks.CASE),
    "grant": Row(desks.CASE, path=grants.a_grant),
    "grant_part": Row(desks.CASE, path=grants.a_part),
    "assign_reader": Row(grants.OFFICER, path=grants.a_grant),
    "present_guarantee": Row(grants.PRESENTING, path=grants.a_signed_grant),
    "invoice": Row(grants.PRESENTING, path=grants.a_tranche),
    "rankings": Row(grants.RANKING),
    "ranking": Row(grants.RANKING, path=grants.a_call),
    "aid_registry": Row(grants.OFFICER, path=grants.a_call),
    "aid_registry_file": Row(grants.OFFICER, path=grants.a_call),
    "keep_minutes": Row(
        frozenset({Role.GRANT_OFFICER, Role.COMMITTEE}), ONLY_POST, path=grants.a_call
    ),
    "readings_to_score": Row(grants.READER),
    "own_grants": Row(persons.OWN),
    "grant_plan": Row(persons.OWN, path=grants.a_draft),
    "own_grant": Row(persons.OWN, path=grants.a_grant),
    "payables": Row(desks.FINANCE),
    "open_batch": Row(desks.FINANCE, ONLY_POST),
    "batches": Row(desks.BATCHES),
    "batch": Row(desks.BATCHES, path=desks.a_batch),
    "fill_batch": Row(desks.FINANCE, ONLY_POST, path=desks.a_batch),
    "enter_outcomes": Row(desks.FINANCE, ONLY_POST, path=desks.a_batch),
    "payment_line": Row(desks.BATCHES, path=desks.a_payment),
    "withholdings": Row(desks.BATCHES),
    "open_remittance": Row(desks.FINANCE, ONLY_POST),
    "remittance": Row(desks.BATCHES, path=desks.a_remittance),
    "account_changes": Row(desks.ACCOUNTS),
    "account_change": Row(desks.ACCOUNTS, path=desks.a_change),
    "document": Row(desks.CASE | {Role.PARTICIPANT}, path=desks.a_document),
    "participant_home": Row(persons.OWN),
    "own_files": Row(persons.OWN),
    "own_messages": Row(persons.OWN),
    "own_readings": Row(persons.OWN),
    "own_plans": Row(persons.OWN),
    "own_plan": Row(persons.OWN, path=persons.own_plan),
    "own_account": Row(persons.OWN),
    "apply": Row(persons.OWN),
    "apply_permit": Row(persons.OWN, path=persons.own_draft),
    "apply_referral": Row(persons.OWN, path=persons.own_draft),
    "apply_review": Row(persons.OWN, path=persons.own_draft),
    "apply_receipt": Row(persons.OWN, path=persons.own_application),
    "own_dote": Row(persons.OWN, path=persons.own_application),
    "own_pact": Row(persons.OWN, path=persons.own_award),
    "own_month": Row(persons.OWN, path=persons.own_month),
    "persons": Row(persons.OPERATOR),
    "person_new": Row(persons.OPERATOR),
    "person": Row(persons.OPERATOR, path=persons.samir),
    "person_account": Row(persons.OPERATOR, path=persons.samir),
    "consent_give": Row(persons.OPERATOR, ONLY_POST, path=persons.samir),
    "consent_withdraw": Row(persons.OPERATOR, ONLY_POST, path=persons.samir),
    "apply_for": Row(persons.OPERATOR, ONLY_POST, path=persons.samir),
    "plan_new": Row(persons.OPERATOR, path=persons.samir),
    "plan": Row(persons.OPERATOR, path=persons.samirs_plan),
    "month_sheet": Row(persons.OPERATOR, path=persons.own_month),
    "claims": Row(books.EXPENDITURE),
    "open_claim": Row(books.FINANCE),
    "claim": Row(books.EXPENDITURE, path=books.a_claim),
    "include_items": Row(books.FINANCE, ONLY_POST, path=books.a_claim),
    "issue_statement": Row(books.EXPENDITURE, ONLY_POST, path=books.a_claim),
    "companion": Row(books.EXPENDITURE, ONLY_POST, path=books.a_claim),
    "items": Row(books.EXPENDITURE),
    "harvest": Row(books.FINANCE, ONLY_POST),
    "item": Row(books.EXPENDITURE, path=books.an_item),
    "note_finding": Row(books.FINDING, path=books.an_item),
    "statements": Row(books.STATEMENTS),
    "download": Row(books.OFFICE, ONLY_POST, path=books.an_export),
    "issued_exports": Row(books.OFFICE),
    "issued_export": Row(books.REGISTER, path=books.a_file),
    "hand_over": Row(books.OFFICE, ONLY_POST, path=books.a_file),
    "follow": Row(books.EXPENDITURE),
    "follow_euro": Row(books.EXPENDITURE, path=books.a_euro),
    "reveal_identity": Row(books.UNMASKING, ONLY_POST, path=books.a_euro),
    "trail": Row(books.AUDITOR),
    "verify_trail": Row(books.AUDITOR, ONLY_POST),
    "trail_bundle": Row(books.AUDITOR, ONLY_POST),
    "trail_script": Row(books.AUDITOR),
    "readings": Row(books.AUDITOR),
    "funnel": Row(books.BOOKS),
    "journal": Row(books.LEDGERS),
    "sub_ledger": Row(desks.CASE, path=books.a_ledger),
    "trial_balance": Row(books.LEDGERS),
    "periods": Row(books.LEDGERS | books.RULES),
    "act_on_period": Row(books.FINANCE, ONLY_POST, path=books.some_period),
}
