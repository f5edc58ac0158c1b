"""The public figures of the demonstration, each with its source; what is ours says so."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from config.demonstration.network import PAST, PRESENT
from dote.models.offer import Payee, ServiceKind

RENT, INTERNSHIP = ServiceKind.RENT, ServiceKind.INTERNSHIP
PERSON, PROVIDER = Payee.PARTICIPANT, Payee.PROVIDER

SICILY, PUOI, PLUS = "SICILIA-66", "PUOI-2019", "DOTE-2026"


class Price(NamedTuple):
    """A service with what one dote may spend on it, in euro, and in how many months."""

    code: str
    title: str
    kind: ServiceKind
    line: str
    category: str
    fund: str
    payee: Payee
    ceiling: str
    months: int
    unit_cost: str = ""


class TermRow(NamedTuple):
    """A number of a notice with its source, or ours for want of one."""

    name: str
    value: int
    unit: str
    source: str
    ours: bool = False


class Notice(NamedTuple):
    """A public notice as the demonstration uses it."""

    code: str
    operation: str
    title: str
    act: str
    opens_on: date
    closes_on: date
    prices: tuple[Price, ...]
    terms: tuple[TermRow, ...]


DUSI = "D.D.U.S.I. 66 (integrazionemigranti.gov.it)"
PUOI_ACT = "Avviso PUOI del 27.3.2019 (FAMI e PON Inclusione FSE)"
PLUS_ACT = "Avviso PUOI PLUS del 7.1.2025 (FAMI e PN Inclusione FSE+)"
OURS = "Scelto per la dimostrazione: nessuna fonte"

# The notice gives 6,192 a path and 680 to the host. How the rest divides is not published: the
# allowance is PUOI's, what remains is rent. The whole notice is ESF.
_SICILY_PRICES = (
    Price("TIROCINIO", "Indennità di tirocinio (quota PUOI)", INTERNSHIP, "B1", "ALLOWANCE", "ESF",
          PERSON, "3000.00", 6, "PUOI.TRAINEE_MONTH"),
    Price("OSPITANTE", "Soggetto ospitante, a tirocinio concluso", INTERNSHIP, "B3", "HOST", "ESF",
          PROVIDER, "680.00", 1, "SUPREME_SIC.HOST_TUTORING"),
    Price("AFFITTO", "Contributo all'affitto (quota inventata)", RENT, "B2", "HOUSING", "ESF",
          PROVIDER, "2512.00", 8),
)  # fmt: skip

# In PUOI and PUOI PLUS the allowance is ESF and the rest FAMI. The promoter's part of both pays
# rents here, since the promoter's services are no measure of ours yet.
_PUOI_PRICES = (
    Price("TIROCINIO", "Indennità di tirocinio PUOI: 6 × 500", INTERNSHIP, "B1", "ALLOWANCE", "ESF",
          PERSON, "3000.00", 6, "PUOI.TRAINEE_MONTH"),
    Price("OSPITANTE", "Soggetto ospitante PUOI, a tirocinio concluso", INTERNSHIP, "B3", "HOST",
          "FAMI", PROVIDER, "600.00", 1, "PUOI.HOST"),
    Price("AFFITTO", "Contributo all'affitto (quota del promotore PUOI)", RENT, "B2", "HOUSING",
          "FAMI", PROVIDER, "2340.00", 12),
)  # fmt: skip
_PLUS_PRICES = (
    Price("TIROCINIO", "Indennità di tirocinio PUOI PLUS: 6 × 562,50", INTERNSHIP, "B1",
          "ALLOWANCE", "ESF", PERSON, "3375.00", 6, "PUOIPLUS.TRAINEE_MONTH"),
    Price("OSPITANTE", "Soggetto ospitante PUOI PLUS, a tirocinio concluso", INTERNSHIP, "B3",
          "HOST", "FAMI", PROVIDER, "639.04", 1, "PUOIPLUS.HOST"),
    Price("AFFITTO", "Contributo all'affitto (quota del promotore PUOI PLUS)", RENT, "B2",
          "HOUSING", "FAMI", PROVIDER, "2767.38", 12),
)  # fmt: skip

NOTICES = (
    Notice(
        SICILY,
        PAST,
        "P.I.U. Su.Pr.Eme. Sicilia: 386 percorsi individualizzati",
        DUSI,
        date(2020, 1, 1),
        date(2020, 11, 30),
        _SICILY_PRICES,
        (
            TermRow("paths", 386, "percorsi", DUSI),
            TermRow("path_value", 6_192, "EUR", DUSI),
            TermRow("budget_printed", 2_390_240, "EUR", f"{DUSI}, come stampato"),
            TermRow("budget_computed", 2_390_112, "EUR", "386 × 6.192,00"),
            TermRow("budget_unexplained", 128, "EUR",
                    "2.390.240 − 2.390.112: l'avviso non lo spiega", ours=True),
            TermRow("months_at_most", 8, "months", DUSI),
        ),
    ),
    Notice(
        PUOI,
        PAST,
        "PUOI: dote di 5.940 € (2.340 + 3.000 + 600)",
        PUOI_ACT,
        date(2019, 10, 1),
        date(2022, 6, 9),
        _PUOI_PRICES,
        (
            TermRow("endowment", 5_940, "EUR", PUOI_ACT),
            TermRow("paths_per_promoter", 75, "percorsi", "cinformi.it"),
        ),
    ),
    Notice(
        PLUS,
        PRESENT,
        "Doti individuali 2026 (avviso inventato, cifre PUOI PLUS: 6.781,42 €)",
        f"Atto inventato 2/2026; cifre: {PLUS_ACT}",
        date(2026, 1, 1),
        date(2028, 3, 31),
        _PLUS_PRICES,
        (
            # Long terms, so that what waits for somebody still waits when it is looked at.
            TermRow("signature_days", 730, "days", OURS, ours=True),
            TermRow("draft_expiry_days", 730, "days", OURS, ours=True),
            TermRow("end_grace_days", 730, "days", OURS, ours=True),
            TermRow("month_expiry_days", 730, "days", OURS, ours=True),
            TermRow("iban_cooling_days", 2, "days", OURS, ours=True),
        ),
    ),
)  # fmt: skip

CHECKLIST = {
    "target_group": "Vittima o potenziale vittima di sfruttamento lavorativo",
    "permit_valid": "Permesso di soggiorno valido, o ricevuta del rinnovo",
    "not_in_two_measures": "Non è in due misure pagate, e mai due volte in questa",
    "available_for_work": "Dichiarazione di disponibilità (DID) di non oltre sei mesi",
}

# Budget of each partner by notice, in paths; of the Sicilian notice all of them.
PATHS = {
    (SICILY, "SICILIA"): 386,
    (PUOI, "PUGLIA"): 75,
    (PLUS, "PUGLIA"): 100,
    (PLUS, "SICILIA"): 2,  # so that somebody has to wait
}
