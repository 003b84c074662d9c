/** The page of a running quiz: saves every change, tells the time left, hands in. */
import { Autosave } from "./autosave.js";
import { currentToken } from "./sending.js";
import { _ } from "./texts.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#attempt"));
const PATIENCE = 15_000; // milliseconds
const PAUSE = 600; // milliseconds without a key before typed text is saved
const WORDS = {
  saved: _("All answers saved."),
  saving: _("Saving …"),
  offline: _("Not saved yet: no connection. Your answers stay here and are sent again."),
  "signed-out": _("Not saved: you are logged out. Log in again in another tab; this page then saves by itself."),
  over: _("This quiz is over: nothing more is saved."),
};

if (form) start(form);

/** @param {HTMLFormElement} form */
function start(form) {
  const status = /** @type {HTMLElement} */ (document.querySelector("#save-status"));
  const csrf = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrf_token"));
  const parts = form.action.split("/");
  const address = `/api/v1/courses/${parts.at(-2)}/attempts/${parts.at(-1)}/answers`;
  document.documentElement.classList.add("scripted");
  const autosave = new Autosave(Number(form.dataset.last), csrf.value, {
    send: (fields, token) => send(address, fields, token),
    token: currentToken,
    later: (work, milliseconds) => setTimeout(work, milliseconds),
    changed: ({ state }) => {
      status.textContent = WORDS[state];
      status.classList.toggle("unsaved", state !== "saved" && state !== "saving");
    },
  });
  watch(form, autosave);
  handIn(form, autosave, csrf);
  if (form.dataset.left) countDown(form, Number(form.dataset.left));
  addEventListener("online", () => void autosave.flush());
  addEventListener("focus", () => void autosave.flush());
}

/** @param {HTMLFormElement} form @param {Autosave} autosave */
function watch(form, autosave) {
  /** @type {Map<Element, number>} */
  const timers = new Map();
  /** @param {Event} event @param {number} pause */
  const changed = (event, pause) => {
    const question = /** @type {HTMLElement | null} */ (
      event.target instanceof Element ? event.target.closest("[data-position]") : null
    );
    if (!question) return;
    clearTimeout(timers.get(question));
    const save = () => {
      timers.delete(question);
      autosave.save(Number(question.dataset.position), fieldsOf(question));
      tellAnswered(form);
    };
    timers.set(question, setTimeout(save, pause));
  };
  form.addEventListener("input", (event) => changed(event, isTyped(event.target) ? PAUSE : 0));
  form.addEventListener("change", (event) => changed(event, 0));
  // What was chosen before this script was there, or put back by the browser, nobody has heard of.
  for (const question of questions(form)) {
    if (!isChanged(question)) continue;
    autosave.save(Number(question.dataset.position), fieldsOf(question));
    tellAnswered(form);
  }
  addEventListener("beforeunload", (event) => {
    if ((timers.size || autosave.waiting.size) && autosave.state !== "over" && !leaving) {
      event.preventDefault();
    }
  });
}

/** Whether a question is not as the page came with it. @param {HTMLElement} question */
function isChanged(question) {
  const fields = /** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (question.querySelectorAll("input, textarea"));
  const typed = [...fields].some((one) => (isBox(one) ? one.checked !== one.defaultChecked : one.value !== one.defaultValue));
  return typed || [...question.querySelectorAll("select")].some((one) => one.selectedIndex !== selectedAtFirst(one));
}

/** @param {HTMLSelectElement} select */
function selectedAtFirst(select) {
  return Math.max(0, [...select.options].findIndex((option) => option.defaultSelected));
}

/** @param {Element} field @returns {field is HTMLInputElement} */
function isBox(field) {
  return field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");
}

let leaving = false;

/** @param {EventTarget | null} target */
function isTyped(target) {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && target.type !== "radio" && target.type !== "checkbox";
}

/**
 * @param {HTMLFormElement} form @param {Autosave} autosave @param {HTMLInputElement} csrf
 */
function handIn(form, autosave, csrf) {
  form.addEventListener("submit", (event) => {
    if (leaving) return;
    event.preventDefault();
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    void (async () => {
      for (const question of questions(form)) {
        if (question.contains(document.activeElement)) {
          autosave.save(Number(question.dataset.position), fieldsOf(question));
        }
      }
      await autosave.flush();
      leaving = true;
      csrf.value = autosave.csrf;
      // What this page could not save goes with the form; what it saved does not go again.
      form.append(hidden("unsaved", [...autosave.waiting.keys()].join(",")));
      // Without a button time is up: the server then asks no question back.
      if (button) form.append(hidden(button.name, button.value));
      form.submit();
    })();
  });
}

/** @param {string} name @param {string} value */
function hidden(name, value) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = name;
  field.value = value;
  return field;
}

/** @param {HTMLFormElement} form @param {number} seconds */
function countDown(form, seconds) {
  const left = /** @type {HTMLElement} */ (document.querySelector("#time-left"));
  const end = performance.now() + seconds * 1000;
  const tick = () => {
    const rest = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    left.textContent =
      rest >= 120
        ? _("%(minutes)s min left", { minutes: Math.floor(rest / 60) })
        : _("%(seconds)s s left", { seconds: rest });
    left.classList.toggle("unsaved", rest < 60);
    if (rest === 0 && !leaving) {
      clearInterval(timer);
      form.requestSubmit();
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
}

/** @param {HTMLFormElement} form */
function tellAnswered(form) {
  const told = /** @type {HTMLElement} */ (document.querySelector("#answered"));
  const answered = [...questions(form)].filter((one) => fieldsOf(one).some(([, value]) => value.trim()));
  told.textContent = _("%(answered)s of %(all)s answered", {
    answered: answered.length,
    all: told.dataset.of ?? "",
  });
}

/** @param {HTMLFormElement} form @returns {NodeListOf<HTMLElement>} */
function questions(form) {
  return form.querySelectorAll("[data-position]");
}

/** @param {HTMLElement} question @returns {Array<[string, string]>} */
function fieldsOf(question) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (
    question.querySelectorAll("input, select, textarea")
  );
  return [...fields]
    .filter((one) => (one.type !== "radio" && one.type !== "checkbox") || one.checked)
    .map((one) => [one.name, one.value]);
}

/** @param {string} address @param {URLSearchParams} fields @param {string} csrf */
async function send(address, fields, csrf) {
  try {
    const reply = await fetch(address, {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json", "X-CSRF-Token": csrf },
      credentials: "same-origin",
      cache: "no-store",
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE),
    });
    const known = reply.status === 200 || reply.status === 409;
    return { status: reply.status, receipt: known ? await reply.json() : null };
  } catch {
    return { status: 0, receipt: null };
  }
}
