"""Takes an invoice out of its signed envelope (CAdES, .p7m), after checking the signature.

The signature must fit the content and one of the certificates inside (RFC 5652, CAdES-BES). That
the certificate was issued by a qualified authority, and was not revoked, is not checked here.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.utils.translation import gettext_lazy as _

from documents.invoices.ber import OCTETS, OID, SEQUENCE, SET, NotBer, Part, read
from documents.invoices.refused import InvoiceRefused, refused

SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")
RSA_PSS = bytes.fromhex("2a864886f70d01010a")
DIGESTS: dict[bytes, hashes.HashAlgorithm] = {
    bytes.fromhex("608648016503040201"): hashes.SHA256(),
    bytes.fromhex("608648016503040202"): hashes.SHA384(),
    bytes.fromhex("608648016503040203"): hashes.SHA512(),
}
MOST_LAYERS = 3
MOST_SIGNERS = 10
_EXPLICIT_0, _EXPLICIT_1 = 0xA0, 0xA1


@dataclass(frozen=True)
class _Signer:
    digest: hashes.HashAlgorithm
    attributes: Part | None
    pss: bool
    signature: bytes


def is_envelope(content: bytes) -> bool:
    """Say whether the bytes begin as a signed envelope does."""
    return content[:1] == b"\x30" and SIGNED_DATA in content[:32]


def opened(content: bytes) -> tuple[bytes, int]:
    """Return what lies inside the envelopes, and how many there were (signed again: several).

    Raises InvoiceRefused for an envelope that is broken, empty, signed with an algorithm that is
    no longer accepted, or whose signature does not fit its content.
    """
    layers = 0
    while is_envelope(content):
        if layers == MOST_LAYERS:
            raise refused("envelope", _("The file is signed too many times over."))
        content, layers = _inside(content), layers + 1
    return content, layers


def _inside(content: bytes) -> bytes:
    try:
        return _checked(_signed_data(read(content)))
    except (NotBer, IndexError) as error:
        sentence = _("The signed file is broken: ask the supplier for it again.")
        raise refused("envelope", sentence) from error


def _signed_data(envelope: Part) -> list[Part]:
    kind, wrapped = _of(envelope, SEQUENCE)[:2]
    if kind.tag != OID or bytes(kind.content) != SIGNED_DATA:
        raise NotBer("no signed data")
    return _of(_of(wrapped, _EXPLICIT_0)[0], SEQUENCE)


def _checked(data: list[Part]) -> bytes:
    """Return the content after every signature was found to fit it."""
    inner = _of(data[2], SEQUENCE)
    if len(inner) < 2:
        raise refused("detached", _("The signature came without the invoice: send the whole file."))
    content = _of(inner[1], _EXPLICIT_0)[0].octets()
    certificates = [part for part in data[3:] if part.tag == _EXPLICIT_0]
    keys = [_public_key(part) for group in certificates for part in group.parts()]
    signers = _of(data[-1], SET)
    if not 1 <= len(signers) <= MOST_SIGNERS:
        raise refused("unsigned", _("The envelope has no signature."))
    for part in signers:
        signer = _signer(_of(part, SEQUENCE))
        if not any(_fits(signer, content, key) for key in keys):
            raise _wrong_signature()
    return content


def _signer(parts: list[Part]) -> _Signer:
    digest = DIGESTS.get(bytes(_of(parts[2], SEQUENCE)[0].content))
    if digest is None:
        raise refused("digest", _("The file is signed with a method that is no longer accepted."))
    has_attributes = parts[3].tag == _EXPLICIT_0
    method, signature = parts[3 + has_attributes : 5 + has_attributes]
    if signature.tag != OCTETS:
        raise NotBer("a signature is a string of octets")
    pss = bytes(_of(method, SEQUENCE)[0].content) == RSA_PSS
    return _Signer(digest, parts[3] if has_attributes else None, pss, bytes(signature.content))


def _fits(signer: _Signer, content: bytes, key: object) -> bool:
    signed = content
    if signer.attributes is not None:
        if _digest_of(content, signer) != _attribute(signer.attributes, MESSAGE_DIGEST):
            return False
        # What is signed is the attributes as the set that they are (RFC 5652, 5.4).
        signed = bytes([SET]) + bytes(signer.attributes.whole[1:])
    try:
        _verify(signer, signed, key)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _verify(signer: _Signer, signed: bytes, key: object) -> None:
    if isinstance(key, rsa.RSAPublicKey):
        scheme: padding.PSS | padding.PKCS1v15 = padding.PKCS1v15()
        if signer.pss:
            scheme = padding.PSS(padding.MGF1(signer.digest), padding.PSS.AUTO)
        key.verify(signer.signature, signed, scheme, signer.digest)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signer.signature, signed, ec.ECDSA(signer.digest))
    else:
        raise InvalidSignature


def _digest_of(content: bytes, signer: _Signer) -> bytes:
    reckoned = hashes.Hash(signer.digest)
    reckoned.update(content)
    return reckoned.finalize()


def _attribute(attributes: Part, wanted: bytes) -> bytes:
    for attribute in attributes.parts():
        kind, values = _of(attribute, SEQUENCE)[:2]
        if bytes(kind.content) == wanted:
            return _of(values, SET)[0].octets()
    return b""


def _public_key(certificate: Part) -> object:
    try:
        return x509.load_der_x509_certificate(bytes(certificate.whole)).public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None


def _of(part: Part, tag: int) -> list[Part]:
    if part.tag != tag:
        raise NotBer("another value was expected")
    return part.parts()


def _wrong_signature() -> InvoiceRefused:
    return refused(
        "signature",
        _("The signature does not fit the file: it was changed after it was signed."),
    )
