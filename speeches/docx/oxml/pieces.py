"""Runs of the papers of the meeting: what is added is small or framed, what changed is struck or underlined.

All of it is meant for paper without colour.
"""

from speeches.docx.sizes import Pt

from .body import HINT, escape, run

STRUCK, BOLD = "<w:strike/>", "<w:b/>"
UNDERLINE = '<w:u w:val="single"/>'
BOXED = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
# Two lines in the margin beside what was moved here.
MOVED_BORDER = '<w:pBdr><w:left w:val="double" w:sz="6" w:space="6" w:color="auto"/></w:pBdr>'
KEEP_NEXT, KEEP_LINES, BREAK_BEFORE = "<w:keepNext/>", "<w:keepLines/>", "<w:pageBreakBefore/>"
# A paper's word about itself: small, between two lines.
LEGEND = (
    '<w:pBdr><w:top w:val="single" w:sz="4" w:space="3" w:color="auto"/>'
    '<w:bottom w:val="single" w:sz="4" w:space="3" w:color="auto"/></w:pBdr><w:snapToGrid w:val="0"/>'
    '<w:spacing w:line="400" w:lineRule="exact"/>'
)
FLUSH = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def size(points: float) -> str:
    half_points = Pt(points).half_points
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def ruby(text: str, above: str, font: str, points: float, scale: float) -> str:
    """Return a character with its reading above it (拼音指南)."""
    height, base = Pt(points * scale).half_points, Pt(points).half_points
    letters = (
        f'<w:r><w:rPr>{size(points * scale)}</w:rPr><w:t xml:space="preserve">{escape(above)}</w:t></w:r>'
    )
    return (
        f'<w:r><w:rPr>{HINT}</w:rPr><w:ruby><w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="{height}"/>'
        f'<w:hpsRaise w:val="{base - 2}"/><w:hpsBaseText w:val="{base}"/><w:lid w:val="zh-CN"/></w:rubyPr>'
        f"<w:rt>{letters}</w:rt><w:rubyBase>{run(text, font)}</w:rubyBase></w:ruby></w:r>"
    )
