// @ in a box offers the names that `data-people`, on it or around it, leads to; the server reads them from the text.

const BEGUN = /[@＠]([^\s@＠，。、：；]{0,12})$/u;
/** @type {Map<string, Promise<string[]>>} */
const asked = new Map();
const list = document.createElement("ul");
list.className = "mention-list";
list.id = "mention-list";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "提到谁");
list.hidden = true;
document.body.append(list);
/** @type {HTMLTextAreaElement | null} */
let box = null;

/** @param {string} url @returns {Promise<string[]>} */
function namesAt(url) {
  if (!asked.has(url)) asked.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : { names: [] })).then(({ names }) => names, () => []));
  return /** @type {Promise<string[]>} */ (asked.get(url));
}

function close() {
  list.hidden = true;
  box?.removeAttribute("aria-activedescendant");
}

/** What was typed behind the sign that the caret stands behind. @param {HTMLTextAreaElement} at */
const begunIn = (at) => BEGUN.exec(at.value.slice(0, at.selectionStart));

/** @param {number} step */
function point(step) {
  const rows = [...list.children];
  const now = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  const next = (now + step + rows.length) % rows.length;
  rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === next)));
  rows[next].scrollIntoView({ block: "nearest" });
  box?.setAttribute("aria-activedescendant", rows[next].id);
}

/** @param {string} name */
function take(name) {
  const begun = box && begunIn(box);
  close();
  if (!box || !begun) return;
  box.setRangeText(`@${name} `, begun.index, box.selectionStart, "end");
  box.focus();
}

document.addEventListener("input", async ({ target }) => {
  const people = target instanceof HTMLTextAreaElement && /** @type {HTMLElement | null} */ (target.closest("[data-people]"))?.dataset.people;
  if (!people || !(target instanceof HTMLTextAreaElement)) return;
  box = target;
  if (!begunIn(target)) return close();
  const names = await namesAt(people);
  const begun = box === target && begunIn(target);
  const fitting = begun ? [...new Set(names)].filter((name) => name.startsWith(begun[1]) && name !== begun[1]) : [];
  if (!fitting.length) return close();
  list.replaceChildren(...fitting.map((name, at) => {
    const row = document.createElement("li");
    Object.assign(row, { id: `mention-${at}`, textContent: name });
    row.setAttribute("role", "option");
    return row;
  }));
  const { left, bottom } = target.getBoundingClientRect();
  list.style.left = `${left + scrollX}px`;
  list.style.top = `${bottom + scrollY}px`;
  list.hidden = false;
  point(1);
});
document.addEventListener("keydown", (event) => {
  if (list.hidden || event.target !== box || event.isComposing) return;
  const chosen = list.querySelector('[aria-selected="true"]')?.textContent || "";
  /** @type {Record<string, () => void>} */
  const does = { ArrowDown: () => point(1), ArrowUp: () => point(-1), Enter: () => take(chosen), Tab: () => take(chosen), Escape: close };
  const act = does[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}, true);
// The press must not take the caret out of the box.
list.addEventListener("pointerdown", (event) => event.preventDefault());
list.addEventListener("click", ({ target }) => target instanceof HTMLLIElement && take(target.textContent || ""));
document.addEventListener("focusout", ({ target }) => target === box && close());

// A module of its own, with names of its own.
export {};
