// Shows which line the caret is in.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** @param {(state: import("prosemirror-state").EditorState) => void} onMove is told after every move of the caret or change of the text */
export function currentLine(onMove) {
  return new Plugin({
    props: {
      decorations({ doc, selection: { $head } }) {
        if (!$head.depth) return null;
        return DecorationSet.create(doc, [Decoration.node($head.before(1), $head.after(1), { class: "current" })]);
      },
    },
    view: (view) => {
      onMove(view.state);
      return {
        update(now, before) {
          if (!before.selection.eq(now.state.selection) || before.doc !== now.state.doc) onMove(now.state);
        },
      };
    },
  });
}
