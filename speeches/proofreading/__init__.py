"""Proofreading: what a careful 笔杆子 would mark. Pure Python: no Django, no network."""
