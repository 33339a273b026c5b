"""Reading an upload in a child with limits of memory and time: a fresh interpreter that inherits nothing.

The child gets the file on its standard input and answers with JSON on its standard output.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from .errors import BY_NAME, DocxError, TooComplexError
from .pdf import read_pdf
from .reader import ReadSpeech, read
from .recognition import is_pdf, refuse_other_files, refuse_size

MEMORY = 1024**3
CPU_SECONDS = 20
WALL_SECONDS = 40
PROJECT = Path(__file__).resolve().parent.parent.parent


def read_in_child(data: bytes) -> ReadSpeech:
    """Read a file as `reader.read` does, where it cannot hurt. Raises a DocxError. Takes 0.2 s at least."""
    refuse_other_files(data)
    return asked_child(data)


def read_pdf_in_child(data: bytes) -> ReadSpeech:
    """Read a PDF as `pdf.read_pdf` does, where it cannot hurt. Raises a DocxError."""
    refuse_size(data)
    return asked_child(data)


def asked_child(data: bytes) -> ReadSpeech:
    return ReadSpeech.from_json(ask(__spec__.name, data))


def ask(module: str, data: bytes) -> dict[str, Any]:
    """Run a module of ours as the child and return its answer. Raises the DocxError that it names."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", module],
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=PROJECT,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooComplexError from error
    if child.returncode != 0:
        raise TooComplexError
    answer: dict[str, Any] = json.loads(child.stdout)
    if "error" in answer:
        raise BY_NAME[answer["error"]](answer["sentence"])
    return answer


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing is written to a file.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(data: bytes) -> dict[str, Any]:
    try:
        return (read_pdf if is_pdf(data) else read)(data).to_json()
    except DocxError as error:
        return {"error": type(error).__name__, "sentence": str(error)}


def main() -> None:
    limit()
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
