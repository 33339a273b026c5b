"""Intake (入库): past speeches become candidates for the library. Pure: bytes and texts in, values out."""
