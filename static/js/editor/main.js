// The editor page: reads the paper the server wrote, makes it editable, and connects what stands around it.
import { history, isHistoryTransaction, undo } from "prosemirror-history";
import { DOMParser } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { borders } from "editor/borders.js";
import { createBorrowing } from "editor/borrow.js";
import { currentLine } from "editor/caret.js";
import { clipboard } from "editor/clipboard.js";
import { createConflicts } from "editor/conflicts.js";
import { endFlash, followingCounts, unhealCounts } from "editor/counts.js";
import { createEnumerations } from "editor/enumerations.js";
import { shownFormer } from "editor/former.js";
import { mergedParagraphs, mintKeys, newKey, uniqueKeys } from "editor/keys.js";
import { createLibrary, openLibrary, panelKeys } from "editor/library.js";
import { drawnMarkers, markersByKey } from "editor/markers.js";
import { createMaterial } from "editor/material.js";
import { createOutbox, forget, orphans } from "editor/outbox.js";
import { createOutline } from "editor/outline.js";
import { createTabs, keepOpen, keepTitle, tellOfVersions } from "editor/panel.js";
import { createPasting } from "editor/pasting.js";
import { createPolling } from "editor/polling.js";
import { readManuscript } from "editor/paragraphs.js";
import { shownPlaceholders } from "editor/placeholders.js";
import { takeBindings, takeOthers } from "editor/remote.js";
import { Saver } from "editor/saving.js";
import { schema } from "editor/schema.js";
import { shortcuts } from "editor/shortcuts.js";
import { createLength, createNotices, createSaveState } from "editor/status.js";
import { createToolbar } from "editor/toolbar.js";
import { resend } from "editor/resending.js";

/** What the page loads beside us. */
const { htmx } = /** @type {{htmx: {ajax(method: string, url: string, context: object): Promise<void>}}} */ (/** @type {unknown} */ (window));

