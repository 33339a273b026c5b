"""Threads (回复) under comments, whom they mention (@), and the filter of a list of comments."""
