"use strict";

const frame = document.getElementById("docs");
const list = document.getElementById("findings");
const state = document.getElementById("state");
const WEIGHT = { error: 0, warning: 1, info: 2 };
const WORDS = { error: "error", warning: "warning", info: "hint" };
let shown = 0;

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

function paragraph(className, ...parts) {
  const element = document.createElement("p");
  element.className = className;
  element.append(...parts);
  return element;
}

function labelled(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function row(finding) {
  const item = document.createElement("li");
  item.className = finding.severity;
  item.append(
    paragraph(
      "head",
      labelled("span", "severity", finding.severity),
      " ",
      labelled("code", "place", `${finding.path.split("/").pop()}:${finding.line}:${finding.column}`),
      " ",
      labelled("code", "rule", finding.rule),
    ),
    paragraph("message", finding.message),
  );
  if (finding.fix) item.append(paragraph("fix", finding.fix));
  return item;
}

// The reader stays where they were: the same operation, the same place of the page.
function reload() {
  const view = frame.contentWindow;
  const top = view.scrollY;
  frame.addEventListener("load", () => {
    let tries = 40;
    const restore = setInterval(() => {
      view.scrollTo(0, top);
      if (Math.abs(view.scrollY - top) < 2 || --tries === 0) clearInterval(restore);
    }, 50);
  }, { once: true });
  view.location.reload();
}

const events = new EventSource("/preview/events");
events.onmessage = (event) => {
  const preview = JSON.parse(event.data);
  document.getElementById("document").textContent = preview.document;
  document.title = `Preview of ${preview.document.split("/").pop()}`;
  const counts = Object.keys(WEIGHT).map((severity) => counted(preview.counts[severity] ?? 0, WORDS[severity]));
  const time = new Date().toLocaleTimeString("en-GB");
  const sorted = [...preview.findings].sort((one, other) => WEIGHT[one.severity] - WEIGHT[other.severity]);
  list.replaceChildren(...sorted.map(row));
  if (!sorted.length) list.append(labelled("li", "none", "Nothing was found."));
  state.classList.toggle("broken", !preview.compiles);
  state.textContent = preview.compiles
    ? `Saved at ${time}: ${counts.join(", ")}. Docs and mock are up to date.`
    : `Saved at ${time}: ${counts.join(", ")}. The document is broken; docs and mock are those before.`;
  if (shown && shown !== preview.docs) reload();
  shown = preview.docs;
  document.body.dataset.version = preview.version;
};
events.onerror = () => {
  state.textContent = "The preview does not answer; it is tried again.";
};
