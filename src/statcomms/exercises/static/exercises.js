// The one front end of all exercises: an AFM module (anywidget's front-end interface).
//
// Python draws the card as HTML and decides everything. This module puts the card on the screen,
// listens to its controls, sends their values, and swaps the regions that Python changed.
//
// Model (anywidget in a notebook; a few lines of plain JavaScript in a book page):
//   html     the card                       Python -> here
//   regions  {name: html} that can change   Python -> here
//   value    {field: value}                 here <-> Python
//   heard    counts what Python has heard   Python -> here
//   send({do, value})                       a button was pressed

const TYPING_PAUSE = 250; // milliseconds without a key before typed text is recorded
const PATIENCE = 5000; // milliseconds: without a word from Python we ask, then say that nothing is recorded
const NOT_HEARD =
  "Your last answer is not recorded: the notebook's kernel does not reply. Press the double arrow ⏩ at the top once, then answer again.";
const FOCUSABLE = "input,select,textarea,button,summary,a[href]";
let views = 0;

/** Read one control. */
const read = {
  radio: (node) => node.querySelector("input:checked")?.value ?? null,
  checks: (node) => [...node.querySelectorAll("input:checked")].map((box) => box.value),
  select: (node) => node.value || null,
  text: (node) => node.value,
  slider: (node) => (node.dataset.set === "yes" ? steps(node)[Number(node.value)][0] : null),
  order: (node) => (node.dataset.moved === "yes" ? [...node.children].map((row) => row.dataset.item) : []),
  grid: (node) => {
    const found = {};
    for (const row of node.querySelectorAll("[data-row]")) {
      const cells = [...row.querySelectorAll("[data-cell]")].filter((cell) => cell.value !== "");
      if (cells.length) found[row.dataset.row] = Object.fromEntries(cells.map((c) => [c.dataset.cell, c.value]));
    }
    return found;
  },
};

/** Put a value into one control, without touching one that already has it. */
const write = {
  radio: (node, value) => node.querySelectorAll("input").forEach((b) => (b.checked = b.value === value)),
  checks: (node, value) =>
    node.querySelectorAll("input").forEach((b) => (b.checked = (value ?? []).includes(b.value))),
  select: (node, value) => (node.value = value ?? ""),
  text: (node, value) => {
    if (node.value !== (value ?? "")) node.value = value ?? "";
  },
  slider: (node, value) => {
    const place = steps(node).findIndex(([key]) => key === value);
    node.dataset.set = place < 0 ? "no" : "yes";
    if (place >= 0) node.value = place;
    sayStep(node);
  },
  order: (node, value) => {
    if (!value?.length) return;
    node.dataset.moved = "yes";
    value.forEach((key) => node.append(node.querySelector(`[data-item="${CSS.escape(key)}"]`)));
    number(node);
  },
  grid: (node, value) => {
    for (const row of node.querySelectorAll("[data-row]"))
      for (const cell of row.querySelectorAll("[data-cell]")) {
        const wanted = value?.[row.dataset.row]?.[cell.dataset.cell] ?? "";
        if (cell.value !== wanted) cell.value = wanted;
      }
  },
};

const steps = (node) => node.dataset.options.split("|").map((step) => step.split("="));

function sayStep(node) {
  const said = node.dataset.set === "yes" ? steps(node)[Number(node.value)][1] : "not set";
  node.setAttribute("aria-valuetext", said);
  const output = node.parentElement.querySelector("output");
  if (output) output.textContent = said;
}

const number = (list) =>
  [...list.children].forEach((row, place) => (row.querySelector(".sc-place").textContent = place + 1));

/** A queue shows one row at a time; without a script it shows them all. */
function turn(table, to) {
  const rows = [...table.querySelectorAll("[data-row]")];
  const bar = table.parentElement.querySelector(".sc-turn");
  const place = Math.min(Math.max(to, 0), rows.length - 1);
  table.dataset.place = place;
  rows.forEach((row, at) => (row.hidden = at !== place));
  bar.hidden = false;
  bar.querySelector("[role=status]").textContent = `${place + 1} of ${rows.length}`;
  const [before, after] = bar.querySelectorAll("button");
  before.setAttribute("aria-disabled", place === 0);
  after.setAttribute("aria-disabled", place === rows.length - 1);
}

/** JupyterLab takes arrows and letters in command mode unless the focused element itself says no. */
const keepKeys = (root) =>
  root.querySelectorAll(FOCUSABLE).forEach((node) => node.setAttribute("data-lm-suppress-shortcuts", "true"));

