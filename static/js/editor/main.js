// The editor page: reads the paper the server wrote, makes it editable, and connects what stands around it.
import { history, isHistoryTransaction, undo } from "prosemirror-history";
import { DOMParser } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { borders } from "editor/borders.js";
import { createAdopting } from "editor/adopting.js";
import { createBorrowing } from "editor/borrow.js";
import { currentLine } from "editor/caret.js";
import { clipboard } from "editor/clipboard.js";
import { endFlash, followingCounts, unhealCounts } from "editor/counts.js";
import { unbrokenDates } from "editor/dates.js";
import { createDragging } from "editor/dragging.js";
import { createEnumerations } from "editor/enumerations.js";
import { createFacts } from "editor/facts.js";
import { createFinding, shownHits } from "editor/finding.js";
import { shownFormer } from "editor/former.js";
import { mintKeys, uniqueKeys } from "editor/keys.js";
import { createLibrary, openLibrary, panelKeys } from "editor/library.js";
import { drawnMarkers, markersByKey } from "editor/markers.js";
import { createMaterial } from "editor/material.js";
import { createOutline } from "editor/outline.js";
import { createTabs, keepOpen, keepTitle, tellOfVersions } from "editor/panel.js";
import { byId, htmx } from "editor/page.js";
import { createPasting } from "editor/pasting.js";
import { readManuscript } from "editor/paragraphs.js";
import { shownPlaceholders } from "editor/placeholders.js";
import { createProofing, shownFindings } from "editor/proofing.js";
import { createProvenance } from "editor/provenance.js";
import { createRestoring } from "editor/restoring.js";
import { createReading } from "editor/reading.js";
import { schema } from "editor/schema.js";
import { shortcuts } from "editor/shortcuts.js";
import { createLength, createNotices } from "editor/status.js";
import { createTogether, settled } from "editor/together.js";
import { createToolbar } from "editor/toolbar.js";
import { createViewing } from "editor/viewing.js";

const FLASH_TIME = 4000;
const UNDO_DEPTH = 1000;

/** @param {HTMLElement} paper */
function start(paper) {
  const data = /** @type {Record<string, string>} */ (paper.dataset);
  const lengths = createLength(byId("length"), () => Number(byId("outline").dataset.perMinute));
  const notices = createNotices(byId("notices"), () => undo(view.state, view.dispatch));
  const toolbar = createToolbar(byId("paragraph-bar"), () => view);
  /** @type {ReturnType<typeof createOutline> | undefined} */
  let outline;
  /** @type {ReturnType<typeof createFinding> | undefined} */
  let finding;
  /** @type {ReturnType<typeof createFacts> | undefined} */
  let facts;

  /** @param {EditorState} state */
  function show(state) {
    toolbar.show(state);
    lengths.show(state.doc, markersByKey(state.doc).values());
    outline?.mark();
    finding?.show();
    facts?.show();
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
  const together = createTogether(data, stored, () => view, desk.announce);
  const { saver } = together;
  const plugins = [
    together.plugin,
    uniqueKeys(),
    drawnMarkers(),
    followingCounts(onHealed),
    shownPlaceholders(),
    shownFormer(),
    unbrokenDates(),
    shownFindings(),
    shownHits(),
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
      attributes: { role: "textbox", tabindex: "0", "aria-multiline": "true", "aria-label": "讲话稿正文", spellcheck: "false", class: "paper" },
      dispatchTransaction(tr) {
        if (isHistoryTransaction(tr)) notices.hide();
        view.updateState(view.state.apply(tr));
        if (tr.docChanged) saver.changed();
      },
    },
  );
  async function saveVersion() {
    await saver.flush();
    if (saver.hasUnsent()) {
      notices.say("还没有存为一版：有改动未能保存");
      return;
    }
    tabs.show("tab-revisions");
    await htmx.ajax("POST", data.revisionsUrl, { target: "#revisions-panel" });
    /** @type {HTMLElement | null} */ (document.querySelector("#revisions [autofocus]"))?.focus();
    document.body.dispatchEvent(new CustomEvent("revision-kept"));
    notices.say("已存为一版，可以在右边起个名字");
  }

  finding = createFinding(view, byId("find-bar"), (sentence, undoable) => notices.say(sentence, undoable));
  createViewing(byId("view-menu"), byId("desk"), byId("paper"), byId("help"));
  outline = createOutline(view, byId("left"), (sentence, undoable) => notices.say(sentence, undoable));
  const tabs = createTabs(byId("right"));
  keepOpen(byId("facts-block"));
  keepTitle();
  tellOfVersions();
  panelKeys(byId("right"), () => view.focus());
  const library = createLibrary(view, { proposalUrl: data.proposalUrl, fillUrl: data.fillUrl, flush: () => saver.flush(), announce: desk.announce });
  createDragging(view, (entry) => library.insert(entry));
  facts = createFacts(view, byId("ask"), (url) => htmx.ajax("GET", url, { target: "#facts", swap: "outerMorph" }));
  const save = async () => {
    await saver.flush();
    return !saver.hasUnsent();
  };
  createMaterial(paper, data.materialUrl, save, desk.announce);
  createEnumerations(view, byId("enumeration"), data.proposalUrl, desk.announce);
  createProvenance(() => view, byId("provenance-panel"), {
    flush: () => saver.flush(),
    load: (url) => htmx.ajax("GET", url, { target: "#provenance-panel" }),
  });
  createRestoring(() => view, byId("compare-window"), { save, announce: desk.announce });
  createBorrowing(view, byId("borrow"), { save, announce: desk.announce });
  createAdopting(view, byId("opinions-panel"), { save, announce: (sentence, undoable) => notices.say(sentence, undoable) });
  createProofing(view, byId("proof-panel"), byId("dismiss"), {
    isUnsettled: () => saver.hasUnsent(),
    announce: (sentence, undoable) => notices.say(sentence, undoable),
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    void saveVersion();
  });
  show(view.state);
  // A calibrated pace comes with the outline.
  document.body.addEventListener("htmx:after:swap", () => show(view.state));
  const polling = together.begin();
  const minted = mintKeys(view.state.tr);
  if (minted) view.dispatch(minted.setMeta("addToHistory", false));
  paper.dataset.ready = "";
  // For tests and for the console: the document as the editor holds it.
  Object.assign(paper, { editor: { view, saver, polling } });
}

const paper = byId("paper");
if ("editable" in paper.dataset) start(paper);
else createReading(paper, byId("right"));
