"""The only place that touches XML: parts are written as strings (faster than a tree), read by lxml."""
