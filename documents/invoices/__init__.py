"""Electronic invoices: read from FatturaPA XML, plain or signed, and kept once over everything."""
