// Addresses, the theme, printing, and the beginning.

const THEMES = ["system", "light", "dark"];
let theme = store.get("dealextract-theme") || "system";
let came = "";

const route = () => (location.hash.slice(1) || "deals").split("/");
const view = () => (["deal", "document", ...VIEWS].includes(route()[0]) ? route()[0] : "deals");

/** Draw what the address names. */
function show(all = false) {
  const name = view();
  const drawn = {
    deals: dealsView,
    documents: documentsView,
    timeline: timelineView,
    counts: countsView,
    network: networkView,
  };
  const parts = drawn[name] ? drawn[name](all) : reviewView(route());
  byId("main").replaceChildren(...parts.filter(Boolean));
  byId("main").dataset.view = name;
  for (const link of byId("views").children) {
    const here =
      link.hash === `#${name}` ||
      (name === "deal" && link.hash === "#deals") ||
      (name === "document" && link.hash === "#documents");
    link.toggleAttribute("aria-current", here);
    if (here) link.setAttribute("aria-current", "page");
  }
  byId("filters").hidden = name === "deal" || name === "document" || name === "documents";
}

function showProgress() {
  const judged = documents.reduce((sum, doc) => sum + doc.deals.length - openOf(doc).length, 0);
  const deals = documents.reduce((sum, doc) => sum + doc.deals.length, 0);
  const done = documents.filter((doc) => stateOf(doc).finished).length;
  byId("progress").textContent =
    `${judged.toLocaleString("en")} of ${plural(deals, "deal")} judged, ${done.toLocaleString("en")} of ${plural(documents.length, "article")} finished`;
}

/** Go to an address at once, so that the next key is meant for what is seen. */
function go(address) {
  if (!mayLeave()) return;
  history.pushState(null, "", address);
  arrive();
}

/** A link, or the browser's own way back and forth. */
function onRoute(event) {
  if (mayLeave()) arrive();
  else history.replaceState(null, "", new URL(event.oldURL).hash);
}

const mayLeave = () => !dirty || confirm("Leave the form without saving?");

/** Draw what the address names, with the focus where the reader goes on. */
function arrive() {
  dirty = false;
  editing = null;
  const before = came;
  came = location.hash;
  show();
  if (inReview()) {
    const sentence = byId("main").querySelector(".text .sentence");
    scrollTo(0, 0);
    const beside = innerWidth > 1000;
    if (beside && sentence && sentence.getBoundingClientRect().bottom > innerHeight)
      sentence.scrollIntoView({ block: "center" });
    focusPanel();
    return;
  }
  const row = [...byId("main").querySelectorAll("tbody tr")].find((one) => one.dataset.at === before);
  if (row) {
    row.scrollIntoView({ block: "center" });
    row.querySelector("a").focus({ preventScroll: true });
  } else byId("main").focus({ preventScroll: true });
}

function applyTheme() {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  byId("theme").textContent = `Theme: ${theme}`;
}

function begin() {
  byId("title").textContent = data.title;
  document.title = `${data.title}: review of deals`;
  if (!THEMES.includes(theme)) theme = "system";
  applyTheme();
  recall();
  fillFilters();
  fillKeys();
  showProgress();
  came = location.hash;
  show();
  byId("theme").addEventListener("click", () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % 3];
    store.set("dealextract-theme", theme);
    applyTheme();
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("main").focus();
  });
  addEventListener("hashchange", onRoute);
  addEventListener("beforeprint", () => show(true));
  addEventListener("afterprint", () => show());
  addEventListener("beforeunload", (event) => {
    if (dirty || (unsaved && !kept)) event.preventDefault();
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width && !editing && ["timeline", "counts", "network"].includes(view())) {
      width = innerWidth;
      show();
    }
  });
}

begin();
