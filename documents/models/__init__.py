"""What the package keeps: requests and documents, issued exports, evidence, invoices."""

from documents.models.evidence import Evidence
from documents.models.exports import IssuedExport
from documents.models.invoices import Invoice
from documents.models.papers import Document, DocumentRequest, ProtocolCounter

__all__ = ["Document", "DocumentRequest", "Evidence", "Invoice", "IssuedExport", "ProtocolCounter"]
