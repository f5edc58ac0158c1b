"""Seals: every few minutes, a signed Merkle root over all streams that moved."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, router, transaction

from audit import clock, verifier
from audit.canonical import instant
from audit.models import Event, Seal, SealLeaf
from audit.trail import GENESIS, lock_stream

STREAM = "seals"  # its head remembers the last seal, so that a seal cut off is missed

# Membership is recorded leaf by leaf. “Every event with id ≤ max(id)” would miss those whose
# transaction commits later under a lower id. Cost: one index-only pass over (stream, seq).
_MOVED = """
SELECT moved.stream, moved.seq, last.hash, coalesce(sealed.seq, 0)
FROM (SELECT stream, max(seq) AS seq FROM audit_event GROUP BY stream) AS moved
JOIN audit_event AS last ON last.stream = moved.stream AND last.seq = moved.seq
LEFT JOIN (SELECT stream, max(seq) AS seq FROM audit_sealleaf GROUP BY stream) AS sealed
  ON sealed.stream = moved.stream
WHERE coalesce(sealed.seq, 0) < moved.seq
"""


@dataclass(frozen=True)
class _Moved:
    """A stream that moved: how far it has come, and where the last seal found it."""

    stream: str
    seq: int
    head: str
    sealed: int


def seal() -> Seal | None:
    """Seal every stream that moved since its last leaf; return None when none did.

    Waits for another sealer to finish. ImproperlyConfigured without a sealing key.
    """
    key = _private_key()
    with transaction.atomic(using=router.db_for_write(Seal)):
        head = lock_stream(STREAM)
        moved = _moved_streams()
        if not moved:
            return None
        made = _compose(moved, key=key)
        made.save(force_insert=True)
        SealLeaf.objects.bulk_create(
            (SealLeaf(seal=made, stream=m.stream, seq=m.seq, head=m.head) for m in moved),
            batch_size=1000,
        )
        head.seq, head.head = made.number, made.root
        head.save(update_fields=["seq", "head"])
    return made


def latest() -> Seal | None:
    """Return the last seal: its size and root are what goes on paper."""
    return Seal.objects.order_by("-number").first()


def unsealed() -> list[tuple[str, int, int]]:
    """Return each stream with a tail that no seal covers: its first and its last event.

    Costs one index-only pass over the trail.
    """
    return [(moved.stream, moved.sealed + 1, moved.seq) for moved in _moved_streams()]


def public_key() -> str:
    """Return the public half of the sealing key, 64 hexadecimal digits."""
    return _private_key().public_key().public_bytes_raw().hex()


def _moved_streams() -> list[_Moved]:
    """Return the moved streams by name, as one statement sees them."""
    with connections[router.db_for_read(Event)].cursor() as cursor:
        cursor.execute(_MOVED)
        return sorted((_Moved(*row) for row in cursor.fetchall()), key=lambda moved: moved.stream)


def _compose(moved: list[_Moved], *, key: Ed25519PrivateKey) -> Seal:
    """Return the next seal over these streams, signed and not yet stored."""
    at, before = clock.now(), latest()
    draft = verifier.Seal(
        number=before.number + 1 if before else 1,
        at=instant(at),
        size=(before.size if before else 0) + sum(m.seq - m.sealed for m in moved),
        root="",
        prev=verifier.seal_hash(before.number, before.root, before.signature)
        if before
        else GENESIS,
        signature="",
        public_key=key.public_key().public_bytes_raw().hex(),
        leaves=tuple((m.stream, m.seq, m.head) for m in moved),
    )
    root = verifier.seal_root(draft)
    signature = key.sign(verifier.signed_message(draft.number, root)).hex()
    return Seal(
        number=draft.number,
        at=at,
        size=draft.size,
        root=root,
        prev=draft.prev,
        signature=signature,
        public_key=draft.public_key,
    )


def _private_key() -> Ed25519PrivateKey:
    """Return the sealing key from `SEALING_KEY` (32 bytes, or as 64 hexadecimal digits)."""
    seed = getattr(settings, "SEALING_KEY", b"")
    try:
        return Ed25519PrivateKey.from_private_bytes(
            bytes.fromhex(seed) if isinstance(seed, str) else seed
        )
    except ValueError as wrong:
        raise ImproperlyConfigured(
            "SEALING_KEY must be 32 random bytes, kept apart from the master key and from backups."
        ) from wrong
