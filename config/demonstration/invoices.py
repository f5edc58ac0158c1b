"""An invented electronic invoice, with the structure that real ones have."""

from __future__ import annotations

from datetime import date

XML = """<?xml version="1.0" encoding="UTF-8"?>
<p:FatturaElettronica versione="FPR12"
 xmlns:p="http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2">
<FatturaElettronicaHeader>
<CedentePrestatore><DatiAnagrafici>
<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>00000029991</IdCodice></IdFiscaleIVA>
<Anagrafica><Denominazione>Ferramenta Inventata srl</Denominazione></Anagrafica>
</DatiAnagrafici></CedentePrestatore>
<CessionarioCommittente><DatiAnagrafici>
<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>00000019992</IdCodice></IdFiscaleIVA>
</DatiAnagrafici></CessionarioCommittente>
</FatturaElettronicaHeader>
<FatturaElettronicaBody>
<DatiGenerali><DatiGeneraliDocumento>
<TipoDocumento>TD01</TipoDocumento><Divisa>EUR</Divisa><Data>{day}</Data>
<Numero>41/2026</Numero><ImportoTotaleDocumento>9760.00</ImportoTotaleDocumento>
<Causale>Spesa sostenuta con il contributo dell'Unione europea. CUP {cup}</Causale>
</DatiGeneraliDocumento>
<DatiOrdineAcquisto><IdDocumento>1</IdDocumento><CodiceCUP>{cup}</CodiceCUP></DatiOrdineAcquisto>
</DatiGenerali>
<DatiBeniServizi>
<DettaglioLinee><NumeroLinea>1</NumeroLinea><Descrizione>Banco e attrezzi</Descrizione>
<PrezzoTotale>8000.00</PrezzoTotale></DettaglioLinee>
<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>8000.00</ImponibileImporto>
<Imposta>1760.00</Imposta></DatiRiepilogo>
</DatiBeniServizi>
</FatturaElettronicaBody>
</p:FatturaElettronica>
"""


def fattura(*, cup: str, on: date) -> bytes:
    """Return an invoice of 8,000.00 euro and 1,760.00 of VAT, of a supplier who does not exist."""
    return XML.format(cup=cup, day=on.isoformat()).encode()
