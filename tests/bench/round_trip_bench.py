"""A copy for review with 100 comments and 200 changes, out and in: against a floor of plain XML work.

Run by `python -m tests.bench.round_trip_bench`. The speech has 11,000 characters. The floor is what cannot be
done without: the same document packed, or unpacked and parsed, by lxml alone. Medians of work.
"""

import io
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter, process_time

from lxml import etree

from speeches.docx.marked import write_marked
from speeches.docx.marking import Comment, Marking, Range, Reply, Stamp
from speeches.docx.properties import Properties
from speeches.docx.reported import report
from speeches.docx.returned import ReturnedFile
from speeches.docx.returning import read_returned
from speeches.docx.returning_child import read_returned_in_child
from speeches.manuscript.value import Manuscript

from .docx_bench import speech

COMMENTS, CHANGES, REPEATS = 100, 200, 9
OUT_MS, IN_MS = 120, 250
STAMP = Stamp("李主任", "2026-03-06T09:30:00")
ANSWER = Stamp("起草人", "2026-03-06T10:00:00")


def changed(manuscript: Manuscript, times: int) -> Manuscript:
    """Return the speech with 200 words put in (times so many), spread over its paragraphs."""
    paragraphs = list(manuscript.paragraphs)
    long = [at for at, paragraph in enumerate(paragraphs) if len(paragraph.text) > 50]
    for at in long:
        text = paragraphs[at].text
        number = -(-CHANGES * times // len(long)) + 1
        step = len(text) // number
        parts = [text[place : place + step] for place in range(0, len(text), step)]
        paragraphs[at] = replace(paragraphs[at], text="切实".join(parts[:number]) + "".join(parts[number:]))
    return manuscript.with_paragraphs(tuple(paragraphs))


def comments(manuscript: Manuscript, times: int) -> tuple[Comment, ...]:
    long = [paragraph for paragraph in manuscript.paragraphs if len(paragraph.text) > 50]
    found = []
    for number in range(COMMENTS * times):
        paragraph, start = long[number % len(long)], number % 40
        found.append(
            Comment(
                STAMP,
                f"第{number}条：数据请核实。",
                Range(paragraph.key, start, paragraph.key, start + 12),
                replies=(Reply(ANSWER, f"第{number}条已核实。"),) if number % 2 else (),
            )
        )
    return tuple(found)


def out(old: Manuscript, new: Manuscript, times: int = 1) -> bytes:
    marking = Marking(comments(new, times), old, STAMP, against="1")
    return write_marked(new, marking, properties=Properties(draft="7", revision="2"))


def back(old: Manuscript, data: bytes) -> None:
    report(old, read_returned(data))


def milliseconds(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """Return what this process works for it: on a shared machine the clock tells what others do."""
    act()
    times = []
    for _ in range(repeats):
        start = process_time()
        act()
        times.append((process_time() - start) * 1_000)
    return median(times)


def packed(data: bytes) -> bytes:
    """Pack the same parts again: the floor of writing."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: etree.fromstring(source.read(name)) for name in source.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, root in parts.items():
            target.writestr(name, etree.tostring(root))
    return buffer.getvalue()


def parsed(data: bytes) -> None:
    """Unpack and parse: the floor of reading."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        for name in source.namelist():
            etree.fromstring(source.read(name))


def main() -> None:
    one, ten = speech(), speech(10)
    new, new_ten = changed(one, 1), changed(ten, 10)
    data, large = out(one, new), out(ten, new_ten, 10)
    file: ReturnedFile = read_returned(data)
    told = report(one, file)
    writing, reading = milliseconds(lambda: out(one, new)), milliseconds(lambda: back(one, data))
    writing_ten = milliseconds(lambda: out(ten, new_ten, 10), 3)
    reading_ten = milliseconds(lambda: back(ten, large), 3)
    floor_out, floor_in = milliseconds(lambda: packed(data)), milliseconds(lambda: parsed(data))
    start = perf_counter()
    read_returned_in_child(data)
    in_child = (perf_counter() - start) * 1_000
    say = sys.stdout.write
    say(f"{len(told.comments)} comments, {len(told.changes)} changes, {len(data) // 1024} kB\n")
    say(f"out                  {writing:8.1f} ms  = {writing / floor_out:.1f} × floor (target ≤ {OUT_MS})\n")
    say(f"in                   {reading:8.1f} ms  = {reading / floor_in:.1f} × floor (target ≤ {IN_MS})\n")
    say(f"out, 10 times        {writing_ten:8.1f} ms  = {writing_ten / writing:.1f} × one\n")
    say(f"in, 10 times         {reading_ten:8.1f} ms  = {reading_ten / reading:.1f} × one\n")
    say(f"read in a child      {in_child:8.1f} ms by the clock\n")


if __name__ == "__main__":
    main()
