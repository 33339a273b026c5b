"""The papers of the meeting: 大字版 for the lectern, 花脸稿 for those who compare, 提纲. Pure."""
