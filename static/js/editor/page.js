// The page around the paper: its elements, and what the server answers.
import { ask } from "editor/wire.js";

const NOT_REACHED = "没有取到：网络不通。稍后再点一次即可，稿子没有变化。";

/** What the page loads beside us. */
export const { htmx } = /** @type {{htmx: {ajax(method: string, url: string, context: object): Promise<void>}}} */ (/** @type {unknown} */ (window));

/** @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
export const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** What an element is known to hold. @template {HTMLElement} [T=HTMLElement] @param {ParentNode} root @param {string} selector @returns {T} */
export const part = (root, selector) => /** @type {T} */ (root.querySelector(selector));

/** The element around what an event met. @param {Event} event @param {string} selector @returns {HTMLElement | null} */
export const around = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);

/** Quotation marks within become single ones, as in speeches/manuscript/punctuation.py. @param {string} text */
export const quoted = (text) => `“${text.replaceAll("“", "‘").replaceAll("”", "’")}”`;

/**
 * Return the body of a good answer; otherwise nothing, and it is said why.
 * @param {(sentence: string) => void} announce
 * @param {string} url
 * @param {object} [body] with it: POST
 */
export async function fetched(announce, url, body) {
  const answer = await ask(url, body);
  if (answer.outcome !== "ok") announce(answer.sentence || NOT_REACHED);
  return answer.outcome === "ok" ? answer.body : null;
}
