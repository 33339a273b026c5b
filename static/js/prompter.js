/**
 * 提词: the speech scrolls at the speaker's pace. What is known is how many characters have been spoken; where the
 * page stands follows from it, and from where somebody scrolled to it follows again. Asks the server nothing.
 */

const STORE = "zhibi.prompter";
const SIZES = [24, 160];
const PACES = [60, 400];
/** How far down the line that is being read stands. */
const READING_LINE = 0.35;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {number} value @param {number[]} limits */
const within = (value, [least, most]) => Math.min(most, Math.max(least, value));

/** @param {number} seconds */
function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @returns {{size: number, isLight: boolean, isMirrored: boolean}} */
function kept() {
  const usual = { size: 48, isLight: false, isMirrored: false };
  try {
    return { ...usual, ...JSON.parse(localStorage.getItem(STORE) || "{}") };
  } catch {
    return usual;
  }
}

/** @param {HTMLElement} script */
export function createPrompter(script) {
  const passages = /** @type {HTMLElement[]} */ ([...script.querySelectorAll(".passage[data-before]")]);
  const total = Number(script.dataset.characters);
  const settings = kept();
  let pace = Number(script.dataset.pace);
  let spoken = 0;
  let elapsed = 0;
  let isRunning = false;
  let last = 0;
  let expected = 0;

  /** @param {HTMLElement} passage */
  const before = (passage) => Number(passage.dataset.before);
  /** @param {HTMLElement} passage */
  const own = (passage) => Math.max(1, Number(passage.dataset.characters));
  const line = () => script.clientHeight * READING_LINE;
  /** @param {(passage: HTMLElement) => boolean} test */
  const lastOf = (test) => passages.filter(test).at(-1);
  const current = () => lastOf((passage) => before(passage) <= spoken) || passages[0];

  function place() {
    const passage = current();
    if (!passage) return;
    const share = within((spoken - before(passage)) / own(passage), [0, 1]);
    script.scrollTop = passage.offsetTop + share * passage.offsetHeight - line();
    expected = script.scrollTop;
  }

  /** Somebody scrolled: what stands at the reading line is what is being spoken. */
  function follow() {
    if (Math.abs(script.scrollTop - expected) < 2) return;
    expected = script.scrollTop;
    const y = expected + line();
    const passage = lastOf((one) => one.offsetTop <= y);
    spoken = passage
      ? before(passage) + own(passage) * within((y - passage.offsetTop) / passage.offsetHeight, [0, 1])
      : 0;
    show();
  }

  function show() {
    const head = lastOf((one) => one.classList.contains("passage-head") && before(one) <= spoken);
    byId("place").textContent = head ? head.textContent : script.querySelector("h1")?.textContent || "";
    /** @type {HTMLProgressElement} */ (byId("progress")).value = total ? spoken / total : 0;
    byId("elapsed").textContent = clock(elapsed / 1000);
    byId("left").textContent = clock(((total - spoken) / pace) * 60);
    byId("pace").textContent = `${pace} 字/分`;
  }

  function dress() {
    document.body.classList.toggle("light", settings.isLight);
    document.body.classList.toggle("mirrored", settings.isMirrored);
    script.style.setProperty("--script-size", `${settings.size}px`);
    pressed("theme", !settings.isLight);
    pressed("mirror", settings.isMirrored);
    try {
      localStorage.setItem(STORE, JSON.stringify(settings));
    } catch {
      // Not kept: it looks as usual the next time.
    }
    place();
  }

  /** @param {string} name @param {boolean} isPressed */
  function pressed(name, isPressed) {
    document.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-pressed", String(isPressed));
  }

  /** @param {boolean} runs */
  function run(runs) {
    isRunning = runs && spoken < total;
    document.body.classList.toggle("running", isRunning);
    byId("toggle").firstChild?.replaceWith(isRunning ? "暂停 " : "开始 ");
    last = performance.now();
    if (!isRunning) return;
    // Only where the page is served safely; elsewhere the screen keeps its own habits.
    navigator.wakeLock?.request("screen").catch(() => {});
    requestAnimationFrame(step);
  }

  /** @param {number} now */
  function step(now) {
    if (!isRunning) return;
    const passed = Math.max(0, now - last);
    last = now;
    elapsed += passed;
    spoken = Math.min(total, spoken + (passed * pace) / 60_000);
    place();
    show();
    if (spoken >= total) run(false);
    else requestAnimationFrame(step);
  }

  /** @param {number} screens */
  const turn = (screens) => script.scrollBy({ top: screens * script.clientHeight, behavior: "instant" });

  /** @param {number} to */
  function go(to) {
    spoken = to;
    place();
    show();
  }

  /** @param {number} by */
  function quicken(by) {
    pace = within(pace + by, PACES);
    show();
  }

  /** @param {number} factor */
  function grow(factor) {
    settings.size = within(Math.round(settings.size * factor), SIZES);
    dress();
  }

  /** @type {Record<string, () => void>} */
  const actions = {
    toggle: () => run(!isRunning),
    pause: () => run(false),
    on: () => turn(0.6),
    back: () => turn(-0.6),
    down: () => turn(0.12),
    up: () => turn(-0.12),
    faster: () => quicken(10),
    slower: () => quicken(-10),
    larger: () => grow(1.1),
    smaller: () => grow(1 / 1.1),
    theme: () => {
      settings.isLight = !settings.isLight;
      dress();
    },
    mirror: () => {
      settings.isMirrored = !settings.isMirrored;
      dress();
    },
    fullscreen: () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen();
    },
    restart: () => {
      elapsed = 0;
      go(0);
    },
  };

  /** @type {Record<string, string>} */
  const keys = {
    " ": "toggle",
    Enter: "toggle",
    PageDown: "on",
    PageUp: "back",
    ArrowDown: "down",
    ArrowUp: "up",
    ArrowRight: "faster",
    ArrowLeft: "slower",
    "+": "larger",
    "=": "larger",
    "-": "smaller",
    d: "theme",
    m: "mirror",
    f: "fullscreen",
    Home: "restart",
    Escape: "pause",
  };

  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    // A control that has the focus takes its own keys; paging always turns.
    const isOwn = target.closest("button, select, a") && !event.key.startsWith("Page");
    const action = keys[event.key] || keys[event.key.toLowerCase()];
    if (!action || isOwn || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    // Held down, a key goes on turning or quickening; it does not start and stop.
    if (!(event.repeat && action === "toggle")) actions[action]();
  });
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-do]");
    if (!(button instanceof HTMLElement)) return;
    actions[button.dataset.do || ""]();
    // After a click the space bar starts and pauses again; who came by keyboard keeps the focus.
    if (event.detail) script.focus();
  });
  byId("sections").addEventListener("change", (event) => {
    const chosen = /** @type {HTMLSelectElement} */ (event.target);
    if (chosen.value) go(Number(chosen.value));
    chosen.value = "";
    script.focus();
  });
  script.addEventListener("scroll", follow);
  window.addEventListener("resize", place);

  dress();
  show();
  script.focus();
}

createPrompter(byId("main"));
