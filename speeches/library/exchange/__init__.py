"""Carrying material in and out: tables (Excel) for curators, signed packages between installations."""
