// The form in which a deal is corrected, or one that was missed is written down.

let dirty = false;

/** The form of a deal; `taken` gets what was entered, `left` is called when nothing is to be changed. */
function dealForm(deal, title, withQuote, taken, left) {
  const type = choice("Type", Object.keys(vocabulary.types), deal.type);
  const status = choice("Status", vocabulary.statuses, deal.status);
  const background = el("input", { type: "checkbox" });
  background.checked = deal.background;
  const parties = rows("Add a party", deal.parties, (party) => partyRow(party, type.control));
  const steps = rows("Add a step", deal.milestones, stepRow);
  const terms = TERMS.map((name) => termRow(name, deal.terms[name]));
  const quote = labelled("The sentence that states it", el("textarea", { rows: 3 }));
  quote.control.value = deal.quote || "";
  type.control.addEventListener("change", () => parties.list().forEach((row) => row.retype()));
  const errors = el("p", { class: "errors", role: "alert" });
  const form = el(
    "form",
    { class: "deal-form", novalidate: true, "aria-label": title },
    el("h3", { tabindex: "-1" }, title),
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
    ),
    group("Dated steps", steps.element),
    withQuote ? quote.label : null,
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
    const said = {
      type: type.control.value,
      status: status.control.value,
      background: background.checked,
      parties: parties
        .list()
        .map((row) => row.read())
        .filter(Boolean),
      terms: Object.fromEntries(terms.map((term) => [term.name, term.read()]).filter(([, term]) => term)),
      milestones: steps
        .list()
        .map((row) => row.read())
        .filter(Boolean),
      quote: withQuote ? quote.control.value.trim() : deal.quote || "",
    };
    const wrong = [...form.querySelectorAll("[aria-invalid=true]")];
    const none = !said.parties.length && !wrong.length;
    errors.textContent = none
      ? "A deal has at least one party."
      : [...new Set(wrong.map((one) => one.title))].join(" ");
    if (none || wrong.length) {
      (wrong[0] || parties.element.querySelector("input, button")).focus();
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

/** Rows that can be added and removed; each has `element` and `read`. */
function rows(more, values, make) {
  const held = new Map();
  const body = el("div", { class: "rows" });
  const add = (value) => {
    const row = make(value);
    const remove = el("button", { type: "button", class: "remove", "aria-label": `Remove ${row.name()}` }, "×");
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
  return { element: el("div", {}, body, button), list: () => [...body.children].map((element) => held.get(element)) };
}

function partyRow(party, type) {
  const before = party ? party.names.join("; ") : "";
  const names = input("Name; other names", before, { class: "names" });
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
    const same = names.control.value === before;
    return {
      names: same
        ? party.names
        : text
            .split(";")
            .map((name) => name.trim())
            .filter(Boolean),
      role: role.control.value,
    };
  };
  return {
    element: el("div", { class: "entry" }, names.label, role.label),
    read,
    retype,
    name: () => `the party ${names.control.value}`,
  };
}

function termRow(name, term) {
  const stake = name === "stake_percent";
  const before = stake ? term?.value || "" : term?.amount || "";
  const qualifiers = ["exact", ...Object.keys(QUALIFIER_WORDS)];
  if (term && !qualifiers.includes(term.qualifier)) qualifiers.push(term.qualifier);
  const amount = input({ value: "Value", price_per_share: "Price per share", stake_percent: "Stake, %" }[name], before);
  const currency = stake
    ? null
    : input("Currency", term?.currency || "", { class: "code", maxlength: 3, placeholder: "USD" });
  const qualifier = choice("Is", qualifiers, term?.qualifier || "exact");
  const now = () => [amount.control.value, currency?.control.value, qualifier.control.value].join("\n");
  const first = now();
  const read = () => {
    if (now() === first) return term || null;
    const text = amount.control.value.trim();
    if (!text) return null;
    const figure = typedAmount(stake ? text.replace(/%\s*$/, "") : text);
    if (figure === null || (stake && Number(figure) > 100)) {
      return invalid(
        amount.control,
        stake ? "A stake is a number from 0 to 100." : "Write an amount as 4,500,000, 5m or 1.2bn.",
      );
    }
    const code = currency?.control.value.trim().toUpperCase();
    if (code && !/^[A-Z]{3}$/.test(code)) return invalid(currency.control, "A currency has three letters, as USD.");
    const how = qualifier.control.value;
    const said = { qualifier: ["range", "undisclosed"].includes(how) ? "exact" : how };
    if (stake) return { value: figure, ...said };
    return code ? { amount: figure, currency: code, ...said } : { amount: figure, ...said };
  };
  return { name, read, element: el("div", { class: "entry" }, amount.label, currency?.label, qualifier.label) };
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
function differences(before, after) {
  const parties = (deal) => deal.parties.map((party) => `${party.names[0]} (${words(party.role)})`).join(", ");
  const steps = (deal) =>
    deal.milestones.map((step) => `${words(step.kind)} ${dateWords(step.date, step.bound)}`).join(", ");
  const term = (name) => (deal) => (deal.terms[name] ? termWords(name, deal.terms[name]) : "");
  const asked = [
    ["type", (deal) => words(deal.type)],
    ["status", (deal) => deal.status],
    ["background", (deal) => (deal.background ? "yes" : "no")],
    ["parties", parties],
    ...TERMS.map((name) => [words(name.replace("_percent", "")), term(name)]),
    ["steps", steps],
  ];
  return asked.map(([name, of]) => [name, of(before), of(after)]).filter(([, a, b]) => a !== b);
}

/** Whether two deals hold the same in all that a form has. */
function sameDeal(a, b) {
  const [one, two] = [a, b].map((deal) => JSON.stringify(checkedDeal({ ...deal, quote: "" })));
  return one === two;
}
