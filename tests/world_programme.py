"""The programme side of the tests' world: operations, partners, call, providers."""

from dataclasses import dataclass
from datetime import date

from programme import providers
from programme.models import (
    Agreement,
    ApprovalBand,
    BudgetLine,
    Call,
    CallTerm,
    Operation,
    OperationPartner,
    Partner,
    Programme,
    Provider,
    Territory,
)
from programme.providers import ProviderDetails
from tests import cast

START, END = date(2026, 1, 1), date(2028, 12, 31)
INVENTED = "(invented)"


@dataclass
class Ground:
    """What is there before anybody works."""

    operation: Operation
    finished_operation: Operation
    partners: dict[str, Partner]
    lines: dict[str, BudgetLine]
    call: Call
    landlord: Provider
    host: Provider
    rental: Agreement
    hosting: Agreement


def build() -> Ground:
    """Build the programme side on the reference data."""
    operation = _operation("PRESENT", "PN-INCLUSIONE-2127", START, END, cup="J89G26000000001")
    finished = _operation(
        "PAST", "PON-INCLUSIONE-1420", date(2019, 10, 1), date(2022, 12, 31), cup="J89G19000000001"
    )
    partners = _partners(operation, finished)
    landlord, host = _landlord(), _host()
    return Ground(
        operation=operation,
        finished_operation=finished,
        partners=partners,
        lines=_lines(operation),
        call=_call(operation),
        landlord=landlord,
        host=host,
        rental=_agreement(landlord, partners["PUGLIA"], "CONV-RENT-1"),
        hosting=_agreement(host, partners["PUGLIA"], "CONV-HOST-1"),
    )


def _operation(code: str, programme: str, starts_on: date, ends_on: date, *, cup: str) -> Operation:
    return Operation.objects.create(
        programme=Programme.objects.get(code=programme),
        code=code,
        title=f"Percorsi {code.lower()} {INVENTED}",
        cup=cup,
        starts_on=starts_on,
        ends_on=ends_on,
        eligible_from=starts_on,
        eligible_to=ends_on,
        records_kept_until=ends_on.replace(year=ends_on.year + 10),
        is_demonstration=True,
    )


def _partners(*operations: Operation) -> dict[str, Partner]:
    partners = {
        code: Partner.objects.create(
            code=code,
            name=f"Regione {code.title()} {INVENTED}",
            fiscal_code=fiscal_code,
            territory=Territory.objects.get(code=territory),
            kind=Partner.Kind.REGION,
        )
        for code, territory, fiscal_code in (
            ("PUGLIA", "PUG", "99999999024"),
            ("SICILIA", "SIC", "99999999032"),
        )
    }
    for operation in operations:
        for code, partner in partners.items():
            OperationPartner.objects.create(
                operation=operation, partner=partner, is_lead=code == "PUGLIA"
            )
    return partners


def _lines(operation: Operation) -> dict[str, BudgetLine]:
    titles = {
        "B1": ("Lavoro: internships", BudgetLine.Action.WORK),
        "B2": ("Abitare: rents", BudgetLine.Action.HOUSING),
    }
    return {
        code: BudgetLine.objects.create(operation=operation, code=code, title=title, action=action)
        for code, (title, action) in titles.items()
    }


def _call(operation: Operation) -> Call:
    """Open a call with our default terms: one approval up to 5,000 euro, two above."""
    call = Call.objects.create(
        operation=operation,
        code="DOTE-2026",
        title=f"Individual endowments 2026 {INVENTED}",
        measure=Call.Measure.DOTE,
        opens_on=START,
        closes_on=date(2027, 12, 31),
        window=Call.Window.OPEN,
        legal_act="Invented act 2/2026",
    )
    CallTerm.objects.create(
        call=call, name="signature_days", value=30, unit="days", source="Invented act 2/2026"
    )
    ApprovalBand.objects.create(call=call, upto_cents=5_000_00, approvals=1)
    ApprovalBand.objects.create(call=call, upto_cents=None, approvals=2)
    return call


def _landlord() -> Provider:
    return providers.register(
        ProviderDetails(
            name="Luigi Inventato", fiscal_code="NVNLGU60A01D643W", iban=cast.LANDLORD_IBAN
        ),
        kind=Provider.Kind.LANDLORD,
        territory=Territory.objects.get(code="PUG"),
        is_natural_person=True,
    )


def _host() -> Provider:
    return providers.register(
        ProviderDetails(
            name=f"Orto Buono srl {INVENTED}", fiscal_code="99999999040", iban=cast.HOST_IBAN
        ),
        kind=Provider.Kind.HOST,
        territory=Territory.objects.get(code="PUG"),
    )


def _agreement(provider: Provider, partner: Partner, reference: str) -> Agreement:
    return Agreement.objects.create(
        provider=provider,
        partner=partner,
        kind=provider.kind,
        reference=reference,
        signed_on=START,
        valid_from=START,
        valid_to=END,
    )
