// What every part stands on: the data, and elements that are made of names and texts, never of markup.

const data = JSON.parse(document.getElementById("data").textContent);
const vocabulary = data.vocabulary;
const documents = data.documents;
documents.forEach((doc, index) => {
  doc.index = index;
});

const byId = (id) => document.getElementById(id);

/** An element with attributes (`class`, `aria-label` …; `onclick` and the like are listeners) and children, texts or elements. */
function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same in SVG. */
function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("aria-") && typeof value === "boolean") element.setAttribute(name, String(value));
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let quiet = 0;

/** Say something in the live region at the foot of the page; it goes after a while. */
function announce(message) {
  const status = byId("status");
  status.textContent = message;
  status.classList.add("shown");
  clearTimeout(quiet);
  quiet = setTimeout(() => status.classList.remove("shown"), 6000);
}

/** A store of the browser, or nothing where it has none for a page from a disk. */
const store = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
};
