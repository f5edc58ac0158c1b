"""Batches, their payment lines, and changes of bank account."""

from treasury.models.batch import Batch
from treasury.models.iban_change import IbanChange
from treasury.models.line import PaymentLine

__all__ = ["Batch", "IbanChange", "PaymentLine"]
