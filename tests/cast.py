"""The cast of the tests: invented people with offices, and invented participants.

Nobody here exists: fiscal codes and IBANs only carry right check digits, the bank 99999 is no
bank.
"""

from datetime import date
from typing import NamedTuple

from people.identity import Identity
from people.roles import Role

PASSWORD = "prova-Percorsi-2026"


class Office(NamedTuple):
    """Someone with an office, for a partner (by its code) or for all of them."""

    name: str
    role: Role
    partner: str = ""


STAFF = {
    "elena": Office("Elena (invented)", Role.ADMINISTRATOR),
    "marta": Office("Marta (invented)", Role.OPERATOR, "PUGLIA"),
    "nino": Office("Nino (invented)", Role.OPERATOR, "SICILIA"),
    "anna": Office("Anna (invented)", Role.GRANT_OFFICER, "PUGLIA"),
    "dario": Office("Dario (invented)", Role.GRANT_OFFICER, "SICILIA"),
    "bruno": Office("Bruno (invented)", Role.APPROVER, "PUGLIA"),
    "paolo": Office("Paolo (invented)", Role.APPROVER, "PUGLIA"),
    "sara": Office("Sara (invented)", Role.APPROVER, "SICILIA"),
    "giulia": Office("Giulia (invented)", Role.FINANCE),
    "teo": Office("Teo (invented)", Role.TREASURY),
    "rita": Office("Rita (invented)", Role.CONTROLLER),
    "vera": Office("Vera (invented)", Role.CONTROL_HEAD),
    "marco": Office("Marco (invented)", Role.MANAGING_AUTHORITY),
    "ines": Office("Ines (invented)", Role.PROGRAMME_MANAGER),
    "carla": Office("Carla (invented)", Role.AUDITOR),
    "leo": Office("Leo (invented)", Role.LEGAL),
    "fabio": Office("Fabio (invented)", Role.FINANCE),
}

SAMIR = Identity(
    given_name="Samir",
    family_name="Benali",
    other_names="سمير بن علي",
    birth_date=date(1994, 3, 12),
    birth_place="Marocco",
    sex="M",
    citizenship="MA",
    fiscal_code="BNLSMR94C12Z330M",
    phone="+39 000 0000001",
    email="samir@example.invalid",
    address="Via Inventata 1, Foggia",
)
AMINA = Identity(
    given_name="Amina",
    family_name="Diallo",
    birth_date=date(1998, 7, 25),
    birth_place="Guinea",
    sex="F",
    citizenship="GN",
    fiscal_code="DLLMNA98L65Z319E",
    phone="+39 000 0000002",
    address="Via Inventata 2, Foggia",
)
YUSUF = Identity(
    given_name="Yusuf",
    family_name="Conteh",
    birth_date=date(1990, 1, 1),
    birth_place="Sierra Leone",
    sex="M",
    citizenship="SL",
    fiscal_code="99999999016",  # provisional
)

SAMIR_IBAN = "IT56B9999999999000000000001"
AMINA_IBAN = "IT33C9999999999000000000002"
YUSUF_IBAN = "IT10D9999999999000000000003"
LANDLORD_IBAN = "IT84E9999999999000000000004"
HOST_IBAN = "IT61F9999999999000000000005"
NEW_IBAN = "IT38G9999999999000000000006"
