"""What finance has to pay: who sees which payable, and why some wait."""

from lifecycle.engine import perform
from tests import batch_path, cast
from tests.batch_path import ENTERED, PREPARED
from tests.dote_path import path
from tests.world import World
from treasury import batches, iban_changes, payable_queue
from treasury.models import Batch, IbanChange, PaymentLine


def test_a_cleared_month_waits_until_it_is_in_a_batch(world: World) -> None:
    path(world).cleared_months()
    payables = batch_path.payables()
    assert set(payable_queue.to_pay(partners=None)) == set(payables)
    batch = batch_path.draft(world, payables[:1])
    assert set(payable_queue.for_batch(batch)) == set(payables[1:])
    perform(batch_path.lines_of(batch)[0].exclude, by=world.giulia, on=PREPARED)
    assert payables[0] in payable_queue.to_pay(partners=None)


def test_a_paid_month_waits_no_more_and_a_returned_one_again(world: World) -> None:
    path(world).cleared_months()
    payables = batch_path.payables()
    line = batch_path.executed(world, payables[:1])[0]
    assert payables[0] not in payable_queue.to_pay(partners=None)
    batch_path.give_back(world, line)
    assert payables[0] in payable_queue.to_pay(partners=None)


def test_sicilias_finance_does_not_see_what_puglia_owes(world: World) -> None:
    path(world).cleared_months()
    assert payable_queue.to_pay(partners=[world.sicilia.pk]).count() == 0
    assert payable_queue.to_pay(partners=[world.puglia.pk]).count() == 4
    assert payable_queue.to_pay(partners=[]).count() == 0


def test_the_queue_says_why_samirs_payments_wait(world: World) -> None:
    path(world).cleared_months()
    iban_changes.request(world.person("samir"), cast.NEW_IBAN, by=world.marta, on=PREPARED)
    listed = payable_queue.candidates(list(payable_queue.to_pay(partners=None)))
    waiting = [candidate for candidate in listed if not candidate.can_be_paid]
    assert {candidate.payable.payee.split(":")[0] for candidate in waiting} == {
        "people.participant"
    }
    pseudonym = world.person("samir").pseudonym
    assert waiting[0].reasons[0].startswith(f"{pseudonym}: a change of account is under way")


def test_putting_a_sum_into_two_batches_says_where_it_is(world: World) -> None:
    path(world).cleared_months()
    payables = batch_path.payables()
    first = batch_path.draft(world, payables[:1])
    second = batch_path.draft(world, [])
    done = batches.fill(second, payables, by=world.giulia, on=PREPARED)
    assert [inclusion.line is None for inclusion in done] == [True, False, False, False]
    assert first.reference in done[0].obstacles[0].sentence


def test_carla_reads_batches_and_marta_does_not(world: World) -> None:
    path(world).cleared_months()
    batch_path.draft(world, batch_path.payables())
    for name, seen in (("giulia", 4), ("teo", 4), ("carla", 4), ("marta", 0), ("anna", 0),
                       ("samir", 0), ("elena", 0)):  # fmt: skip
        user = world.users[name]
        assert PaymentLine.objects.visible_to(user, on=ENTERED).count() == seen, name
        assert Batch.objects.visible_to(user, on=ENTERED).count() == bool(seen), name


def test_samir_and_his_operator_see_his_change_and_yusuf_does_not(world: World) -> None:
    iban_changes.request(world.person("samir"), cast.NEW_IBAN, by=world.marta, on=PREPARED)
    for name, seen in (("samir", 1), ("marta", 1), ("anna", 1), ("yusuf", 0), ("dario", 0),
                       ("teo", 0)):  # fmt: skip
        assert IbanChange.objects.visible_to(world.users[name], on=PREPARED).count() == seen, name
