// Facts and open places around the paper: the panel kept fresh, the list of open places, and what an insertion leaves open.
import { closeHistory } from "prosemirror-history";
import { INSERTED } from "editor/library.js";
import { around, byId, part } from "editor/page.js";
import { openPlaceholders } from "editor/placeholders.js";
import { selected } from "editor/ranges.js";

/** @typedef {{from: number, to: number, text: string, key: string, around: string}} Place */

/** What is asked for: named, no prompt to the writer, nothing computed. */
const ASKED = /^【(?!提示)([^】]+)】$/;
const COMPUTED = /\s(?:占|同比|增减)/;
const AROUND = 6;

/**
 * @param {import("prosemirror-view").EditorView} view
 * @param {HTMLFormElement} box asks after an insertion
 * @param {(url: string) => Promise<void>} get fetches the panel
 */
export function createFacts(view, box, get) {
  const rows = part(box, ".ask-rows");
  const varying = (box.dataset.varying || "").split(" ");
  /** @type {string[]} */
  let keys = [];
  let isStale = false;

  const panel = () => byId("facts");
  const isInUse = () => panel().matches(":has(input:focus, details[open])");

  /** The panel as it now is, unless somebody is writing in it: then once they have left it. */
  function refresh() {
    isStale = isInUse();
    if (!isStale) void get(panel().dataset.url || "");
  }

  /** What is open in the inserted paragraphs, in reading order. @returns {Place[]} */
  function open() {
    const { doc } = view.state;
    return openPlaceholders(doc).flatMap(({ from, to }) => {
      const $from = doc.resolve(from);
      const { textContent, attrs } = $from.parent;
      const [start, end] = [$from.parentOffset, $from.parentOffset + to - from];
      const text = textContent.slice(start, end);
      if (!keys.includes(attrs.key) || !ASKED.test(text) || COMPUTED.test(text)) return [];
      return [{ from, to, text, key: attrs.key, around: `……${textContent.slice(Math.max(0, start - AROUND), end + AROUND)}……` }];
    });
  }

  /** @param {string} words @param {string} name of a fact, "" for one place only */
  function field(words, name) {
    const label = document.createElement("label");
    label.textContent = words;
    const input = document.createElement("input");
    Object.assign(input, { maxLength: 200, pattern: "[^【】]*", title: "不能有【】", autocomplete: "off", id: `ask-${rows.childElementCount}`, name: name && "value" });
    label.htmlFor = input.id;
    if (name) {
      const hidden = document.createElement("input");
      Object.assign(hidden, { type: "hidden", name: "name", value: name });
      label.append(hidden);
    }
    rows.append(label, input);
  }

  function ask() {
    rows.replaceChildren();
    const named = new Set();
    for (const { text, around } of open()) {
      const name = text.slice(1, -1);
      if (varying.includes(name)) field(around, "");
      else if (!named.has(name)) field(name, name);
      named.add(name);
    }
    box.hidden = !rows.childElementCount;
  }

  /** Fill the places that hold a value of their own, as one change; facts go to the server and come back to all places. */
  function fill() {
    const inputs = /** @type {HTMLInputElement[]} */ ([...rows.querySelectorAll(":scope > input:not([name=value])")]);
    const places = open();
    const tr = closeHistory(view.state.tr);
    for (const { value, labels } of inputs) {
      // By the words around it: what was filled by hand meanwhile is not there any more.
      const at = places.findIndex(({ around }) => around === labels?.[0].textContent);
      const [place] = at < 0 ? [] : places.splice(at, 1);
      if (place && value.trim()) tr.insertText(value.trim(), tr.mapping.map(place.from), tr.mapping.map(place.to));
    }
    if (tr.docChanged) view.dispatch(tr);
    // An empty field is no fact: it must not open what is filled elsewhere.
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (rows.querySelectorAll("input[name=value]"))) {
      const names = /** @type {HTMLElement} */ (input.previousElementSibling).querySelector("input");
      if (!input.value.trim() && names) names.disabled = input.disabled = true;
    }
    box.hidden = true;
    view.focus();
  }

  /** @param {number} at @param {string} text */
  function goTo(at, text) {
    const { state } = view;
    const all = openPlaceholders(state.doc);
    const alike = all.filter(({ from, to }) => state.doc.textBetween(from, to) === text);
    const place = alike.includes(all[at]) ? all[at] : alike[0];
    if (place) view.dispatch(selected(state, place).scrollIntoView());
    view.focus();
  }

  document.addEventListener(INSERTED, (event) => {
    ({ keys } = /** @type {CustomEvent} */ (event).detail);
    ask();
  });
  // Before htmx reads the fields.
  box.addEventListener("submit", fill, true);
  box.addEventListener("reset", () => {
    box.hidden = true;
    view.focus();
  });
  box.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") box.reset();
  });
  document.body.addEventListener("draft-saved", refresh);
  // Somebody has begun to write in it while the fresh one was on its way.
  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx } = /** @type {CustomEvent} */ (event).detail;
    // What was stored must not stand in the form for the next figure; what was refused comes back with the answer.
    if (ctx.sourceElement.matches(".figure-form")) ctx.sourceElement.reset();
    if (ctx.target !== panel() || ctx.request.method !== "GET" || !isInUse()) return;
    event.preventDefault();
    isStale = true;
  });
  // Left, or a figure closed. What bubbles not is caught on its way down.
  for (const left of ["focusout", "toggle"]) {
    byId("facts-block").addEventListener(left, () => window.setTimeout(() => isStale && refresh()), true);
  }
  // The form opens below the fold of the panel: its first field shows that something has happened.
  byId("facts-block").addEventListener("click", (event) => {
    const figure = around(event, ".figure > summary")?.parentElement;
    window.setTimeout(() => figure?.matches("[open]") && part(figure, "input:not([type=hidden])").focus());
  });
  document.addEventListener("click", (event) => {
    if (around(event, "[data-fill-facts]")) document.body.dispatchEvent(new CustomEvent("facts-changed"));
    const link = around(event, "a[data-place]");
    if (!link) return;
    event.preventDefault();
    goTo(Number(link.dataset.place), link.dataset.text || "");
  });
  return {
    /** Undone, or filled by hand: there is nothing left to ask. */
    show: () => void (box.hidden ||= !open().length),
  };
}
