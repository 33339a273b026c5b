"""The child that reads what came back: the limits of `sandbox`, the answer of `returning`."""

import json
import sys
from typing import Any

from .errors import DocxError
from .recognition import refuse_other_files
from .returned import ReturnedFile
from .returning import read_returned
from .sandbox import ask, limit


def read_returned_in_child(data: bytes) -> ReturnedFile:
    """Read a file as `returning.read_returned` does, where it cannot hurt. Raises a DocxError."""
    refuse_other_files(data)
    return ReturnedFile.from_json(ask(__spec__.name, data))


def answer(data: bytes) -> dict[str, Any]:
    try:
        return read_returned(data).to_json()
    except DocxError as error:
        return {"error": type(error).__name__, "sentence": str(error)}


def main() -> None:
    limit()
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
