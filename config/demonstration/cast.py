"""Who works in the demonstration: one account for each office, all of them invented."""

from typing import NamedTuple

from people.roles import Role

SIGN_IN_WORD = "prova-Percorsi-2026"  # everybody's password, printed for everybody
DOMAIN = "example.invalid"


class Office(NamedTuple):
    """Someone with an office, for one partner (by its code) or for all of them."""

    name: str
    role: Role
    partner: str = ""

    @property
    def first_name(self) -> str:
        """Return the name by which the story calls the person."""
        return self.name.split()[0].lower()


STAFF = (
    Office("Elena Inventata", Role.ADMINISTRATOR),
    Office("Marta Inventata", Role.OPERATOR, "PUGLIA"),
    Office("Anna Inventata", Role.GRANT_OFFICER, "PUGLIA"),
    Office("Bruno Inventato", Role.APPROVER, "PUGLIA"),
    Office("Paolo Inventato", Role.APPROVER),
    Office("Irene Inventata", Role.COMMITTEE, "PUGLIA"),
    Office("Caterina Inventata", Role.COMMITTEE),
    Office("Luca Inventato", Role.COMMITTEE),
    Office("Tommaso Inventato", Role.TUTOR, "PUGLIA"),
    Office("Giulia Inventata", Role.FINANCE),
    Office("Fabio Inventato", Role.FINANCE),
    Office("Teo Inventato", Role.TREASURY),
    Office("Rita Inventata", Role.CONTROLLER),
    Office("Vera Inventata", Role.CONTROL_HEAD),
    Office("Marco Inventato", Role.MANAGING_AUTHORITY),
    Office("Ines Inventata", Role.PROGRAMME_MANAGER),
    Office("Carla Inventata", Role.AUDITOR),
    Office("Leo Inventato", Role.LEGAL),
    Office("Delia Inventata", Role.DELEGATE, "PUGLIA"),
    Office("Nino Inventato", Role.OPERATOR, "SICILIA"),
    Office("Dario Inventato", Role.GRANT_OFFICER, "SICILIA"),
    Office("Sara Inventata", Role.APPROVER, "SICILIA"),
)


class Desk(NamedTuple):
    """Who works on the cases of a partner, by first name."""

    operator: str
    officer: str
    approver: str
    witness: str


DESKS = {
    "PUGLIA": Desk("marta", "anna", "bruno", "tommaso"),
    "SICILIA": Desk("nino", "dario", "sara", "dario"),
}
SECOND_APPROVER, PREPARER, SECOND_FINANCE, TREASURER = "paolo", "giulia", "fabio", "teo"


def email(first_name: str) -> str:
    """Return the address with which somebody signs in."""
    return f"{first_name}@{DOMAIN}"
