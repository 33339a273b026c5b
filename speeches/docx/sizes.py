"""Lengths as Word counts them: twips (1/20 pt) for places, half-points for type. A size says its unit."""

from typing import NewType

Twips = NewType("Twips", int)

POINTS_PER_MM = 72 / 25.4


class Pt(float):
    """A length in points."""

    @property
    def twips(self) -> Twips:
        return Twips(round(self * 20))

    @property
    def half_points(self) -> int:
        return round(self * 2)


class Mm(float):
    """A length in millimetres."""

    @property
    def points(self) -> Pt:
        return Pt(self * POINTS_PER_MM)

    @property
    def twips(self) -> Twips:
        return self.points.twips
