// Who else has the draft open: a list by the title, a name in the margin of each one's line, and a question before a
// paragraph somebody is in goes away.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { part, quoted } from "editor/page.js";
import { placeOf, segments } from "editor/paragraphs.js";
import { isFromServer } from "editor/transactions.js";

/** @typedef {import("editor/polling.js").Person} Person */
/** @typedef {import("prosemirror-model").Node} Node */

/** @type {PluginKey<Person[]>} */
const here = new PluginKey("people");
const SURE = "sure";

/**
 * @param {HTMLElement} list
 * @param {HTMLDialogElement} dialog with a sentence and two buttons of a form
 * @param {() => import("prosemirror-view").EditorView} view
 * @param {(sentence: string) => void} announce
 */
export function createPresence(list, dialog, view, announce) {
  /** @param {string} names @param {import("prosemirror-state").Transaction} tr */
  function ask(names, tr) {
    part(dialog, "p").textContent = `${names}正在这一段里，仍要删除吗？`;
    dialog.onclose = () => {
      if (dialog.returnValue === "yes") {
        if (view().state.doc.eq(tr.before)) view().dispatch(tr.setMeta(SURE, true));
        else announce("这时稿子又有了变化，没有删除。请再删一次。");
      }
      dialog.returnValue = "";
      view().focus();
    };
    if (!dialog.open) dialog.showModal();
  }

  const plugin = new Plugin({
    key: here,
    state: { init: () => /** @type {Person[]} */ ([]), apply: (tr, people) => tr.getMeta(here) || people },
    filterTransaction(tr, state) {
      const people = here.getState(state) || [];
      if (!people.length || !tr.docChanged || isFromServer(tr) || tr.getMeta(SURE)) return true;
      const names = people.filter(({ key }) => isGone(state.doc, tr.doc, key)).map(({ name }) => name);
      if (!names.length) return true;
      ask(names.join("、"), tr);
      return false;
    },
    props: {
      decorations(state) {
        /** @type {Map<number, string[]>} */
        const names = new Map();
        for (const { name, key } of here.getState(state) || []) {
          const place = placeOf(state.doc, key);
          if (place) names.set(place.linePos, [...(names.get(place.linePos) || []), name]);
        }
        return DecorationSet.create(state.doc, [...names].map(([pos, all]) =>
          Decoration.node(pos, pos + /** @type {Node} */ (state.doc.nodeAt(pos)).nodeSize, { "data-people": all.join("、") })));
      },
    },
  });

  return {
    plugin,
    /** @param {Person[]} people */
    show(people) {
      view().dispatch(view().state.tr.setMeta(here, people));
      list.replaceChildren(...people.map(({ name, key }) => {
        const chip = document.createElement("span");
        const section = sectionOf(view().state.doc, key);
        chip.textContent = section ? `${name}在${quoted(section)}` : name;
        chip.title = section ? chip.textContent : `${name}也打开着这篇稿子`;
        return chip;
      }));
    },
  };
}

/** Whether a paragraph is taken away, or all it says. @param {Node} before @param {Node} after @param {string} key */
function isGone(before, after, key) {
  const was = placeOf(before, key)?.node.textContent;
  const is = placeOf(after, key)?.node.textContent;
  return was !== undefined && (is === undefined || Boolean(was && !is && !after.textContent.includes(was)));
}

/** The heading above a paragraph, the paragraph's own words before the first one. @param {Node} doc @param {string} key */
function sectionOf(doc, key) {
  const all = segments(doc);
  const at = all.findIndex(({ node }) => node.attrs.key === key);
  const head = all.slice(0, at + 1).reverse().find(({ node }) => node.attrs.role === "heading");
  return at < 0 ? "" : head ? head.node.textContent : "开头";
}
