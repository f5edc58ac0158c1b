"""What stands in the templates and in the files that browsers load."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "portal" / "templates").rglob("*.html"))
VENDOR = ROOT / "portal" / "static" / "vendor"
SHEETS = VENDOR / "bootstrap-italia" / "css"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_has_inline_style_script_or_handler(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style|\son\w+\s*=|javascript:", text, re.I)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text, re.I)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_loads_anything_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", text)


def test_every_form_that_posts_is_protected() -> None:
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.S)
        unprotected = [form for form in forms if "csrf_token" not in form]
        assert unprotected == [] or path.parent.name == "guide", path


def test_the_right_to_left_sheet_was_made_from_the_other_one() -> None:
    source = hashlib.sha256((SHEETS / "bootstrap-italia.min.css").read_bytes()).hexdigest()
    assert source in (SHEETS / "bootstrap-italia.rtl.min.css").read_text().split("\n", 1)[0]


def test_no_served_file_asks_for_a_source_map() -> None:
    files = [path for path in VENDOR.rglob("*") if path.suffix in {".css", ".js"}]
    assert files
    assert [path for path in files if "sourceMappingURL" in path.read_text()] == []


def test_every_vendored_file_comes_with_its_licence() -> None:
    folders = [VENDOR / "bootstrap-italia", *(VENDOR / "fonts").iterdir()]
    assert all(list(folder.glob("LICENSE")) or list(folder.glob("OFL.txt")) for folder in folders)


def test_sheets_name_only_files_that_exist() -> None:
    for sheet in (ROOT / "portal" / "static").glob("*.css"):
        for name in re.findall(r"url\(\"([^\"]+)\"\)", sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / name).is_file(), name
