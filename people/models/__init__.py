"""Users and mandates; participants with their keys, accounts, case files and plans."""

from people.models.banking import BankAccount
from people.models.case import CaseFile, Consent
from people.models.mandate import Mandate
from people.models.participant import BlindIndex, Participant, PersonKey
from people.models.plan import ActionPlan, ActionPlanVersion
from people.models.user import User

__all__ = [
    "ActionPlan",
    "ActionPlanVersion",
    "BankAccount",
    "BlindIndex",
    "CaseFile",
    "Consent",
    "Mandate",
    "Participant",
    "PersonKey",
    "User",
]
