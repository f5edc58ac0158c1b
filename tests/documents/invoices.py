"""Invoices to try the reader with: invented suppliers, real structure, real signatures."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

SPACE = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
CUP, CIG = "B21J19000040001", "Z123456789"

HEADER = """<FatturaElettronicaHeader>
<CedentePrestatore><DatiAnagrafici>
<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>{supplier}</IdCodice></IdFiscaleIVA>
<CodiceFiscale>{supplier}</CodiceFiscale>
<Anagrafica><Denominazione>Ferramenta Invento &amp; figli</Denominazione></Anagrafica>
</DatiAnagrafici></CedentePrestatore>
<CessionarioCommittente><DatiAnagrafici>
<IdFiscaleIVA><IdPaese>IT</IdPaese><IdCodice>99999999990</IdCodice></IdFiscaleIVA>
</DatiAnagrafici></CessionarioCommittente>
</FatturaElettronicaHeader>"""

BODY = """<FatturaElettronicaBody><DatiGenerali><DatiGeneraliDocumento>
<TipoDocumento>{kind}</TipoDocumento><Divisa>{currency}</Divisa><Data>{day}</Data>
<Numero>{number}</Numero>{total}
<Causale>{cause}</Causale>
</DatiGeneraliDocumento>
<DatiOrdineAcquisto><IdDocumento>1</IdDocumento><CodiceCUP>{cup}</CodiceCUP>
<CodiceCIG>{cig}</CodiceCIG></DatiOrdineAcquisto></DatiGenerali>
<DatiBeniServizi>
<DettaglioLinee><NumeroLinea>1</NumeroLinea><Descrizione>Banco da lavoro</Descrizione>
<PrezzoTotale>1000.00</PrezzoTotale></DettaglioLinee>
<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>1000.00</ImponibileImporto>
<Imposta>220.00</Imposta></DatiRiepilogo>
<DatiRiepilogo><AliquotaIVA>4.00</AliquotaIVA><ImponibileImporto>100.00</ImponibileImporto>
<Imposta>4.00</Imposta></DatiRiepilogo></DatiBeniServizi>{more}
</FatturaElettronicaBody>"""


def body(**changes: str) -> str:
    """Return one invoice of 1,100.00 and 224.00 of VAT."""
    facts = {
        "kind": "TD01",
        "currency": "EUR",
        "day": "2026-05-04",
        "number": "12/2026",
        "total": "<ImportoTotaleDocumento>1324.00</ImportoTotaleDocumento>",
        "cause": "Spesa sostenuta con il contributo dell'Unione europea",
        "cup": CUP,
        "cig": CIG,
        "more": "",
    }
    return BODY.format(**facts | changes)


def xml(*bodies: str, supplier: str = "01234567890", space: str = SPACE, before: str = "") -> bytes:
    """Return a file with its invoices."""
    inner = HEADER.format(supplier=supplier) + "".join(bodies or (body(),))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<p:FatturaElettronica versione="FPR12" xmlns:p="{space}">{inner}</p:FatturaElettronica>'
    ).encode()


def signed(content: bytes, *, elliptic: bool = False, options: str = "Binary") -> bytes:
    """Return the content in an envelope with a signature that fits."""
    key, certificate = _signer(elliptic)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(certificate, key, hashes.SHA256())
    chosen = [pkcs7.PKCS7Options.Binary]
    if options != "Binary":
        chosen.append(getattr(pkcs7.PKCS7Options, options))
    return builder.sign(serialization.Encoding.DER, chosen)


@cache
def _signer(
    elliptic: bool,
) -> tuple[rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, x509.Certificate]:
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    key = (
        ec.generate_private_key(ec.SECP256R1())
        if elliptic
        else rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Firmatario di prova")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365))
    )
    return key, builder.sign(key, hashes.SHA256())
