"""What the package keeps: requests and documents, issued exports, evidence."""

from documents.models.evidence import Evidence
from documents.models.exports import IssuedExport
from documents.models.papers import Document, DocumentRequest, ProtocolCounter

__all__ = ["Document", "DocumentRequest", "Evidence", "IssuedExport", "ProtocolCounter"]
