// The terms of a deal: amounts, percentages, and words or codes; read from forms and shown in words.

const TERM_FORMS = new Map(vocabulary.terms.map((form) => [form.name, form]));

/** The terms that have a row of their own in every form; `dealextract eval` measures them. The others are added where there are any. */
const TERMS = ["value", "price_per_share", "stake_percent"];

const termOf = (deal, name) => deal.terms.find((term) => term.name === name);

/** The name of a term in a form, with its unit. */
function termTitle(name) {
  const title = words(name.replace(/_percent$/, ""));
  return title[0].toUpperCase() + title.slice(1) + (TERM_FORMS.get(name).kind === "percent" ? ", %" : "");
}

/** The figures of a term: one, the two ends of a range, or none. */
function figuresOf(term, kind) {
  if (term.minimum && term.maximum) return [term.minimum, term.maximum];
  return [term[kind === "money" ? "amount" : "value"] || term.maximum || term.minimum].filter(Boolean);
}

/** A term in words: as the record has it, or as it was corrected. */
function termWords(term) {
  if (term.words) return term.words;
  const { kind } = TERM_FORMS.get(term.name);
  if (kind === "text") return durationWords(words(term.value || ""));
  const figures = figuresOf(term, kind);
  if (!figures.length) return term.qualifier === "undisclosed" ? "undisclosed" : "open";
  const lead = figures.length > 1 ? "" : QUALIFIER_WORDS[term.qualifier] || "";
  if (kind === "percent") return lead + figures.map((figure) => `${figure}%`).join(" to ");
  const said = `${lead}${term.currency ? `${term.currency} ` : ""}${figures.map(amountWords).join(" to ")}`;
  return term.currency ? said : `${said} (currency open)`;
}

/** A term without what does not belong to one; null where it is none. */
function plainTerm(term) {
  if (!TERM_FORMS.has(term?.name)) return null;
  const out = {};
  for (const name of ["name", "amount", "currency", "value", "minimum", "maximum", "qualifier", "words"]) {
    if (term[name] !== null && term[name] !== undefined) out[name] = String(term[name]);
  }
  return out;
}

/** The row of a term that every form has. */
function termRow(name, term) {
  const held = termControls(name, term);
  return { name, read: held.read, element: el("div", { class: "entry" }, held.labels) };
}

/** The row of another term, which says itself what it is. */
function otherTermRow(term) {
  const names = [...TERM_FORMS.keys()].filter((one) => !TERMS.includes(one));
  const name = choice("Term", names, term?.name || names[0]);
  const said = el("div", { class: "said" });
  let held = null;
  const draw = () => {
    held = termControls(name.control.value, term?.name === name.control.value ? term : null);
    said.replaceChildren(...held.labels.filter(Boolean));
  };
  name.control.addEventListener("change", draw);
  draw();
  const read = () => {
    const out = held.read();
    const wrong = said.querySelector("[aria-invalid=true]");
    if (out || wrong || !term) return out;
    return invalid(held.labels[0].querySelector("input, select"), "Say what the term is, or remove it.");
  };
  return {
    element: el("div", { class: "entry" }, name.label, said),
    read,
    control: name.control,
    name: () => `the term ${words(name.control.value)}`,
  };
}

/** The terms of all rows; one that stands twice and may not is marked. */
function readTerms(fixed, others) {
  const out = fixed.map((row) => row.read()).filter(Boolean);
  for (const row of others) {
    const term = row.read();
    if (!term) continue;
    if (!TERM_FORMS.get(term.name).many && out.some((one) => one.name === term.name))
      invalid(row.control, `There is one ${words(term.name)} at most: remove the other.`);
    out.push(term);
  }
  return out;
}

/** The controls of a term, and what they say: a term, null where they say nothing; what is wrong is marked. */
function termControls(name, term) {
  const form = TERM_FORMS.get(name);
  return form.kind === "text" ? wordControls(form, term) : figureControls(form, term);
}

function wordControls({ name, choices }, term) {
  const known = term && choices.length && !choices.includes(term.value) ? [term.value] : [];
  const before = term && (name === "duration" ? durationWords(term.value) : term.value);
  const { control, label } = choices.length
    ? choice(termTitle(name), ["", ...choices, ...known], term?.value || "")
    : input(termTitle(name), before || "", { class: "long", placeholder: name === "duration" ? "18 months" : null });
  const read = () => {
    const text = control.value.trim();
    if (term && text === before.trim()) return term;
    const value = name === "duration" && text ? typedDuration(text) : text;
    if (value === null) return invalid(control, "Write a duration as 5 years, 18 months or P1Y6M.");
    return value ? { name, value } : null;
  };
  return { labels: [label], read };
}

function figureControls({ name, kind }, term) {
  const key = kind === "money" ? "amount" : "value";
  const amount = input(termTitle(name), term ? figuresOf(term, kind).map(digits).join(" to ") : "");
  const currency =
    kind === "money"
      ? input("Currency", term?.currency || "", { class: "code", maxlength: 3, placeholder: "USD" })
      : null;
  const qualifier = choice("Is", vocabulary.qualifiers, term?.qualifier || "exact");
  const now = () => [amount.control.value, currency?.control.value, qualifier.control.value].join("\n");
  const first = now();
  const read = () => {
    if (now() === first) return term || null;
    const text = amount.control.value.trim();
    const how = qualifier.control.value;
    const code = currency?.control.value.trim().toUpperCase();
    if (code && !/^[A-Z]{3}$/.test(code)) return invalid(currency.control, "A currency has three letters, as USD.");
    const rest = code ? { currency: code, qualifier: how } : { qualifier: how };
    if (how === "undisclosed" && !text) return { name, ...rest };
    if (!text) return null;
    if (how === "undisclosed")
      return invalid(amount.control, "What is undisclosed has no figure: choose another word.");
    const ends = text.split(/\s*(?:\bto\b|[–—-])\s*/);
    const figures = ends.map((end) => typedFigure(name, kind, end));
    if (figures.includes(null)) return invalid(amount.control, figureAdvice(name, kind));
    if (ends.length === 1 && how !== "range") return { name, [key]: figures[0], ...rest };
    // "40 to 50m": whether the first is 40 or 40 million, only the writer knows.
    const open = kind === "money" && !/[a-z]/i.test(ends[0]) && /[a-z]/i.test(ends[1] || "") && figures[0] < 1000;
    if (ends.length !== 2 || open || Number(figures[0]) >= Number(figures[1]))
      return invalid(amount.control, "Write a range with both figures in full, as 40m to 50m, the lower first.");
    const [minimum, maximum] = figures;
    return { name, [key]: maximum, minimum, maximum, ...rest, qualifier: "range" };
  };
  return { labels: [amount.label, currency?.label, qualifier.label], read };
}

/** What somebody typed as a figure of a term, as a decimal string; null where it is none. */
function typedFigure(name, kind, text) {
  const figure = typedAmount(kind === "percent" ? text.replace(/%\s*$/, "") : text);
  const over = kind === "percent" && name !== "premium_percent" && Number(figure) > 100;
  return over ? null : figure;
}

function figureAdvice(name, kind) {
  if (kind === "money") return "Write an amount as 4,500,000, 5m or 1.2bn.";
  if (name === "premium_percent") return "Write a percentage as 12.5.";
  return `${name === "stake_percent" ? "A stake" : "A percentage here"} is a number from 0 to 100.`;
}
