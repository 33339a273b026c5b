"""Word files: a manuscript written in the official layout, one read from what people send. No Django."""
