// The people of an article, and the advisers of a deal.
//
// What is said of people counts for the whole article: state[document id].people = { verdict, people? }, null until they are checked.

/** The people of an article as they stand now. */
const peopleOf = (doc) => stateOf(doc).people?.people || doc.people;

/** The people of a deal, without those that the article turned out not to have. */
const peopleIn = (doc, deal) => peopleOf(doc).filter((person) => deal.people.includes(person.id));

const personWords = (person) => [person.names[0], person.title, person.organization].filter(Boolean).join(", ");

const adviserWords = (one) => `${one.names[0]} (${one.kind}${one.side ? `, for ${one.side}` : ""})`;

/** People of a file with the fields that they may have and nothing else; null where they are none. */
function checkedPeople(people) {
  try {
    const out = people.map(({ id, names, title, organization }) => ({
      id: String(id),
      names: names.map(String).filter(Boolean),
      title: title ? String(title) : null,
      organization: organization ? String(organization) : null,
    }));
    const ids = new Set(out.map((person) => person.id));
    return out.every((person) => person.names.length) && ids.size === out.length ? out : null;
  } catch {
    return null;
  }
}

const checkedAdvisers = (advisers) =>
  advisers.map(({ names, kind, side }) => ({
    names: names.map(String).filter(Boolean),
    kind: vocabulary.advisers.includes(kind) ? kind : "other",
    side: side ? String(side) : null,
  }));

/** Names as somebody typed them; those that were there if nothing was changed, whatever stands in them. */
function typedNames(control, before) {
  if (before && control.value === before.join("; ")) return before;
  return control.value
    .split(";")
    .map((name) => name.trim())
    .filter(Boolean);
}

/** A text as it was typed, without blanks around it unless it had them before; null where there is none. */
const typedText = (control, before) => (control.value === before ? before : control.value.trim()) || null;

function personRow(person) {
  const names = input("Name; other names", person?.names.join("; ") || "", { class: "names whole" });
  const title = input("Title", person?.title || "");
  const organization = input("Organisation", person?.organization || "", { list: "companies" });
  const read = () => {
    const said = typedNames(names.control, person?.names);
    const rest = {
      title: typedText(title.control, person?.title),
      organization: typedText(organization.control, person?.organization),
    };
    if (said.length) return { id: person?.id || null, names: said, ...rest };
    if (!person && !rest.title && !rest.organization) return null;
    return invalid(names.control, "Give the person a name, or remove the row.");
  };
  return {
    element: el("div", { class: "entry" }, names.label, title.label, organization.label),
    read,
    name: () => `the person ${names.control.value}`,
  };
}

function adviserRow(adviser) {
  const names = input("Adviser; other names", adviser?.names.join("; ") || "", { class: "names whole" });
  const kind = choice("Advises as", vocabulary.advisers, adviser?.kind || "financial");
  const side = input("For", adviser?.side || "", { list: "companies" });
  const read = () => {
    const said = typedNames(names.control, adviser?.names);
    const whom = typedText(side.control, adviser?.side);
    if (said.length) return { names: said, kind: kind.control.value, side: whom };
    if (!adviser && !whom) return null;
    return invalid(names.control, "Give the adviser a name, or remove the row.");
  };
  return {
    element: el("div", { class: "entry" }, names.label, kind.label, side.label),
    read,
    name: () => `the adviser ${names.control.value}`,
  };
}

/** Which of the people of an article take part in a deal. */
function peopleTicks(people, chosen) {
  const ticks = people.map((person) => {
    const box = el("input", { type: "checkbox" });
    box.checked = chosen.includes(person.id);
    return { id: person.id, box, label: el("label", { class: "tick" }, box, el("bdi", {}, ` ${personWords(person)}`)) };
  });
  const none = el(
    "p",
    { class: "hint" },
    "No person is known in this article. They are written down beside it, under People.",
  );
  return {
    content: ticks.length ? ticks.map((tick) => tick.label) : none,
    read: () => ticks.filter((tick) => tick.box.checked).map((tick) => tick.id),
  };
}

/** The form in which the people of an article are corrected. */
function peopleForm(doc, taken, left) {
  const people = rows("Add a person", peopleOf(doc), personRow);
  const read = () => {
    const said = people.read();
    const ids = new Set([...doc.people, ...said].map((person) => person.id));
    let number = 1;
    return said.map((person) => {
      if (person.id) return person;
      while (ids.has(`added-person-${number}`)) number += 1;
      ids.add(`added-person-${number}`);
      return { ...person, id: `added-person-${number}` };
    });
  };
  return reviewForm(
    "Correct the people of the article",
    [group("People", people.element)],
    read,
    () => null,
    taken,
    left,
  );
}

/** Say of the people of an article that they are right, or what they are. */
function judgePeople(doc, verdict, corrected = null) {
  change(doc, (said) => {
    said.people = corrected ? { verdict, people: corrected } : verdict && { verdict };
  });
}

/** What was entered for the people of an article: the same as was read is accepted. */
function takePeople(doc, said) {
  const same = JSON.stringify(checkedPeople(doc.people)) === JSON.stringify(said);
  judgePeople(doc, same ? "accepted" : "corrected", same ? null : said);
  announce(same ? "Nothing was changed: the people are accepted." : "The people are corrected.");
}

function acceptPeople() {
  const { doc } = current;
  const was = stateOf(doc).people?.verdict === "accepted";
  judgePeople(doc, was ? null : "accepted");
  announce(was ? "The people are not judged any more." : "The people are accepted. Z takes it back.");
  show();
  byId("accept-people").focus({ preventScroll: true });
}

/** Beside the article: its people, and whether somebody has checked them. */
function peopleBox(doc) {
  const said = stateOf(doc).people;
  const people = peopleOf(doc);
  const places = new Map(doc.people.map((person, index) => [person.id, { index, at: person.at }]));
  const row = (person) => {
    const place = places.get(person.id);
    const cited = place && place.at.length;
    return el(
      "li",
      { "data-fields": cited ? `p${place.index}` : null },
      el("span", { class: "value", dir: "auto" }, personWords(person)),
      cited
        ? el(
            "button",
            { type: "button", class: "cite", "aria-label": `↦ show ${personWords(person)} in the text` },
            "↦",
          )
        : null,
    );
  };
  return el(
    "section",
    { class: "people", "aria-labelledby": "people-title" },
    el("h4", { id: "people-title" }, "People of the article"),
    el(
      "p",
      { class: "kind" },
      verdictChip(said?.verdict || null),
      said ? null : el("span", {}, "the export says nothing of people"),
    ),
    people.length
      ? el("ul", { class: "fields plain" }, people.map(row))
      : el("p", { class: "hint" }, said ? "There are none." : "None was read."),
    el(
      "div",
      { class: "actions" },
      el(
        "button",
        { type: "button", id: "accept-people", "aria-pressed": said?.verdict === "accepted", onclick: acceptPeople },
        "Accept people",
      ),
      el(
        "button",
        {
          type: "button",
          "aria-pressed": said?.verdict === "corrected",
          "aria-keyshortcuts": "p",
          onclick: correctPeople,
        },
        "Correct people",
        el("kbd", { "aria-hidden": "true" }, "P"),
      ),
    ),
  );
}
