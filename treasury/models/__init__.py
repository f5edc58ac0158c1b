"""Batches, their payment lines and bands, and changes of bank account."""

from treasury.models.band import PaymentBand
from treasury.models.batch import Batch
from treasury.models.iban_change import IbanChange
from treasury.models.line import PaymentLine
from treasury.models.remittance import Remittance

__all__ = ["Batch", "IbanChange", "PaymentBand", "PaymentLine", "Remittance"]
