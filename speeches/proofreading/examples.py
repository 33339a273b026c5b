"""A few rows of a lexicon, so that the rules that look things up have examples of their own."""

from dataclasses import replace
from datetime import date

from .findings import Severity
from .lexicon import Confusable, Expression, Lexicon, Use, WrongForm
from .rule import EXAMPLE_CONTEXT

LEXICON = Lexicon(
    expressions=(
        Expression(
            "1",
            "不敢腐、不能腐、不想腐",
            members=("不敢腐", "不能腐", "不想腐"),
            wrong_forms=(WrongForm("不敢腐、不能腐、不愿腐", right="不敢腐、不能腐、不想腐"),),
        ),
        Expression(
            "2",
            "政治判断力、政治领悟力、政治执行力",
            members=("政治判断力", "政治领悟力", "政治执行力"),
        ),
        Expression("3", "“四个意识”", is_set_name=True),
        Expression(
            "4",
            "严的基调",
            wrong_forms=(WrongForm("严的主基调", Use.DATED, right="严的基调", until=date(2022, 10, 16)),),
        ),
        Expression(
            "5",
            "党的十九大和十九届历次全会精神",
            until=date(2022, 10, 22),
            successor="党的二十大和二十届历次全会精神",
        ),
        Expression("6", "党的二十大和二十届历次全会精神"),
        Expression("7", "惩前毖后、治病救人"),
    ),
    confusables=(
        Confusable("1", "浮燥", "浮躁"),
        Confusable("2", "彻职", "撤职", unless="贯彻"),
        Confusable("3", "磨练", "磨炼", severity=Severity.POLISH),
    ),
)
EXAMPLE = replace(EXAMPLE_CONTEXT, lexicon=LEXICON)
