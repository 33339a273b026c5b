"""Suggestions (修改建议): what is proposed, and how it fits the text as it now is. Pure.

They are made by `review.actions.suggest`, which tells how.
"""
