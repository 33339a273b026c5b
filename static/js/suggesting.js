// The leader's page: words put otherwise, a paragraph written in where it stands, one more, one less.

/** What the page loads beside us. */
const { htmx } = /** @type {{htmx: {ajax(method: string, url: string, context: object): Promise<void>}}} */ (/** @type {unknown} */ (window));

/** A form in which something was written. */
const begun = () => [.../** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll(".comment-form textarea"))].find((one) => one.value !== one.defaultValue);

/** Go to what was begun, if anything was. */
function isBegun() {
  const waiting = begun();
  waiting?.scrollIntoView({ block: "center" });
  waiting?.focus();
  return Boolean(waiting);
}

/** @param {HTMLElement} bar @param {HTMLElement} pressed */
async function suggest(bar, { dataset }) {
  bar.hidden = true;
  if (isBegun()) return;
  const about = new URLSearchParams(bar.dataset.asked);
  if (dataset.show) {
    await htmx.ajax("GET", `${dataset.show}?${about}`, { target: "#reading", swap: "outerMorph" });
    document.getElementById("carried-what")?.focus();
    document.querySelector("#text .going")?.scrollIntoView({ block: "center" });
    return;
  }
  about.set("kind", dataset.suggest || "");
  if (dataset.phrase) about.set("phrase", dataset.phrase);
  if (dataset.add) {
    await htmx.ajax("POST", dataset.add, { target: "#reading", swap: "outerMorph", values: Object.fromEntries(about) });
    return;
  }
  for (const form of document.querySelectorAll(".comment-form")) form.remove();
  const until = about.get("until");
  const line = document.querySelector(`#text [data-key="${CSS.escape(until || about.get("key") || "")}"]`)?.closest(".line");
  const isOfWords = dataset.suggest === "words" && !until;
  const place = isOfWords || !line ? { target: "#comment-place", swap: "innerHTML" } : { target: line, swap: "afterend" };
  await htmx.ajax("GET", `${bar.dataset.suggestUrl}?${about}`, place);
  const text = /** @type {HTMLTextAreaElement | null} */ (document.querySelector(".suggest-form textarea"));
  text?.form?.scrollIntoView({ block: "nearest" });
  text?.focus({ preventScroll: true });
  if (isOfWords) text?.select();
  else text?.setSelectionRange(text.value.length, text.value.length);
}

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-suggest], .suggest-form [data-cancel]") : null;
  if (!(pressed instanceof HTMLElement)) return;
  event.preventDefault();
  const bar = document.getElementById("annotate");
  if (pressed.dataset.suggest && bar) void suggest(bar, pressed);
  else pressed.closest(".suggest-form")?.remove();
});

// A decision would leave the page, and what was begun with it.
document.addEventListener("submit", (event) => {
  if (!(event.target instanceof Element) || !event.target.matches(".decide") || !isBegun()) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("tell", { detail: "这里写了还没有提出：请先提出或取消，再作结论。" }));
});

document.addEventListener("keydown", ({ key }) => key === "Escape" && document.getElementById("put-down")?.click());

// A module of its own, with names of its own.
export {};
