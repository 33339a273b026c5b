"""Speeches, archives and batches for tests, as plain functions."""

import zipfile
from io import BytesIO

from speeches.accounts.models import Office, User
from speeches.docx.writer import write
from speeches.library.actions.intake import Upload, read_intake, start_intake
from speeches.library.models import IntakeBatch
from speeches.manuscript.parsing import parse

SPEECH = """在全市纪检监察机关半年工作会议上的讲话
（2025年7月18日）
市纪委书记　高远
同志们：
今天我们召开半年工作会议，主要任务是盘点上半年的工作，研究下半年从哪里发力。刚才，四个单位作了交流发言，讲得都很实在，我都赞成。下面，我讲三点意见。
一、上半年工作取得新的成效
（一）政治监督更加具体。今年以来，我们围绕重大部署开展专项监督14次，发现问题230个，督促整改到位，推动完善制度36项，一批多年没有解决的事情有了结果。
（二）办案力度不减。全年共立案128件，处分96人，挽回损失1200万元，形成了有力震慑，群众反映的突出问题得到了回应。
概括起来，就是“三个始终”。
一是始终把牢监督的政治方向。上半年在市住建局试点，开展专项监督14次，每一次都盯着一件具体的事。
二是始终盯住群众身边的事。从小切口做起，办成一件是一件，让群众看得见变化。
三是始终用严的纪律带队伍。对执纪违纪零容忍，自己的门先扫干净。
以上“三个始终”，是我们半年来最重要的体会，今后要长期坚持下去。
二、正视存在的问题和不足
对照上级要求，工作中还有不少差距。有的单位责任压得不实，有的干部遇事绕着走，监督的办法还不够多，老问题换了样子又冒出来。
三、扎实做好下半年工作任务
下半年要紧盯重点领域，深化集中整治，把群众反映强烈的事一件一件办好。监督常在，形成常态。要坚持一案一剖析，一案一整改，把制度的口子扎紧。
同志们，任务已经明确，关键在于落实。让我们更加紧密地团结起来，以钉钉子的精神把各项工作抓到底，用实际成效回应群众的期待。
"""

# What a section is for cannot be told from a story.
STORY = "树有根，水有源。老百姓看在眼里，记在心里，话说得再漂亮，不如把事情做得漂亮，日子一长高下自明。"
WITH_STORY = SPEECH.replace("\n二、正视", f"\n二、一棵老树\n{STORY}\n三、正视").replace(
    "三、扎实", "四、扎实"
)


def docx(text: str = SPEECH) -> bytes:
    return write(parse(text).manuscript, preset="working")


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def take_in(
    office: Office, by: User, *files: tuple[str, bytes], is_trusted: bool = False, is_read: bool = True
) -> IntakeBatch:
    """Take files in and read them at once; the usual speech when none is given."""
    uploads = [Upload(*file) for file in files] or [Upload("半年会讲话.txt", SPEECH.encode())]
    batch = start_intake(uploads, office=office, by=by, is_trusted=is_trusted, is_queued=False)
    if is_read:
        read_intake.func(str(batch.pk), None)
        batch.refresh_from_db()
    return batch
