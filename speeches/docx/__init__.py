"""Word files: a manuscript written in the official layout, and a manuscript read from what people send. No Django."""
