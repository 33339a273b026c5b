"""The paper of the editor as a tester's hands know it: the caret, what is printed, what is stored."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from speeches.drafting.models import Draft

PRINTED = """paper => {
    const printed = one => (one.dataset.marker || "") + one.textContent;
    const lines = [...paper.querySelectorAll(".front, .line")];
    return lines.filter(line => line.matches(".line") || line.textContent).map(line =>
        line.matches(".front") ? line.textContent
        : [...line.querySelectorAll(".segment")].map(printed).join(""));
}"""

PLACE = """async (paper, [text, at]) => {
    const { TextSelection } = await import("prosemirror-state");
    const { view } = paper.editor;
    let start = -1;
    view.state.doc.descendants((node, pos) => {
        if (start < 0 && node.isTextblock && node.textContent.includes(text)) {
            start = pos + 1 + node.textContent.indexOf(text);
        }
    });
    if (start < 0) throw new Error("not on the paper: " + text);
    const [from, to] = at === "all" ? [start, start + text.length]
        : at === "before" ? [start, start] : [start + text.length, start + text.length];
    const selection = TextSelection.create(view.state.doc, from, to);
    view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
    view.focus();
}"""

SPAN = """async (paper, [from, to]) => {
    const { TextSelection } = await import("prosemirror-state");
    const { view } = paper.editor;
    const find = (text) => {
        let found = -1;
        view.state.doc.descendants((node, pos) => {
            if (found < 0 && node.isTextblock && node.textContent.includes(text)) {
                found = pos + 1 + node.textContent.indexOf(text);
            }
        });
        return found;
    };
    const selection = TextSelection.create(view.state.doc, find(from), find(to) + to.length);
    view.dispatch(view.state.tr.setSelection(selection));
    view.focus();
}"""


class Paper:
    """The editor page of a draft, open and ready."""

    def __init__(self, page: Page, draft: Draft) -> None:
        self.page = page
        self.draft = draft
        self.element = page.locator("#paper")
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(draft.get_absolute_url())
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("#paper[data-ready]", timeout=30_000)

    def reload(self) -> None:
        self.page.reload()
        self.ready()

    # Where the caret is

    def after(self, text: str) -> None:
        """Put the caret behind the first place of a text."""
        self.element.evaluate(PLACE, [text, "after"])

    def before(self, text: str) -> None:
        self.element.evaluate(PLACE, [text, "before"])

    def select(self, text: str) -> None:
        self.element.evaluate(PLACE, [text, "all"])

    def select_span(self, start: str, end: str) -> None:
        """Select from the beginning of one text to the end of another, across paragraphs."""
        self.element.evaluate(SPAN, [start, end])

    # What the hands do

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def delete_line(self, text: str) -> None:
        self.after(text)
        self.page.click("[data-command=delete]")

    def compose(self, *stages: str) -> None:
        """Type with an input method: all stages but the last are shown while choosing, the last is taken."""
        devtools = self.page.context.new_cdp_session(self.page)
        for stage in stages[:-1]:
            place = {"selectionStart": len(stage), "selectionEnd": len(stage)}
            devtools.send("Input.imeSetComposition", {"text": stage, **place})
            self.page.wait_for_timeout(30)
        devtools.send("Input.insertText", {"text": stages[-1]})
        self.page.wait_for_timeout(60)
        devtools.detach()

    # What is there

    def miscounts(self) -> Locator:
        """The numbers marked as not agreeing with their lists."""
        return self.element.locator(".miscount")

    def printed(self) -> list[str]:
        """Return what stands on the paper line by line, with markers, as it is stored."""
        return self.element.evaluate(PRINTED)

    def text(self) -> str:
        return "\n".join(self.printed())

    def document(self) -> dict[str, Any]:
        """Return the editor's document as it is stored: without empty lines of the title block."""
        document: dict[str, Any] = self.element.evaluate("paper => paper.editor.view.state.doc.toJSON()")
        document["content"] = [
            node for node in document["content"] if node["type"] != "front" or "content" in node
        ]
        return document

    def keys(self) -> dict[str, str]:
        """Return text → key of every paragraph."""
        return self.element.evaluate(
            """paper => Object.fromEntries([...paper.querySelectorAll(".segment")]
                .map(one => [one.textContent, one.dataset.key]))"""
        )

    def save(self) -> None:
        """Wait until everything typed is on the server."""
        # wait_for_function evaluates text, which the page's policy forbids.
        for _ in range(100):
            if not self.element.evaluate("paper => paper.editor.saver.hasUnsent()"):
                break
            self.page.wait_for_timeout(100)
        expect(self.page.locator("#save-state")).to_contain_text("已保存")

    def stored(self) -> list[str]:
        """Return what the database has, in the form of `printed`."""
        self.draft.refresh_from_db()
        return self.draft.manuscript().to_text().split("\n")

    def check(self) -> None:
        """Hold that paper, database and the reloaded page agree, and that nothing went wrong."""
        self.save()
        before = self.document()
        assert self.printed() == self.stored()
        self.reload()
        assert self.document() == before
        assert self.errors == []
        # Requests still running would meet the emptying of the tables.
        self.page.wait_for_load_state("networkidle")
