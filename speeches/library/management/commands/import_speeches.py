"""Past speeches from files, folders and archives into the library's intake."""

import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from speeches.accounts.models import Office, RoleName, User
from speeches.accounts.permissions import NotAllowed
from speeches.docx.opening import SUFFIXES
from speeches.library.actions.intake import Upload, read_intake, restart_intake, start_intake
from speeches.library.intake.archive import LARGEST_ARCHIVE, LITTER, is_archive
from speeches.library.intake.errors import IntakeError
from speeches.library.intake.reading import TEXT_SUFFIXES
from speeches.library.models import IntakeBatch, IntakeFile

WANTED = SUFFIXES | TEXT_SUFFIXES


class Command(BaseCommand):
    help = "把过去的讲话稿（文件、文件夹或 zip）收进素材库的入库整理"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="文件、文件夹或 zip 压缩包")
        parser.add_argument("--office", help="收进哪个单位（名称或简称）；只有一个单位有素材管理员时可不写")
        parser.add_argument("--user", help="以哪位素材管理员的名义（用户名）；不写则取该单位的第一位")
        parser.add_argument("--trusted", action="store_true", help="可信来源：有把握又没有相近的直接在用")
        parser.add_argument("--background", action="store_true", help="只登记，由后台任务读取")
        parser.add_argument("--resume", action="store_true", help="重新排队中断的批次（后台任务停着时用）")

    def handle(self, *, paths: list[str], office: str, user: str, **options: Any) -> None:
        if options["resume"]:
            if n := restart_intake():
                self.stdout.write(f"重新排队 {n} 批中断的入库。")
        elif not paths:
            raise CommandError("请写明文件、文件夹或 zip 压缩包的路径。")
        else:
            self.take_in(paths, office, user, options)

    def take_in(self, paths: list[str], office: str, user: str, options: dict[str, Any]) -> None:
        person = curator(user, office)
        try:
            batch = start_intake(
                [upload for path in paths for upload in uploads(Path(path))],
                office=office_of(person, office),
                by=person,
                name=Path(paths[0]).name,
                is_trusted=options["trusted"],
                is_queued=options["background"],
            )
        except (IntakeError, NotAllowed) as refusal:
            raise CommandError(str(refusal)) from None
        if options["background"]:
            self.stdout.write(f"“{batch}”已登记，由后台任务读取；进度见“入库整理”。")
        else:
            self.read(batch)

    def read(self, batch: IntakeBatch) -> None:
        read_intake.func(str(batch.pk), None)
        totals = batch.files.totals()
        for file in batch.files.filter(state=IntakeFile.State.FAILED):
            self.stderr.write(f"{file.filename}：{file.error}")
        self.stdout.write(
            f"{totals['files']} 个文件，读了 {totals['files'] - totals['failed'] - totals['skipped']} 篇"
            f"（{totals['known']} 篇以前收过），"
            f"找到 {totals['found']} 段，其中 {totals['duplicates']} 段有相近的。请到“入库整理”逐条决定。"
        )


def uploads(path: Path) -> list[Upload]:
    """Return the files at a path. Raises CommandError."""
    try:
        if path.is_dir():
            return [upload(each) for each in sorted(path.rglob("*")) if is_wanted(each)]
        return [upload(path)]
    except OSError as error:
        reason = (
            "没有这个文件或文件夹" if isinstance(error, FileNotFoundError) else os.strerror(error.errno or 0)
        )
        raise CommandError(f"打不开 {path}：{reason}。没有收入任何内容。") from None


def is_wanted(path: Path) -> bool:
    if not path.is_file() or LITTER.match(path.name):
        return False
    return path.suffix.lower() in WANTED or is_archive(path.name)


def upload(path: Path) -> Upload:
    """Read a file, but never more of it than could be taken in."""
    with path.open("rb") as file:
        return Upload(path.name, file.read(LARGEST_ARCHIVE + 1))


def curator(username: str | None, office: str | None) -> User:
    """Return the person in whose name speeches are taken in. Raises CommandError."""
    if username:
        person = User.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"没有“{username}”这个用户。")
        return person
    curators = User.objects.filter(memberships__role=RoleName.CURATOR, is_active=True)
    if office:
        curators = curators.filter(
            memberships__office=named_office(office), memberships__role=RoleName.CURATOR
        )
    offices = {pk for person in curators for pk in person.offices_as(RoleName.CURATOR)}
    if not curators:
        raise CommandError("没有找到素材管理员。请先指定一位，再入库。")
    if len(offices) > 1 and not office:
        raise CommandError("几个单位都有素材管理员，请用 --office 写明收进哪个单位。")
    return curators.order_by("pk").first()


def named_office(name: str) -> Office:
    office = Office.objects.filter(name=name).first() or Office.objects.filter(short_name=name).first()
    if office is None:
        raise CommandError(f"没有“{name}”这个单位。")
    return office


def office_of(person: User, name: str | None) -> Office:
    if name:
        return named_office(name)
    offices = person.offices_as(RoleName.CURATOR)
    if not offices:
        raise CommandError(f"{person}不是素材管理员。")
    chosen = person.office_id if person.office_id in offices else min(offices)
    return Office.objects.get(pk=chosen)
