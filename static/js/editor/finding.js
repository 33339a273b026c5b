// Find and replace over the whole draft: every hit is marked and listed with what it would become, before anything changes.
import { closeHistory } from "prosemirror-history";
import { Plugin, PluginKey } from "prosemirror-state";
import { around } from "editor/page.js";
import { drawn, goTo, rangesIn } from "editor/ranges.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {{from: number, to: number, block: Node, at: number}} Hit `at` is its offset in the block */

/** @type {PluginKey<{query: string, hits: Hit[]}>} */
const FOUND = new PluginKey("found");
const LISTED = 100;
const AROUND = 12;

/** @param {Node} doc @param {string} query @returns {Hit[]} */
function hitsOf(doc, query) {
  if (!query) return [];
  const wanted = new RegExp(query.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), "giu");
  return rangesIn(doc, (block) => [...block.textContent.matchAll(wanted)].map(({ index: at, 0: text }) => ({ from: at, to: at + text.length, block, at })));
}

export function shownHits() {
  return new Plugin({
    key: FOUND,
    state: {
      init: () => ({ query: "", hits: /** @type {Hit[]} */ ([]) }),
      apply(tr, old) {
        const query = tr.getMeta(FOUND) ?? old.query;
        return tr.docChanged || query !== old.query ? { query, hits: hitsOf(tr.doc, query) } : old;
      },
    },
    props: {
      decorations(state) {
        const { hits = [] } = FOUND.getState(state) || {};
        const { from, to } = state.selection;
        return drawn(state.doc, hits, (hit) => ({ class: hit.from === from && hit.to === to ? "found current" : "found" }));
      },
    },
  });
}

/**
 * @param {import("prosemirror-view").EditorView} view
 * @param {HTMLFormElement} bar
 * @param {(sentence: string, undoable?: boolean) => void} announce
 */
export function createFinding(view, bar, announce) {
  const [find, replace] = /** @type {HTMLInputElement[]} */ ([...bar.querySelectorAll("input")]);
  const [count, list] = /** @type {HTMLElement[]} */ ([...bar.querySelectorAll("[data-part]")]);
  const hits = () => FOUND.getState(view.state)?.hits || [];
  const current = () => hits().findIndex(({ from, to }) => from === view.state.selection.from && to === view.state.selection.to);
  let drawn = "";

  /** @param {Hit} hit */
  function row({ from, to, block, at }) {
    const text = block.textContent;
    const [item, button, mark, added] = ["li", "button", "mark", "ins"].map((tag) => document.createElement(tag));
    mark.textContent = text.slice(at, at + to - from);
    added.textContent = replace.value;
    const end = at + to - from;
    button.append(text.slice(Math.max(0, at - AROUND), at), mark, added, text.slice(end, end + AROUND));
    button.setAttribute("type", "button");
    item.append(button);
    return item;
  }

  /** The list follows the text, as the marks do. */
  function show() {
    if (bar.hidden) return;
    const all = hits();
    const at = current();
    count.textContent = !find.value ? "" : all.length ? `${at + 1 || "共"} / ${all.length}` : "没有找到";
    const state = JSON.stringify([all.slice(0, LISTED).map(({ from, to, block }) => [from, to, block.textContent]), replace.value]);
    if (state !== drawn) list.replaceChildren(...all.slice(0, LISTED).map(row));
    drawn = state;
    [...list.children].forEach((item, index) => item.toggleAttribute("aria-current", index === at));
  }

  /** @param {number} index */
  function pick(index) {
    const hit = hits()[index];
    if (!hit) return;
    goTo(view, hit);
    list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} step */
  function turn(step) {
    const all = hits();
    const at = current();
    const { from } = view.state.selection;
    const next = at >= 0 ? at + step : step > 0 ? all.findIndex((hit) => hit.from >= from) : all.filter((hit) => hit.from < from).length - 1;
    // From the top again after the last.
    pick(next < 0 && step > 0 ? 0 : (next + all.length) % (all.length || 1));
  }

  /** @param {Hit[]} some */
  function exchange(some) {
    const tr = closeHistory(view.state.tr);
    for (const { from, to } of [...some].reverse()) {
      if (replace.value) tr.insertText(replace.value, from, to);
      else tr.delete(from, to);
    }
    view.dispatch(tr);
  }

  function one() {
    const at = current();
    if (at < 0) return turn(1);
    exchange([hits()[at]]);
    turn(1);
  }

  function all() {
    const found = hits();
    if (!found.length) return;
    exchange(found);
    announce(`已替换 ${found.length} 处`, true);
  }

  function close() {
    bar.hidden = true;
    view.dispatch(view.state.tr.setMeta(FOUND, ""));
    view.focus();
  }

  /** What is looked for comes first, as in Word; once it is known, Ctrl+H goes on to what replaces it. */
  function open(isReplacing = false) {
    // The browser's selection: the paper learns of it a moment later.
    const selected = view.hasFocus() ? String(document.getSelection()) : "";
    const isNew = selected && !selected.includes("\n") && selected.length <= find.maxLength;
    const isKnown = isNew || document.activeElement === find;
    const field = isReplacing && isKnown ? replace : find;
    bar.hidden = false;
    if (isNew) find.value = selected;
    search();
    field.focus();
    field.select();
  }

  function search() {
    view.dispatch(view.state.tr.setMeta(FOUND, find.value));
    show();
  }

  const actions = { one, all, close, 1: () => turn(1), "-1": () => turn(-1) };

  find.addEventListener("input", search);
  replace.addEventListener("input", show);
  bar.addEventListener("submit", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = around(event, "button");
    if (!button) return;
    if (list.contains(button)) pick([...list.children].indexOf(/** @type {Element} */ (button.parentElement)));
    else actions[/** @type {keyof actions} */ (button.dataset.find)]();
  });
  bar.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") close();
    else if (event.key !== "Enter" || event.target instanceof HTMLButtonElement) return;
    else if (event.target === replace) one();
    else turn(event.shiftKey ? -1 : 1);
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key !== "f" && event.key !== "h") return;
    event.preventDefault();
    open(event.key === "h");
  });
  return { show };
}