function render({ model, el }) {
  const uid = `sc${Date.now().toString(36)}${(views += 1)}`;
  let shown = {};
  let typing = 0;
  let waiting = 0;
  const places = {}; // where each queue stands
  let own = ""; // the value this view sent last, so that its echo is not written back

  const fields = () => [...el.querySelectorAll("[data-field]")];
  const values = () => Object.fromEntries(fields().map((node) => [node.dataset.field, read[node.dataset.part](node)]));

  function draw() {
    el.classList.add("sc-live");
    el.innerHTML = (model.get("html") ?? "").replaceAll("@@", uid);
    el.insertAdjacentHTML("beforeend", '<span class="sc-sr sc-told" role="status"></span>');
    shown = {};
    el.querySelectorAll("[data-region]").forEach((node) => (shown[node.dataset.region] = node.innerHTML));
    show();
    put();
    ready(el);
  }

  function ready(root) {
    keepKeys(root);
    root.querySelectorAll("[data-queue]").forEach((table) => turn(table, Number(places[table.dataset.field] ?? 0)));
  }

  function show() {
    for (const [name, html] of Object.entries(model.get("regions") ?? {})) {
      const node = el.querySelector(`[data-region="${name}"]`);
      if (!node || shown[name] === html) continue;
      shown[name] = html;
      const open = new Set([...node.querySelectorAll("details[open]")].map((d) => d.dataset.key));
      const { do: focus, field } = node.contains(document.activeElement) ? document.activeElement.dataset : {};
      node.innerHTML = html.replaceAll("@@", uid);
      node.querySelectorAll("details").forEach((d) => (d.open = open.has(d.dataset.key)));
      ready(node);
      if (focus) (node.querySelector(`[data-do="${focus}"]`) ?? node.querySelector("[data-do]"))?.focus();
      if (field) node.querySelector(`[data-field="${CSS.escape(field)}"]`)?.focus();
    }
  }

  function put() {
    const value = model.get("value") ?? {};
    for (const node of fields()) {
      if (!(node.dataset.field in value)) continue;
      if (JSON.stringify(read[node.dataset.part](node)) === JSON.stringify(value[node.dataset.field])) continue;
      write[node.dataset.part](node, value[node.dataset.field]);
    }
  }

  function send() {
    clearTimeout(typing);
    typing = 0;
    const value = values();
    own = JSON.stringify(value);
    model.set("value", value);
    model.save_changes();
    expectWord();
  }

  /** A kernel that was stopped takes no answers: the learner must hear of it. */
  function expectWord() {
    const patience = model.get("patience") ?? PATIENCE;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      try {
        model.send({ do: "ping" });
      } catch {
        // the kernel is gone: what follows says so to the learner
      }
      waiting = setTimeout(() => lost(true), patience);
    }, patience);
  }

  function replied() {
    clearTimeout(waiting);
    lost(false);
  }

  function lost(is) {
    const old = el.querySelector(".sc-lost");
    if (!is) return old?.remove();
    if (old) return;
    const box = document.createElement("p");
    box.className = "sc-lost";
    box.setAttribute("role", "alert");
    box.textContent = NOT_HEARD;
    el.querySelector(".sc-body")?.append(box);
  }

  function changed(event) {
    const node = event.target.closest("[data-field]");
    if (!node) return;
    if (node.dataset.part === "slider") {
      node.dataset.set = "yes";
      sayStep(node);
    }
    const written = event.target.matches("textarea,input[type=text]");
    if (event.type === "input" && written) {
      clearTimeout(typing);
      typing = setTimeout(send, TYPING_PAUSE);
    } else if (event.type === "change" || node.dataset.part === "slider") {
      send();
    }
  }

  function pressed(event) {
    const button = event.target.closest("button");
    if (!button || !el.contains(button)) return;
    if (button.dataset.move) move(button);
    if (button.dataset.turn) {
      const table = button.closest(".sc-field").querySelector("[data-queue]");
      places[table.dataset.field] = Number(table.dataset.place) + Number(button.dataset.turn);
      turn(table, places[table.dataset.field]);
      places[table.dataset.field] = Number(table.dataset.place);
    }
    if (button.dataset.do) {
      if (typing) send();
      model.send({ do: button.dataset.do, value: values() });
      expectWord();
    }
  }

  function move(button) {
    const row = button.closest("[data-item]");
    const list = row.parentElement;
    const other = button.dataset.move === "-1" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    list.dataset.moved = "yes";
    if (button.dataset.move === "-1") other.before(row);
    else other.after(row);
    number(list);
    button.focus();
    const place = [...list.children].indexOf(row) + 1;
    say(`${row.querySelector(".sc-name").textContent}: now ${place} of ${list.children.length}`);
    send();
  }

  function say(text) {
    el.querySelector(".sc-told").textContent = text; // no region of Python's: a redraw would wipe it
  }

  // Enter in a one-line field presses the main button, as in a form.
  function entered(event) {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    if (event.target.type === "text") el.querySelector(".sc-go")?.click();
  }

  function heard() {
    if (JSON.stringify(model.get("value")) === own) return;
    own = ""; // from elsewhere: what this view sent before is news again when it comes back
    put();
  }

  // JupyterLab cancels new lines and undo in whatever is written inside a cell.
  // It hears of them at the control itself: stopped on their way there, they are the text's own.
  const unheard = (event) => event.stopPropagation();

  // Ctrl+S (Cmd+S) still saves the notebook: the one shortcut that a control lets through.
  function saved(event) {
    const node = event.target;
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || !el.contains(node)) return;
    if (typing) send();
    node.removeAttribute("data-lm-suppress-shortcuts");
    setTimeout(() => node.matches(FOCUSABLE) && node.setAttribute("data-lm-suppress-shortcuts", "true"));
  }

  const hear = { "change:html": draw, "change:regions": show, "change:value": heard, "change:heard": replied };
  window.addEventListener("keydown", saved, true); // before JupyterLab looks at the control
  el.addEventListener("beforeinput", unheard, true);
  el.addEventListener("input", changed);
  el.addEventListener("change", changed);
  el.addEventListener("click", pressed);
  el.addEventListener("keydown", entered);
  for (const [name, listen] of Object.entries(hear)) model.on(name, listen);
  draw();
  return () => {
    if (typing) send();
    clearTimeout(waiting);
    window.removeEventListener("keydown", saved, true);
    for (const [name, listen] of Object.entries(hear)) model.off(name, listen);
  };
}

export default { render };
