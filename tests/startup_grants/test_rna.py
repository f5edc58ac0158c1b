"""The file for the register of aid, its answer from a local peer, and hostile answers."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.invoices.reading import walk
from startup_grants import rna
from startup_grants.models import Grant
from startup_grants.states import GrantState
from tests.grant_path import COVERED, VAT, GrantPath, fresh
from tests.portal.asking import day_of
from tests.portal.visits import signed_in
from tests.world import World

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;">]>'
    b"<ESITI><ESITO><COR>&c;</COR></ESITO></ESITI>"
)
FILE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><ESITI><ESITO>&b;</ESITO></ESITI>'


def covered(world: World) -> tuple[GrantPath, Grant]:
    """Carry samir to where the register is asked."""
    way = GrantPath(world)
    way.publish()
    grant = way.score()
    way.rank()
    return way, way.ready(way.cover(grant))


def answered(*rows: tuple[str, str, str]) -> bytes:
    """Answer as the register does, as far as its public clients show."""
    told = "".join(
        f"<ESITO><ID_CONCESSIONE_GEST>{reference}</ID_CONCESSIONE_GEST><COR>{cor}</COR>"
        f"<STATO>{state}</STATO><MESSAGGIO/></ESITO>"
        for reference, cor, state in rows
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><ESITI>{told}</ESITI>'.encode()


def peer(content: bytes) -> bytes:
    """Give a code to every grant of a file, as a register would."""
    place = "CONCESSIONE/ID_CONCESSIONE_GEST"
    found = [text for _place, text in walk(content, wanted=(place,))[1]]
    return answered(*((name, str(77000 + at), "REGISTRATO") for at, name in enumerate(found)))


def test_the_file_says_who_gets_what_and_that_nobody_has_tried_it(world: World) -> None:
    _way, grant = covered(world)
    out = BytesIO()
    rna.write([grant], out)
    instrument = "CONCESSIONE/COMPONENTI_AIUTI/COMPONENTE_AIUTO/STRUMENTI_AIUTO/STRUMENTO_AIUTO"
    wanted = {
        "CONCESSIONE/ID_CONCESSIONE_GEST": [grant.reference],
        "CONCESSIONE/BENEFICIARIO/CODICE_FISCALE": [VAT],
        f"{instrument}/IMPORTO_AGEVOLAZIONE": ["20000.00"],
        "CONCESSIONE/COSTI/COSTO/IMPORTO_AMMESSO": ["5000.00", "15000.00", "5000.00"],
    }
    (_space, root), texts = walk(out.getvalue(), wanted=tuple(wanted))
    assert root == "CONCESSIONI"
    assert rna.PROFILE.encode() in out.getvalue()
    for place, told in wanted.items():
        assert [text for at, text in texts if at == place] == told


def test_the_officer_sends_the_file_and_takes_the_codes_in(world: World) -> None:
    way, grant = covered(world)
    anna = signed_in(world.anna)
    with day_of(COVERED):
        file = anna.get(reverse("aid_registry_file", args=[way.call.pk]))
        assert file.headers["Content-Type"].startswith("application/xml")
        upload = SimpleUploadedFile("esiti.xml", peer(file.content))
        anna.post(reverse("aid_registry", args=[way.call.pk]), {"file": upload})
        assert "77000" in anna.get(reverse("aid_registry", args=[way.call.pk])).content.decode()
    assert fresh(grant).cor == "77000"
    granted = way.award(fresh(grant), cor="77000")
    assert (granted.state, granted.cor) == (GrantState.GRANTED, "77000")


def test_an_answer_about_another_grant_leaves_nothing_behind(world: World) -> None:
    way, grant = covered(world)
    anna = signed_in(world.anna)
    content = answered((grant.reference, "77001", "OK"), ("CON-2026-999999", "77002", "OK"))
    with day_of(COVERED):
        upload = SimpleUploadedFile("esiti.xml", content)
        page = anna.post(reverse("aid_registry", args=[way.call.pk]), {"file": upload}, follow=True)
    assert "CON-2026-999999" in page.content.decode()
    assert fresh(grant).cor == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<ESITI>",
        b"<CONCESSIONI/>",
        b"<ESITI/>",
        BOMB,
        FILE,
        b"\x00" * 64,
        b"<ESITI>" + b"<a>" * 5000,
        answered(("CON-1", "77001", "OK"), ("CON-1", "77002", "OK")),
        b"<ESITI>" + b" " * rna.LARGEST_ANSWER + b"</ESITI>",
    ],
    ids=["empty", "cut", "other", "nothing", "bomb", "file", "zeros", "deep", "twice", "long"],
)
def test_a_hostile_answer_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(ValidationError) as refusal:
        rna.read(content)
    assert refusal.value.messages[0]


def test_an_answer_without_a_code_says_why() -> None:
    (row,) = rna.read(answered(("CON-2026-000001", "", "SCARTATO")))
    assert (row.registered, row.state) == (False, "SCARTATO")
