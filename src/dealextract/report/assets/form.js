// The form in which a deal is corrected, or one that was missed is written down.

let dirty = false;

/** The form of a deal; `taken` gets what was entered, `left` is called when nothing is to be changed. */
function dealForm(doc, deal, title, withQuote, taken, left) {
  const type = choice("Type", Object.keys(vocabulary.types), deal.type);
  const status = choice("Status", vocabulary.statuses, deal.status);
  const background = el("input", { type: "checkbox" });
  background.checked = deal.background;
  const parties = rows("Add a party", deal.parties, (party) => partyRow(party, type.control));
  const steps = rows("Add a step", deal.milestones, stepRow);
  const terms = TERMS.map((name) => termRow(name, termOf(deal, name)));
  const others = rows(
    "Add another term",
    deal.terms.filter((term) => !TERMS.includes(term.name)),
    otherTermRow,
  );
  const advisers = rows("Add an adviser", deal.advisers, adviserRow);
  const people = peopleTicks(peopleOf(doc), deal.people);
  const quote = labelled("The sentence that states it", el("textarea", { rows: 3 }));
  quote.control.value = deal.quote || "";
  type.control.addEventListener("change", () => parties.list().forEach((row) => row.retype()));
  const groups = [
    group(
      "What it is",
      type.label,
      status.label,
      el("label", { class: "tick" }, background, " background: told as history or context"),
    ),
    group("Parties", parties.element),
    group(
      "Terms",
      terms.map((term) => term.element),
      others.element,
    ),
    group("Dated steps", steps.element),
    group("People who take part", people.content),
    group("Advisers", advisers.element),
    withQuote ? quote.label : null,
  ];
  const read = () => ({
    type: type.control.value,
    status: status.control.value,
    background: background.checked,
    parties: parties.read(),
    terms: readTerms(terms, others.list()),
    milestones: steps.read(),
    people: people.read(),
    advisers: advisers.read(),
    quote: withQuote ? quote.control.value.trim() : deal.quote || "",
  });
  const lacking = (said) =>
    said.parties.length ? null : ["A deal has at least one party.", parties.element.querySelector("input, button")];
  return reviewForm(title, groups, read, lacking, taken, left);
}

/** A form that is saved when nothing in it is marked as wrong; `lacking` gives a message and where to go, or null. */
function reviewForm(title, groups, read, lacking, taken, left) {
  const errors = el("p", { class: "errors", role: "alert" });
  const form = el(
    "form",
    { class: "deal-form", novalidate: true, "aria-label": title },
    el("h3", { tabindex: "-1" }, title),
    groups,
    errors,
    el(
      "div",
      { class: "actions" },
      el("button", { type: "submit", class: "main", "aria-keyshortcuts": "Control+Enter" }, "Save"),
      el("button", { type: "button", onclick: left }, "Cancel"),
    ),
  );
  form.addEventListener("input", () => {
    dirty = true;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const wrong of form.querySelectorAll("[aria-invalid=true]")) invalid(wrong, false);
    const said = read();
    const wrong = [...form.querySelectorAll("[aria-invalid=true]")];
    const lack = wrong.length ? null : lacking(said);
    errors.textContent = lack ? lack[0] : [...new Set(wrong.map((one) => one.title))].join(" ");
    if (lack || wrong.length) {
      (lack ? lack[1] : wrong[0]).focus();
      return;
    }
    dirty = false;
    taken(said);
  });
  return form;
}

const group = (title, ...content) => el("fieldset", {}, el("legend", {}, title), content);

/** A control under its name. */
function labelled(name, control) {
  return { control, label: el("label", {}, el("span", {}, name), control) };
}

function choice(name, values, value, text = words) {
  const control = el(
    "select",
    {},
    values.map((one) => el("option", { value: one }, one ? text(one) : "choose …")),
  );
  control.value = value;
  return labelled(name, control);
}

function input(name, value, attributes = {}) {
  const out = labelled(name, el("input", { type: "text", autocomplete: "off", ...attributes }));
  out.control.value = value;
  return out;
}

/** Mark a control as wrong, with what to do about it, or as right. */
function invalid(control, message) {
  control.setAttribute("aria-invalid", Boolean(message));
  control.title = message || "";
  return null;
}