const FLASH_TIME = 4000;
const HEARTBEAT = 5000;
const UNDO_DEPTH = 1000;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {HTMLElement} paper */
function start(paper) {
  const data = /** @type {Record<string, string>} */ (paper.dataset);
  const client = newKey();
  const outbox = createOutbox(data.draft, client);
  const saveState = createSaveState(byId("save-state"), byId("trouble"));
  const lengths = createLength(byId("length"), () => Number(byId("outline").dataset.perMinute));
  const notices = createNotices(byId("notices"), () => undo(view.state, view.dispatch));
  const toolbar = createToolbar(byId("paragraph-bar"), () => view);
  /** @type {ReturnType<typeof createOutline> | undefined} */
  let outline;

  /** @param {EditorState} state */
  function show(state) {
    toolbar.show(state);
    lengths.show(state.doc, markersByKey(state.doc).values());
    outline?.mark();
  }

  /** @param {{text: string}[]} healed */
  function onHealed(healed) {
    const texts = [...new Set(healed.map(({ text }) => text))].join("、");
    notices.say(`已随条目改为${texts}`, () => unhealCounts(view));
    window.setTimeout(() => endFlash(view), FLASH_TIME);
  }

  const desk = { openLibrary, saveVersion, announce: (/** @type {string} */ sentence) => notices.say(sentence) };
  const pasting = createPasting({
    url: data.textUrl,
    settled: () => settled(view),
    announce: (sentence, act, label) => notices.say(sentence, act, label),
    withdraw: () => notices.hide(),
  });
  const doc = DOMParser.fromSchema(schema).parse(paper);
  const written = readManuscript(doc);
  // An empty draft has no paragraph yet; the one that the paper needs is not the server's.
  const stored = { ...written, paragraphs: written.paragraphs.filter(({ key }) => key) };
  const plugins = [
    uniqueKeys(),
    drawnMarkers(),
    followingCounts(onHealed),
    shownPlaceholders(),
    shownFormer(),
    borders(),
    clipboard(pasting),
    pasting.plugin,
    ...shortcuts(desk),
    currentLine((state) => show(state)),
    history({ depth: UNDO_DEPTH }),
  ];
  const view = new EditorView(
    { mount: paper },
    {
      state: EditorState.create({ doc, plugins }),
      // The line being written stays clear of the edges and of the notices.
      scrollThreshold: { top: 70, bottom: 40, left: 0, right: 0 },
      scrollMargin: { top: 100, bottom: 90, left: 0, right: 0 },
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "讲话稿正文", spellcheck: "false", class: "paper" },
      dispatchTransaction(tr) {
        if (isHistoryTransaction(tr)) notices.hide();
        view.updateState(view.state.apply(tr));
        if (tr.docChanged) saver.changed();
      },
    },
  );
  const saver = new Saver({
    url: data.saveUrl,
    client,
    base: Number(data.sequence),
    outbox,
    stored,
    paper: {
      read: () => readManuscript(view.state.doc),
      merged: () => mergedParagraphs(view.state),
      isComposing: () => view.composing,
      settled: () => settled(view),
      onAnswer,
    },
    onState: (state, sentence, isKept) => saveState.show(state, sentence, isKept),
  });
  const conflicts = createConflicts(byId("conflicts"), view, saver);

  /** @param {any} answer */
  function onAnswer(answer) {
    const own = answer.others ? takeOthers(view, saver, answer.others) : [];
    takeBindings(view, saver, answer.bindings);
    conflicts.show(answer, own);
    document.body.dispatchEvent(new CustomEvent("draft-saved", { detail: { sequence: answer.sequence } }));
  }

  /** @param {any} news what others have stored since the last save or look */
  function onNews(news) {
    const own = takeOthers(view, saver, news);
    saver.base = news.sequence;
    conflicts.show({ conflicts: [], bindings: {} }, own);
    document.body.dispatchEvent(new CustomEvent("draft-saved", { detail: { sequence: news.sequence } }));
  }

  async function saveVersion() {
    await saver.flush();
    if (saver.hasUnsent()) {
      notices.say("还没有存为一版：有改动未能保存");
      return;
    }
    tabs.show("tab-revisions");
    await htmx.ajax("POST", data.revisionsUrl, { target: "#revisions-panel" });
    document.body.dispatchEvent(new CustomEvent("revision-kept"));
    notices.say("已存为一版");
  }

  const polling = createPolling(saver, data.saveUrl, () => settled(view), onNews);
  outline = createOutline(view, byId("left"), (sentence, undoable) => notices.say(sentence, undoable));
  const tabs = createTabs(byId("right"));
  keepOpen(/** @type {HTMLDetailsElement} */ (byId("facts-block")));
  keepTitle();
  tellOfVersions();
  panelKeys(byId("right"), () => view.focus());
  createLibrary(view, { proposalUrl: data.proposalUrl, fillUrl: data.fillUrl, flush: () => saver.flush(), announce: desk.announce });
  const save = async () => {
    await saver.flush();
    return !saver.hasUnsent();
  };
  createMaterial(paper, data.materialUrl, save, desk.announce);
  createEnumerations(view, /** @type {HTMLDialogElement} */ (byId("enumeration")), data.proposalUrl, desk.announce);
  createBorrowing(view, /** @type {HTMLDialogElement} */ (byId("borrow")), { save, announce: desk.announce });
  leaving(saver, outbox, desk.announce);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    void saveVersion();
  });
  show(view.state);
  // A calibrated pace comes with the outline.
  document.body.addEventListener("htmx:after:swap", () => show(view.state));
  saveState.show("saved", "", true);
  const minted = mintKeys(view.state.tr);
  if (minted) view.dispatch(minted.setMeta("addToHistory", false));
  paper.dataset.ready = "";
  // For tests and for the console: the document as the editor holds it.
  Object.assign(paper, { editor: { view, saver, polling } });
}

/** Resolves when no input method is at work in the paper. @param {EditorView} view @returns {Promise<void>} */
function settled(view) {
  return new Promise((resolve) => {
    const look = () => {
      if (view.composing) window.setTimeout(look, 100);
      else resolve();
    };
    look();
  });
}

/** @param {Saver} saver @param {ReturnType<typeof createOutbox>} outbox @param {(sentence: string) => void} announce */
function leaving(saver, outbox, announce) {
  window.addEventListener("beforeunload", (event) => {
    if (!saver.hasUnsent()) return;
    saver.keep();
    void saver.flush();
    event.preventDefault();
    event.returnValue = true;
  });
  for (const [event, isGone] of /** @type {const} */ ([["pagehide", true], ["pageshow", false]])) {
    window.addEventListener(event, () => {
      outbox.close(isGone);
      saver.keep();
    });
  }
  window.addEventListener("online", () => saver.wake());
  document.addEventListener("visibilitychange", () => saver.wake());
  window.setInterval(() => outbox.beat(), HEARTBEAT);
  // What is exported is what is stored.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[download]") : null;
    if (!(link instanceof HTMLAnchorElement) || !saver.hasUnsent()) return;
    event.preventDefault();
    void saver.flush().then(() => {
      if (saver.hasUnsent()) announce("还没有导出：有改动未能保存，导出的文件里会缺少它们。保存后再试。");
      else window.location.assign(link.href);
    });
  });
}

const paper = byId("paper");
if ("editable" in paper.dataset) {
  const { draft = "", saveUrl = "" } = paper.dataset;
  void resend(orphans(draft), saveUrl, (client) => forget(draft, client), byId("trouble")).then((isReady) => {
    if (isReady) start(paper);
  });
}
