"""Operations, partners, calls and providers: what can be stored, and what a call asks."""

from datetime import date

import pytest
from django.db import connection

from audit.envelope import BrokenEnvelope
from programme import providers, terms
from programme.models import (
    Agreement,
    ApprovalBand,
    Call,
    CallTerm,
    Fund,
    Operation,
    OperationPartner,
    Provider,
)
from tests import cast
from tests.refusals import database_refuses, sql
from tests.world import TODAY, World
from tests.world_programme import END, START


def test_a_call_takes_applications_in_its_window_only(world: World) -> None:
    call = world.call
    assert call.is_open(TODAY)
    assert list(Call.objects.open_on(TODAY)) == [call]
    for day in (date(2025, 12, 31), date(2028, 1, 1)):
        assert not call.is_open(day)
        assert not Call.objects.open_on(day).exists()
    call.window = Call.Window.SUSPENDED
    call.save()
    assert not call.is_open(TODAY)
    assert not Call.objects.open_on(TODAY).exists()
    call.window, call.closes_on = Call.Window.OPEN, None
    call.save()
    assert call.is_open(date(2030, 1, 1))


def test_a_term_is_the_call_s_own_or_ours_and_says_which(world: World) -> None:
    own = terms.term(world.call, "signature_days")
    assert (own.value, own.ours, own.source) == (30, False, "Invented act 2/2026")
    ours = terms.term(world.call, "draft_expiry_days")
    assert (ours.value, ours.unit, ours.ours) == (90, "days", True)
    with pytest.raises(terms.UnknownTerm, match="phase_of_the_moon"):
        terms.term(world.call, "phase_of_the_moon")


@pytest.mark.parametrize(
    ("cents", "approvals"), [(0, 1), (5_000_00, 1), (5_000_01, 2), (10_000_00, 2)]
)
def test_bigger_awards_need_more_approvals(world: World, cents: int, approvals: int) -> None:
    assert terms.approvals_needed(world.call, cents=cents) == approvals


def test_above_the_highest_band_the_strictest_counts(world: World) -> None:
    ApprovalBand.objects.filter(call=world.call, upto_cents=None).delete()
    ApprovalBand.objects.create(call=world.call, upto_cents=9_000_00, approvals=3)
    assert terms.approvals_needed(world.call, cents=9_000_01) == 3
    ApprovalBand.objects.filter(call=world.call).delete()
    assert terms.approvals_needed(world.call, cents=9_000_01) == 1


def test_a_landlord_is_shown_by_a_pseudonym_and_paid_by_name(world: World) -> None:
    assert world.landlord.name.startswith("landlord-")
    assert providers.reveal(world.landlord).name == "Luigi Inventato"
    assert providers.reveal(world.landlord).iban == cast.LANDLORD_IBAN
    assert world.host.name == providers.reveal(world.host).name == "Orto Buono srl (invented)"
    stored = bytes(Provider.objects.get(pk=world.landlord.pk).sealed)
    assert b"Inventato" not in stored
    swapped = world.landlord
    swapped.sealed = world.host.sealed
    with pytest.raises(BrokenEnvelope):
        providers.reveal(swapped)


def test_an_agreement_holds_in_its_days(world: World) -> None:
    assert world.rental.is_in_force(TODAY)
    assert not world.rental.is_in_force(date(2025, 12, 31))
    assert set(Agreement.objects.in_force(TODAY)) == {world.rental, world.hosting}


def unique(name: str, columns: str) -> str:
    """Return what the database at hand says of a unique key."""
    return name if connection.vendor == "postgresql" else f"UNIQUE constraint failed: {columns}"


def test_an_operation_has_each_partner_once_and_one_lead(world: World) -> None:
    lead = OperationPartner.objects.get(operation=world.operation, is_lead=True)
    table = "programme_operationpartner"
    with database_refuses(
        unique("programme_operation_partner_once", f"{table}.operation_id, {table}.partner_id")
    ):
        OperationPartner.objects.create(operation=lead.operation, partner=lead.partner)
    with database_refuses(unique("programme_operation_has_one_lead", f"{table}.operation_id")):
        OperationPartner.objects.filter(operation=world.operation).update(is_lead=True)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"ends_on": date(2025, 1, 1)}, "programme_operation_days_in_order"),
        ({"eligible_to": date(2025, 1, 1)}, "programme_operation_eligibility_in_order"),
        ({"cup": "J89G2600000001"}, "programme_operation_cup_has_15_characters"),
    ],
)
def test_an_operation_that_cannot_be_is_refused(
    world: World, change: dict[str, object], rule: str
) -> None:
    with database_refuses(rule):
        Operation.objects.filter(pk=world.operation.pk).update(**change)
    Operation.objects.filter(pk=world.operation.pk).update(cup="")


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE programme_call SET closes_on = '2020-01-01'", "programme_call_days_in_order"),
        (
            "UPDATE programme_approvalband SET approvals = 0",
            "programme_approval_band_at_least_one",
        ),
        (
            "UPDATE programme_approvalband SET upto_cents = 0 WHERE upto_cents IS NOT NULL",
            "programme_approval_band_amount_positive",
        ),
        (
            "UPDATE programme_agreement SET valid_to = '2020-01-01'",
            "programme_agreement_",
        ),
        (
            "UPDATE programme_agreement SET signed_on = '2030-01-01'",
            "programme_agreement_signed_before_its_end",
        ),
        ("UPDATE programme_fund SET eu_share_percent = 101", "programme_fund_share_is_percent"),
    ],
)
def test_what_can_never_be_true_is_refused(world: World, statement: str, rule: str) -> None:
    with database_refuses(rule):
        sql(statement)


def test_terms_bands_lines_and_agreements_are_there_once(world: World) -> None:
    call = world.call
    with database_refuses(
        unique("programme_call_term_once", "programme_callterm.call_id, programme_callterm.name")
    ):
        CallTerm.objects.create(call=call, name="signature_days", value=1, unit="d", source="x")
    with database_refuses(
        unique("programme_approval_band_one_without_limit", "programme_approvalband.call_id")
    ):
        ApprovalBand.objects.create(call=call, upto_cents=None, approvals=3)
    with database_refuses(unique("programme_approval_band_once", "programme_approvalband.call_id")):
        ApprovalBand.objects.create(call=call, upto_cents=5_000_00, approvals=3)
    with database_refuses(
        unique("programme_budget_line_code_once", "programme_budgetline.operation_id")
    ):
        type(world.rent_line).objects.create(
            operation=world.operation, code="B1", title="x", action="work"
        )
    with database_refuses(
        unique("programme_agreement_reference_once", "programme_agreement.partner_id")
    ):
        Agreement.objects.create(
            provider=world.host,
            partner=world.puglia,
            kind="host",
            reference="CONV-HOST-1",
            signed_on=START,
            valid_from=START,
            valid_to=END,
        )
    assert Fund.objects.count() == 3
