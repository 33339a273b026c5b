"""Speech text that knows its structure. Pure Python: no Django, no files, no network."""
