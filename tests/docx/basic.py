"""LibreOffice doing what a person does: a macro of ours, run in a profile of its own. For slow tests."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from speeches.docx.libreoffice import find_office

SECONDS = 240
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
LIBRARY = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
LIBRARIES = (
    f'{HEAD}<library:libraries {LIBRARY}><library:library library:name="Standard" '
    'xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>'
    "</library:libraries>"
)
MODULES = (
    f'{HEAD}<library:library {LIBRARY} library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false"><library:element library:name="Module1"/></library:library>'
)
COMMON = """
Sub Command(doc, verb)
  Dim nothingMore()
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(doc.CurrentController.Frame, ".uno:" & verb, "", 0, nothingMore())
End Sub

Function Prop(key, content)
  Dim p As New com.sun.star.beans.PropertyValue
  p.Name = key
  p.Value = content
  Prop = p
End Function

Function OpenFile(path)
  OpenFile = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, Array(Prop("Hidden", True)))
End Function

Sub SaveFile(doc, path)
  doc.storeToURL(ConvertToURL(path), Array(Prop("FilterName", "MS Word 2007 XML")))
End Sub

Sub Author(first, last)
  provider = createUnoService("com.sun.star.configuration.ConfigurationProvider")
  where = Array(Prop("nodepath", "/org.openoffice.UserProfile/Data"))
  service = "com.sun.star.configuration.ConfigurationUpdateAccess"
  profile = provider.createInstanceWithArguments(service, where)
  profile.givenname = first
  profile.sn = last
  profile.commitChanges()
End Sub
"""


def run_macro(code: str, folder: Path) -> None:
    """Run `Sub Work(folder)` of some Basic code in LibreOffice."""
    with tempfile.TemporaryDirectory(prefix="zhibi-basic-") as home:
        profile = Path(home) / "profile"
        # Its first start fills a profile, and would put an empty library over ours.
        start(profile, "--terminate_after_init")
        write_library(profile / "user" / "basic", COMMON + code)
        start(profile, f'macro:///Standard.Module1.Run("{folder}")')
    failure = folder / "failed.txt"
    assert not failure.exists(), failure.read_text(errors="replace")


def start(profile: Path, *words: str) -> None:
    command = [find_office(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    environment = {"HOME": str(profile.parent), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    environment["SAL_USE_VCLPLUGIN"] = "svp"
    subprocess.run(
        [*command, "--nologo", *words], env=environment, timeout=SECONDS, check=True, capture_output=True
    )


def write_library(basic: Path, code: str) -> None:
    runner = """
Sub Run(folder)
  On Error Goto Failed
  Work(folder)
  Goto Quit
Failed:
  number = FreeFile
  Open folder & "/failed.txt" For Output As #number
  Print #number, Error$ & " line " & Erl
  Close #number
Quit:
  StarDesktop.terminate()
End Sub
"""
    (basic / "Standard").mkdir(parents=True, exist_ok=True)
    (basic / "script.xlc").write_text(LIBRARIES)
    (basic / "Standard" / "script.xlb").write_text(MODULES)
    module = (
        f'{HEAD}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{escape(code + runner)}</script:module>'
    )
    (basic / "Standard" / "Module1.xba").write_text(module, encoding="utf-8")


SETTLE = """
Sub Work(folder)
  found = Dir(folder & "/*.docx")
  Dim names(1000) As String
  total = 0
  Do While found <> ""
    names(total) = found
    total = total + 1
    found = Dir()
  Loop
  For i = 0 To total - 1
    doc = OpenFile(folder & "/" & names(i))
    SaveFile(doc, folder & "/saved/" & names(i))
    Command(doc, "AcceptAllTrackedChanges")
    SaveFile(doc, folder & "/accepted/" & names(i))
    doc.close(True)
    doc = OpenFile(folder & "/" & names(i))
    Command(doc, "RejectAllTrackedChanges")
    SaveFile(doc, folder & "/rejected/" & names(i))
    doc.close(True)
  Next i
End Sub
"""


def settled(files: Sequence[bytes]) -> Mapping[str, list[bytes]]:
    """Return the files as LibreOffice saves them: as they are, all changes accepted, all rejected."""
    with tempfile.TemporaryDirectory(prefix="zhibi-settled-") as place:
        folder = Path(place)
        for way in ("saved", "accepted", "rejected"):
            (folder / way).mkdir()
        for number, data in enumerate(files):
            (folder / f"{number}.docx").write_bytes(data)
        run_macro(SETTLE, folder)
        return {
            way: [(folder / way / f"{number}.docx").read_bytes() for number in range(len(files))]
            for way in ("saved", "accepted", "rejected")
        }
