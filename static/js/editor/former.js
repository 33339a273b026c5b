// A speech that began as a copy: the old unit, meeting and year are marked on the paper while they still stand there.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** @param {import("prosemirror-model").Node} doc */
function marks(doc) {
  const texts = [...document.querySelectorAll("#former [data-former]")].map((row) => /** @type {HTMLElement} */ (row).dataset.former || "");
  /** @type {Decoration[]} */
  const found = [];
  if (texts.length) {
    doc.descendants((node, pos) => {
      if (!node.isTextblock) return true;
      for (const text of texts) {
        for (let at = node.textContent.indexOf(text); at >= 0; at = node.textContent.indexOf(text, at + text.length)) {
          found.push(Decoration.inline(pos + 1 + at, pos + 1 + at + text.length, { class: "former-text", title: "底稿里的旧说法，请核对" }));
        }
      }
      return false;
    });
  }
  return DecorationSet.create(doc, found);
}

export function shownFormer() {
  /** @type {Plugin<DecorationSet>} */
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
