// A speech that began as a copy: the old unit, meeting and year are marked on the paper while they still stand there.
import { Plugin } from "prosemirror-state";
import { drawn, rangesIn } from "editor/ranges.js";

const ATTRS = { class: "former-text", title: "底稿里的旧说法，请核对" };

/** @param {import("prosemirror-model").Node} doc */
function marks(doc) {
  const texts = [...document.querySelectorAll("#former [data-former]")].map((row) => row.getAttribute("data-former") || "");
  const found = rangesIn(doc, ({ textContent }) => texts.flatMap((text) => everywhere(textContent, text)));
  return drawn(doc, found, () => ATTRS);
}

/** @param {string} words @param {string} text */
function everywhere(words, text) {
  const found = [];
  for (let from = words.indexOf(text); from >= 0; from = words.indexOf(text, from + text.length)) found.push({ from, to: from + text.length });
  return found;
}

export function shownFormer() {
  /** @type {Plugin<import("prosemirror-view").DecorationSet>} */
  const plugin = new Plugin({
    state: {
      init: (_config, { doc }) => marks(doc),
      apply: (tr, old) => (tr.docChanged || tr.getMeta(plugin) ? marks(tr.doc) : old),
    },
    props: { decorations: (state) => plugin.getState(state) },
    // The list is asked for again after a save; what it no longer names is marked no more.
    view(view) {
      const again = () => view.dispatch(view.state.tr.setMeta(plugin, true));
      document.body.addEventListener("htmx:after:swap", again);
      return { destroy: () => document.body.removeEventListener("htmx:after:swap", again) };
    },
  });
  return plugin;
}
