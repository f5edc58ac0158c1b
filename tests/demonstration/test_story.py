"""The demonstration, told as a whole: sound books, a whole trail, something to do for everybody."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounting.check_books import findings
from audit.models import Event
from audit.stored import verify_stored
from config.demonstration import accounts, cast
from config.demonstration.present import LAST_DAY
from documents.models import IssuedExport
from dote.models import Dote, Month
from dote.states import DoteState, MonthState
from expenditure.models import Claim, Item
from lifecycle.models import Complaint, Proposal
from lifecycle.procedures.kinds import kinds
from lifecycle.timed import tick
from microcredit.models import Loan
from microcredit.states import LoanState
from people.models import Mandate, Participant, User
from people.roles import Role
from programme.models import CallTerm
from tests import ground
from tests.ground import Database
from treasury.models import Batch, IbanChange, PaymentLine

pytestmark = [pytest.mark.harness, pytest.mark.timeout(600), pytest.mark.usefixtures("told")]

# What the story does not tell: a month that nobody reports expires after two years here.
UNTOLD_OF_MONTHS = {MonthState.EXPIRED}

TOLD_OF_LOANS = {
    LoanState.DRAFT,
    LoanState.SUBMITTED,
    LoanState.UNDER_REVIEW,
    LoanState.ASSESSMENT,
    LoanState.COMMITTEE,
    LoanState.APPROVED,
    LoanState.DISBURSING,
    LoanState.CURRENT,
    LoanState.LATE,
    LoanState.REPAID,
    LoanState.CLOSED,
    LoanState.WITHDRAWN,
    LoanState.WAIVED,
}

ROOT = Path(__file__).resolve().parents[2]
ONLY_EVENTS = """
from audit.models import Event
for row in Event.objects.order_by("stream", "seq").values_list("stream", "seq", "hash"):
    print(*row)
"""


def states(
    model: type[Dote | Month | Loan | Batch | PaymentLine | IbanChange | Claim | Item],
) -> set[str]:
    """Return the states in which the demonstration has rows of a machine."""
    return set(model.objects.as_system().values_list("state", flat=True))


def test_the_books_are_sound() -> None:
    assert findings() == []


def test_the_trail_is_whole_and_sealed_to_its_end() -> None:
    report = verify_stored()
    assert report.faults == []
    assert report.unsealed == {}


def test_every_event_says_that_its_clock_was_the_demonstration_s() -> None:
    told = Event.objects.filter(content__contains='"clock":"demonstration"')
    assert told.count() == Event.objects.count() > 1_000


def test_dotes_stand_in_every_state_that_there_is() -> None:
    assert states(Dote) == set(DoteState)


def test_there_is_a_case_of_every_procedure_and_of_complaints() -> None:
    missing = [kind.CODE for kind in kinds() if not kind.objects.as_system().exists()]
    assert missing == []
    complaints = Complaint.objects.as_system().values_list("sensitive", flat=True)
    assert set(complaints) == {False, True}


def test_months_stand_in_every_state_that_the_story_tells() -> None:
    assert states(Month) == set(MonthState) - UNTOLD_OF_MONTHS


def test_loans_stand_in_many_states_in_both_operations_and_two_desks() -> None:
    assert states(Loan) >= TOLD_OF_LOANS
    loans = Loan.objects.as_system()
    assert loans.values("operation").distinct().count() == 2
    assert loans.filter(state=LoanState.LATE).values("partner").distinct().count() == 2
    assert loans.filter(credit_cents__gt=0).exists()


def test_the_money_of_loans_reaches_statements_like_that_of_dotes() -> None:
    items = Item.objects.as_system().filter(payable__root__startswith="microcredit.loan:")
    assert items.filter(claim__state="submitted").exists()


def test_there_are_awards_to_approve_and_one_that_misses_its_second_approval() -> None:
    waiting = Proposal.objects.filter(command="award", state="open").order_by("wanted")
    assert [(each.wanted, each.approvals.count()) for each in waiting] == [(1, 0), (2, 1)]


def test_treasury_finds_a_batch_at_every_desk() -> None:
    assert states(Batch) == {"draft", "submitted", "sent", "closed"}
    held = PaymentLine.objects.as_system().get(state="held")
    assert held.batch.state == "draft"
    assert states(PaymentLine) >= {"in_batch", "sent", "executed", "returned", "reissued"}


def test_a_change_of_account_is_under_way() -> None:
    assert IbanChange.objects.as_system().filter(state="requested").count() == 1


def test_a_claim_is_drafted_one_waits_for_its_signature_and_what_was_transmitted_is_stated() -> (
    None
):
    assert states(Claim) == {"draft", "prechecked", "submitted"}
    drafts = Claim.objects.as_system().filter(state="draft")
    assert all(claim.items.as_system().exists() for claim in drafts)
    transmitted = Claim.objects.as_system().filter(state="submitted").count()
    statements = IssuedExport.objects.as_system().filter(name="statement")
    assert statements.count() == 3 * transmitted


def test_every_office_is_held_by_somebody_invented() -> None:
    held = set(Mandate.objects.values_list("role", flat=True))
    assert held == set(Role) - {Role.PARTICIPANT, Role.SYSTEM}
    assert all(user.email.endswith("@example.invalid") for user in User.objects.all())
    assert all("nventat" in user.name for user in User.objects.all())


def test_every_participant_is_protected_and_four_languages_are_spoken() -> None:
    persons = Participant.objects.as_system()
    assert all(person.protected for person in persons)
    assert {"ar", "en", "fr"} <= {person.language for person in persons}


def test_the_128_euro_that_the_notice_does_not_explain_are_shown() -> None:
    terms = dict(CallTerm.objects.filter(call__code="SICILIA-66").values_list("name", "value"))
    assert terms["budget_printed"] - terms["budget_computed"] == terms["budget_unexplained"] == 128


def test_the_timer_has_done_what_was_due_on_the_last_day() -> None:
    assert tick(on=LAST_DAY) == []


def test_the_accounts_are_printed_with_a_code_for_each_office(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("demonstration", "--accounts")
    printed = capsys.readouterr().out
    assert all(cast.email(office.first_name) in printed for office in cast.STAFF)
    call_command("totp", "anna@example.invalid")
    code = capsys.readouterr().out.strip()
    secret = accounts.secret_of("anna@example.invalid")
    assert len(code) == 6
    assert secret is not None
    assert secret in printed


def test_it_is_not_loaded_over_something() -> None:
    before = Event.objects.count()
    with pytest.raises(CommandError, match="into an empty database only"):
        call_command("demonstration")
    assert Event.objects.count() == before


def test_another_database_tells_the_same_event_by_event(tmp_path: Path) -> None:
    here = [" ".join(map(str, row)) for row in _events()]
    with ground.copy("demonstration_again") as other:
        assert list(_events_of(other, tmp_path)) == here


def _events() -> Iterable[tuple[str, int, str]]:
    return Event.objects.order_by("stream", "seq").values_list("stream", "seq", "hash")


def _events_of(database: Database, variable: Path) -> Iterator[str]:
    """Tell the story in a process of its own, whose sets have another order."""
    environment = database.environment | {"PYTHONHASHSEED": "7", "PERCORSI_VAR": str(variable)}
    for command in (["demonstration", "--verbosity", "0"], ["shell", "-v0", "-c", ONLY_EVENTS]):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    yield from done.stdout.splitlines()
