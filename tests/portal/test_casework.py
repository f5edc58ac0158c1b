"""The pages of those who carry a case, asked as a browser asks them."""

from http import HTTPStatus

from django.urls import reverse

from dote.states import DoteState, MonthState
from lifecycle.models import Proposal
from tests.dote_path import path
from tests.portal.visits import signed_in
from tests.world import World


def test_an_approver_opens_a_case_that_waits_for_them(world: World) -> None:
    way = path(world)
    way.propose_award()
    page = signed_in(world.bruno).get(reverse("dote", args=[way.dote.pk]))
    assert page.status_code == HTTPStatus.OK
    assert "waits for approval" in page.content.decode()
