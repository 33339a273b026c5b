"""What a language model writes is copied with its marks; the marks are no words of the speech."""

import pytest

from .shapes import front, shape

WRITTEN = """# 在学习会上的发言

**同志们：**

下面，我谈**两点**体会。

## 一、提高认识

**这项工作很重要**，事关全局。…

- **从政治上看**，要站稳立场。
- 从群众上看，要回应期盼。

---

## 二、抓好落实

### 压实责任

> 功崇惟志，业广惟勤。

…

以上发言，请批评指正。
"""


def test_marks_are_taken_away() -> None:
    assert front(WRITTEN) == [("title", "在学习会上的发言")]
    assert shape(WRITTEN) == [
        "S 同志们：",
        "B 下面，我谈两点体会。",
        "H1<一、>提高认识",
        "B 这项工作很重要，事关全局。…",
        "B 从政治上看，要站稳立场。",
        "B 从群众上看，要回应期盼。",
        "H1<二、>抓好落实",
        "H2 压实责任",
        "B 功崇惟志，业广惟勤。",
        "B …",
        "C 以上发言，请批评指正。",
    ]


def test_headings_in_bold_alone() -> None:
    text = "同志们：\n**一、学**\n要**真学**。\n**二、做**\n要实做。"
    assert shape(text) == ["S 同志们：", "H1<一、>学", "B 要真学。", "H1<二、>做", "B 要实做。"]


@pytest.mark.parametrize(
    "line",
    [
        "感谢**书记和**主任的支持。",
        "**同志作了发言。",
        "#1、#2机组已经停机。",
        "- 2024年：立案5件",
        "> 5万元的要上会",
    ],
)
def test_such_signs_in_other_texts_stay(line: str) -> None:
    assert shape(f"同志们：\n…\n{line}\n…")[2] == f"B {line}"
