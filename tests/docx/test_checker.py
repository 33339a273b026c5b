"""The independent layout checker agrees with the writer; it lies beside the project or is absent."""

import argparse
import importlib.util
import io
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings

from speeches.docx.layout import COMMON_FONTS, Layout
from speeches.docx.writer import write
from speeches.manuscript.decoding import decode
from speeches.manuscript.parsing import parse
from speeches.manuscript.value import Manuscript
from tests.strategies import manuscripts

SHARED = Path(__file__).resolve().parents[3] / "shared"
CHECKER = SHARED / "tools" / "gbt9704_check.py"
SPEECHES = sorted((SHARED / "speeches").glob("*.txt")) if SHARED.is_dir() else []
OPTIONS = argparse.Namespace(
    strict=True,
    allow_bold=False,
    allow_revisions=False,
    lines=22,
    chars=28,
    body_pt=16.0,
    title_pt=22.0,
    footer_pt=14.0,
)

pytestmark = pytest.mark.skipif(not CHECKER.is_file(), reason="the layout checker is not beside the project")


def load_checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gbt9704_check", CHECKER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def faults(checker: ModuleType, data: bytes) -> list[str]:
    report, _ = checker.run(io.BytesIO(data), OPTIONS)
    return [f"{row['id']} {row['name']}: {row['measured']}" for row in report.failed]


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    return load_checker()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(manuscripts())
def test_final_copies_of_generated_speeches_have_no_fault(
    checker: ModuleType, manuscript: Manuscript
) -> None:
    assert faults(checker, write(manuscript)) == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(manuscripts())
def test_preview_and_common_fonts_have_no_fault(checker: ModuleType, manuscript: Manuscript) -> None:
    layout = Layout(fonts=COMMON_FONTS, byline_before_date=True)
    assert faults(checker, write(manuscript, preset="preview")) == []
    assert faults(checker, write(manuscript, layout=layout)) == []


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_real_speeches_have_no_fault(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "speech.docx"
    copy.write_bytes(write(parse(decode(path.read_bytes())).manuscript))
    result = subprocess.run([sys.executable, CHECKER, copy], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
