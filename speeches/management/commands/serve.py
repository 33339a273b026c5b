"""Serve 执笔 on this machine: database, web server and background worker, until Ctrl+C."""

import os
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from speeches.demo_accounts import people
from speeches.embedded import EmbeddedDatabaseError
from speeches.serving.errors import ServingError
from speeches.serving.supervisor import serve

HIGHEST_PORT = 65535
SHOWN = ("起草人", "起草人（协同）", "审阅领导", "素材管理员", "系统管理员")


def port_number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise ArgumentTypeError(f"端口应当是 1 到 {HIGHEST_PORT} 的整数，不是“{text}”。")
    return int(text)


class Command(BaseCommand):
    help = "启动执笔：数据库、网页服务和后台任务，按 Ctrl+C 全部停止"
    requires_system_checks = ()  # the web server runs them, once the database is there

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听的地址，默认只有本机能访问")
        parser.add_argument("--port", type=port_number, default=os.environ.get("PORT") or "8000", help="端口")

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        try:
            serve(host, port, say=self.say, announce=lambda: self.announce(host, port))
        except (ServingError, EmbeddedDatabaseError) as error:
            raise CommandError(str(error)) from None

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()

    def announce(self, host: str, port: int) -> None:
        self.say(f"\n执笔已启动：http://{host}:{port}/    按 Ctrl+C 停止\n")
        if settings.DEMO:
            self.say("演示账号（密码公开，请勿写入真实内容）：")
            by_name = {person.name: person for person in people()}
            for person in (by_name[name] for name in SHOWN if name in by_name):
                self.say(f"  {person.name}    用户名 {person.username}    密码 {person.password}")
