// The open paper and the server: saving, hearing of others, what an earlier page left unsent, leaving.
import { createConflicts } from "editor/conflicts.js";
import { mergedParagraphs, newKey } from "editor/keys.js";
import { createOutbox } from "editor/outbox.js";
import { placeAt, readManuscript } from "editor/paragraphs.js";
import { around, byId } from "editor/page.js";
import { createPolling } from "editor/polling.js";
import { createPresence } from "editor/presence.js";
import { takeBindings, takeNews } from "editor/remote.js";
import { resend } from "editor/resending.js";
import { Saver } from "editor/saving.js";
import { createSaveState } from "editor/status.js";

/** @typedef {import("prosemirror-view").EditorView} EditorView */

/** Resolves when no input method is at work in the paper. @param {EditorView} view @returns {Promise<void>} */
export function settled(view) {
  return new Promise((resolve) => {
    const look = () => {
      if (view.composing) window.setTimeout(look, 100);
      else resolve();
    };
    look();
  });
}

/**
 * @param {DOMStringMap} data of the paper
 * @param {import("editor/paragraphs.js").Manuscript} stored what the page was written from
 * @param {() => EditorView} view
 * @param {(sentence: string) => void} announce
 */
export function createTogether(data, stored, view, announce) {
  const { draft = "", writer = "", saveUrl = "" } = data;
  const client = newKey();
  const outbox = createOutbox(draft, writer, client);
  const saveState = createSaveState(byId("save-state"), byId("trouble"));
  const presence = createPresence(byId("people"), byId("sure"), view, announce);
  const saver = new Saver({
    url: saveUrl,
    client,
    base: Number(data.sequence),
    outbox,
    stored,
    paper: {
      read: () => readManuscript(view().state.doc),
      merged: () => mergedParagraphs(view().state),
      isComposing: () => view().composing,
      settled: () => settled(view()),
      onAnswer,
      onRest: () => takeNews(view(), saver),
    },
    onState: saveState.show,
  });
  /** @type {ReturnType<typeof createConflicts>} */
  let conflicts;

  /** @param {any} answer */
  function onAnswer(answer) {
    takeNews(view(), saver);
    takeBindings(view(), saver, answer.bindings);
    conflicts.show(answer.conflicts);
    document.body.dispatchEvent(new CustomEvent("draft-saved", { detail: { sequence: answer.sequence } }));
  }

  /** @param {any} news what others have stored since the last save or look */
  function onNews(news) {
    saver.hear(news);
    saver.base = news.sequence;
    takeNews(view(), saver);
    conflicts.refresh();
    document.body.dispatchEvent(new CustomEvent("draft-saved", { detail: { sequence: news.sequence } }));
  }

  function place() {
    const { $head } = view().state.selection;
    return (view().hasFocus() && placeAt($head)?.node.attrs.key) || "";
  }

  return {
    saver,
    plugin: presence.plugin,
    /** The paper is on the screen. */
    begin() {
      conflicts = createConflicts(byId("conflicts"), view(), saver);
      saver.tell("saved");
      const polling = createPolling(saver, { place, settled: () => settled(view()), onNews, onPeople: presence.show });
      void resend(outbox, saver, conflicts).then((isSent) => {
        if (!isSent) return;
        if (!saver.hasUnsent()) saver.rest();
        polling.wake();
      });
      leaving(saver, polling, announce);
      return polling;
    },
  };
}

/** @param {Saver} saver @param {{wake: () => void}} polling @param {(sentence: string) => void} announce */
function leaving(saver, polling, announce) {
  window.addEventListener("beforeunload", (event) => {
    if (!saver.hasUnsent()) return;
    saver.keep();
    void saver.flush();
    event.preventDefault();
    event.returnValue = true;
  });
  // Shown again from the browser's cache, the page may be older than what another tab has sent for it.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  const wake = () => {
    saver.wake();
    polling.wake();
  };
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => saver.wake());
  document.body.addEventListener("signed-in", wake);
  // What is exported is what is stored.
  document.addEventListener("click", (event) => {
    const link = around(event, "a[download]");
    if (!(link instanceof HTMLAnchorElement) || !saver.hasUnsent()) return;
    event.preventDefault();
    void saver.flush().then(() => {
      if (saver.hasUnsent()) announce("还没有导出：有改动未能保存，导出的文件里会缺少它们。保存后再试。");
      else window.location.assign(link.href);
    });
  });
}
