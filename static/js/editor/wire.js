// One question to the server and its answer; what can go wrong has a name.

/**
 * @typedef {object} Answer
 * @property {"ok" | "offline" | "signed-out" | "refused"} outcome
 * @property {any} [body] the JSON of a good answer
 * @property {string} [sentence] what the server says is wrong
 */

const TIMEOUT = 20000;
const SIGNED_OUT = "登录已过期，刚改的文字还在这一页上。请在新标签页重新登录，再回到这里，会自动保存。";

/** Django changes the token at login, which may have happened in another tab: the cookie is newer than the page. */
function csrfToken() {
  const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  return cookie ? cookie[1] : document.getElementById("paper")?.dataset.csrf || "";
}

/**
 * @param {string} url
 * @param {object} [body] with it: POST
 * @returns {Promise<Answer>}
 */
export async function ask(url, body) {
  /** @type {RequestInit} */
  const options = { credentials: "same-origin", signal: AbortSignal.timeout(TIMEOUT), headers: { Accept: "application/json" } };
  if (body) {
    options.method = "POST";
    options.body = JSON.stringify(body);
    options.headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  }
  try {
    return await read(await fetch(url, options));
  } catch {
    return { outcome: "offline" };
  }
}

/** @param {Response} response @returns {Promise<Answer>} */
async function read(response) {
  const isJson = (response.headers.get("Content-Type") || "").includes("json");
  if (response.ok && isJson && !response.redirected) return { outcome: "ok", body: await response.json() };
  if (response.status >= 500 || response.status === 429) return { outcome: "offline" };
  const sentence = isJson ? (await response.json()).error : "";
  // A login page, or a form token that is no longer valid, instead of an answer.
  if (response.status === 401 || response.redirected || !isJson) {
    return { outcome: "signed-out", sentence: sentence || SIGNED_OUT };
  }
  return { outcome: "refused", sentence };
}