/** Rows that can be added and removed; each has `element`, `read` and `name`. */
function rows(more, values, make) {
  const held = new Map();
  const body = el("div", { class: "rows" });
  const add = (value) => {
    const row = make(value);
    const remove = el("button", { type: "button", class: "remove" }, "×");
    const name = () => remove.setAttribute("aria-label", `Remove ${row.name()}`);
    name();
    row.element.addEventListener("input", name);
    remove.addEventListener("click", () => {
      const next = row.element.nextElementSibling || row.element.previousElementSibling;
      row.element.remove();
      held.delete(row.element);
      dirty = true;
      (next?.querySelector("input, select") || button).focus();
    });
    row.element.append(remove);
    held.set(row.element, row);
    body.append(row.element);
    return row;
  };
  values.forEach(add);
  const button = el(
    "button",
    {
      type: "button",
      class: "add",
      onclick: () => {
        add(null).element.querySelector("input, select").focus();
        dirty = true;
      },
    },
    more,
  );
  const list = () => [...body.children].map((element) => held.get(element));
  const read = () =>
    list()
      .map((row) => row.read())
      .filter(Boolean);
  return { element: el("div", {}, body, button), list, read };
}

function partyRow(party, type) {
  const names = input("Name; other names", party ? party.names.join("; ") : "", { class: "names" });
  const role = choice("Role", [""], "");
  const retype = () => {
    const chosen = role.control.value || party?.role || "";
    const known = vocabulary.types[type.value].roles;
    role.control.replaceChildren(
      ...["", ...known].map((one) => el("option", { value: one }, one ? words(one) : "choose …")),
    );
    role.control.value = known.includes(chosen) ? chosen : "";
  };
  retype();
  const read = () => {
    const text = names.control.value.trim();
    if (!text && !role.control.value) return null;
    if (!text) return invalid(names.control, "Give the party a name, or remove it.");
    if (!role.control.value) return invalid(role.control, "Choose the role of each party.");
    return { names: typedNames(names.control, party?.names), role: role.control.value };
  };
  return {
    element: el("div", { class: "entry" }, names.label, role.label),
    read,
    retype,
    name: () => `the party ${names.control.value}`,
  };
}

function stepRow(step) {
  const before = step?.date || "";
  const kind = choice("Step", vocabulary.milestones, step?.kind || "announced");
  const bound = choice("Is", vocabulary.bounds, step?.bound || "on");
  const date = input("Date", before, { placeholder: "2021-02-28, 2021-02, 2021-Q1 or 2021", class: "date" });
  const read = () => {
    const text = date.control.value.trim();
    if (!text && !step) return invalid(date.control, "Give the step a date, or remove it.");
    if (text && text !== before && !isDate(text))
      return invalid(date.control, "Write a date as 2021-02-28, 2021-02, 2021-W10, 2021-Q1, 2021-H1 or 2021.");
    return { kind: kind.control.value, bound: bound.control.value, date: text || null, label: step?.label || "" };
  };
  return {
    element: el("div", { class: "entry" }, kind.label, bound.label, date.label),
    read,
    name: () => `the step ${kind.control.value}`,
  };
}

/** What a correction changes, in words. */
function differences(doc, before, after) {
  const parties = (deal) => deal.parties.map((party) => `${party.names[0]} (${words(party.role)})`).join(", ");
  const steps = (deal) =>
    deal.milestones.map((step) => `${words(step.kind)} ${dateWords(step.date, step.bound)}`).join(", ");
  const term = (name) => (deal) =>
    deal.terms
      .filter((one) => one.name === name)
      .map(termWords)
      .join("; ");
  const people = (deal) =>
    peopleIn(doc, deal)
      .map((person) => person.names[0])
      .join(", ");
  const asked = [
    ["type", (deal) => words(deal.type)],
    ["status", (deal) => deal.status],
    ["background", (deal) => (deal.background ? "yes" : "no")],
    ["parties", parties],
    ...[...TERM_FORMS.keys()].map((name) => [words(name.replace("_percent", "")), term(name)]),
    ["steps", steps],
    ["people", people],
    ["advisers", (deal) => deal.advisers.map(adviserWords).join(", ")],
  ];
  return asked.map(([name, of]) => [name, of(before), of(after)]).filter(([, a, b]) => a !== b);
}

/** Whether two deals hold the same in all that a form has. */
function sameDeal(a, b) {
  const [one, two] = [a, b].map((deal) => JSON.stringify(checkedDeal({ ...deal, quote: "" })));
  return one === two;
}
