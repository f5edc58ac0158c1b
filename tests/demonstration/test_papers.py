"""Every paper of the demonstration is of a kind that the pages can name in both languages."""

import pytest
from django.utils import translation

from config.demonstration.papers import TITLES
from portal.papers.lists import word_for


@pytest.mark.parametrize("kind", TITLES)
def test_the_pages_can_name_the_paper(kind: str) -> None:
    names = set()
    for language in ("it", "en"):
        with translation.override(language):
            names.add(word_for(kind))
    assert len(names) == 2, "named differently in Italian and in English"
    assert not {name for name in names if "_" in name}
