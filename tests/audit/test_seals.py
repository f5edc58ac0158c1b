"""Seals cover what moved, commit to what came before, and can be checked by anyone."""

import hashlib
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from audit import seals
from audit.canonical import canonical
from audit.models import Seal, SealLeaf
from audit.stored import stored_seals, verify_stored
from audit.trail import GENESIS
from audit.verifier import (
    leaf_text,
    merkle_root,
    seal_hash,
    seal_root,
    signature_holds,
    signed_message,
)
from tests.audit.story import tell, tell_months
from tests.ground import Database


@pytest.mark.django_db
def test_where_nothing_happened_nothing_is_sealed() -> None:
    assert seals.seal() is None
    tell("config", "open")
    assert seals.seal() is not None
    assert seals.seal() is None
    assert Seal.objects.count() == 1


@pytest.mark.django_db
def test_a_seal_has_a_leaf_for_each_stream_that_moved() -> None:
    tell("auth:ANNA", "sign_in", "sign_out")
    last = tell("auth:BRUNO", "sign_in")[-1]
    first = seals.seal()
    tell("auth:BRUNO", "sign_out")
    second = seals.seal()
    assert first
    assert second
    assert (first.size, second.size) == (3, 4)
    leaves = SealLeaf.objects.order_by("id").values_list("seal_id", "stream", "seq")
    assert list(leaves) == [(1, "auth:ANNA", 2), (1, "auth:BRUNO", 1), (2, "auth:BRUNO", 2)]
    assert SealLeaf.objects.get(seal=first, stream="auth:BRUNO").head == last.hash


@pytest.mark.django_db
def test_each_seal_commits_to_the_one_before() -> None:
    first, second, *_ = tell_months(streams=3, months=2)
    assert first.prev == GENESIS
    assert second.prev == seal_hash(first.number, first.root, first.signature)
    assert [seal_root(seal) for seal in stored_seals()] == [first.root, second.root]
    assert seals.latest() == second


@pytest.mark.django_db
def test_the_signature_is_by_the_sealing_key() -> None:
    tell("config", "open")
    made = seals.seal()
    assert made
    key = Ed25519PrivateKey.from_private_bytes(settings.SEALING_KEY).public_key()
    key.verify(bytes.fromhex(made.signature), signed_message(made.number, made.root))
    assert made.public_key == seals.public_key() == key.public_bytes_raw().hex()


@pytest.mark.django_db
@pytest.mark.parametrize("key", [b"", b"short", "xx", "ab" * 31])
def test_without_a_sealing_key_nothing_is_sealed(key: bytes | str) -> None:
    tell("config", "open")
    with override_settings(SEALING_KEY=key), pytest.raises(ImproperlyConfigured, match="32 random"):
        seals.seal()
    with override_settings(SEALING_KEY="ab" * 32):
        assert seals.seal() is not None


@pytest.mark.django_db
def test_the_command_prints_the_numbers_for_the_paper(capsys: pytest.CaptureFixture[str]) -> None:
    tell("config", "open", "close")
    call_command("seal")
    made = seals.latest()
    assert made
    printed = capsys.readouterr().out
    assert made.root in printed
    assert " 2," in printed
    call_command("seal")
    assert made.root not in capsys.readouterr().out


def test_sealers_at_the_same_moment_do_not_fork_the_seals(fresh_database: Database) -> None:
    barrier = threading.Barrier(4)

    def work(number: int) -> None:
        try:
            barrier.wait()
            for _ in range(3):
                tell(f"auth:{number}", "sign_in")
                seals.seal()
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = verify_stored()
    assert report.faults == []
    assert report.unsealed == {}
    assert report.events == 12


def test_an_event_that_commits_late_under_a_lower_number_is_sealed_next(
    fresh_database: Database,
) -> None:
    """“Everything up to max(id)” would lose it: it is there only after the seal."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    begun, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        from django.db import transaction

        with transaction.atomic():
            tell("auth:SLOW", "sign_in")
            begun.set()
            sealed.wait(20)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    begun.wait(20)
    tell("auth:FAST", "sign_in")
    first = seals.seal()
    sealed.set()
    thread.join()
    second = seals.seal()
    assert first
    assert second
    assert (first.size, second.size) == (1, 2)
    assert verify_stored().unsealed == {}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=40))
@pytest.mark.slow
def test_the_tree_is_that_of_rfc_6962(leaves: list[str]) -> None:
    def tree(hashes: list[bytes]) -> bytes:
        if len(hashes) == 1:
            return hashes[0]
        half = 1 << (len(hashes) - 1).bit_length() - 1
        return hashlib.sha256(b"\1" + tree(hashes[:half]) + tree(hashes[half:])).digest()

    def leaf(value: str) -> bytes:
        return hashlib.sha256(b"\0" + value.encode()).digest()

    assert merkle_root(leaves) == tree([leaf(value) for value in leaves]).hex()


@given(st.text(), st.integers(), st.text())
@pytest.mark.slow
def test_a_leaf_is_canonical_whatever_its_stream_is_called(
    stream: str, seq: int, head: str
) -> None:
    assert leaf_text(stream, seq, head) == canonical({"head": head, "seq": seq, "stream": stream})


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
@pytest.mark.slow
def test_plain_python_agrees_with_the_library_on_signatures(
    seed: bytes, message: bytes, bit: int
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw().hex(), key.sign(message)
    assert signature_holds(public, message, signature.hex())
    assert not signature_holds(public, message + b".", signature.hex())
    changed = bytearray(signature)
    changed[bit // 8] ^= 1 << bit % 8
    assert not signature_holds(public, message, changed.hex())


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        ("", ""),
        ("zz" * 32, "00" * 64),
        ("00" * 31, "00" * 64),
        ("ff" * 32, "00" * 64),
        ("02" + "00" * 31, "00" * 64),
    ],
)
def test_what_is_no_key_signs_nothing(key: str, signature: str) -> None:
    assert not signature_holds(key, b"message", signature)


def test_the_vectors_of_rfc_8032_hold() -> None:
    for key, message, signature in (
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
            "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
            "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ):
        assert signature_holds(key, bytes.fromhex(message), signature)
