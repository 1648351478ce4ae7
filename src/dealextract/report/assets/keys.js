// The keyboard. Everything can be reached with Tab and Enter too.

let keysOn = store.get("dealextract-keys") !== "off";
const inReview = () => view() === "deal" || view() === "document";
const VIEWS = ["deals", "documents", "timeline", "counts", "network"];

const KEYS = [
  [["j", "ArrowDown"], "J", "next deal", () => (inReview() ? step(1) : moveRow(1))],
  [["k", "ArrowUp"], "K", "deal before", () => (inReview() ? step(-1) : moveRow(-1))],
  [["a"], "A", "accept the deal; again takes it back", () => inReview() && accept()],
  [["c"], "C", "correct the deal", () => inReview() && correct()],
  [["r"], "R", "reject the deal; again takes it back", () => inReview() && reject()],
  [
    ["m"],
    "M",
    "add a deal that was missed; words selected in the article become its sentence",
    () => inReview() && addMissed(),
  ],
  [["p"], "P", "correct the people of the article", () => inReview() && correctPeople()],
  [["f"], "F", "finish the article and go to the next that is not", () => inReview() && finishArticle()],
  [["z"], "Z", "take the last verdict back", takeBack],
  [["/"], "/", "search", () => field("text").focus()],
  [["s"], "S", "save and export", openFiles],
  [
    ["1", "2", "3", "4", "5"],
    "1 – 5",
    "deals, articles, timeline, counts, network",
    (key) => {
      go(`#${VIEWS[key - 1]}`);
    },
  ],
  [["?"], "?", "these keys", openKeys],
];

/** Move the focus through the rows of a table. */
function moveRow(by) {
  const links = [...byId("main").querySelectorAll("tbody a")];
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}

function takeBack() {
  const last = undo();
  announce(last ? "Taken back." : "There is nothing to take back.");
  if (!last) return;
  if (last.where && last.where !== location.hash) go(last.where);
  else {
    show();
    focusPanel();
  }
}

function openKeys() {
  byId("keys-on").checked = keysOn;
  if (!byId("keys").open) byId("keys").showModal();
}

function onKey(event) {
  if (
    event.defaultPrevented ||
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    document.querySelector("dialog[open]")
  )
    return;
  const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
  if (event.key === "Escape") {
    escape(event, typing);
    return;
  }
  if (typing || !keysOn) return;
  // The arrows scroll the text of an article; among rows they move.
  if (event.key.startsWith("Arrow") && (inReview() || !["deals", "documents"].includes(view()))) return;
  const found = KEYS.find(([names]) => names.includes(event.key));
  if (!found || (editing && !["?", "s"].includes(event.key))) return;
  event.preventDefault();
  found[3](event.key);
}

/** Out of a form, then out of a field, then back to the table. */
function escape(event, typing) {
  if (editing) {
    if (!mayLeave()) return;
    editing = null;
    dirty = false;
    show();
    focusPanel();
  } else if (typing) event.target.blur();
  else if (inReview()) go("#deals");
}

function fillKeys() {
  byId("key-list").append(
    ...[
      ...KEYS,
      [[], "Tab", "through fields and the words they were read from; Enter goes from one to the other"],
      [[], "Ctrl Enter", "save a correction"],
      [[], "Esc", "out of a form; back to the deals"],
    ].flatMap(([, name, text]) => [el("dt", {}, el("kbd", {}, name)), el("dd", {}, text)]),
  );
  byId("keys-on").addEventListener("change", (event) => {
    keysOn = event.target.checked;
    store.set("dealextract-keys", keysOn ? "on" : "off");
  });
  byId("open-keys").addEventListener("click", openKeys);
  byId("open-files").addEventListener("click", openFiles);
  document.addEventListener("keydown", onKey);
}
