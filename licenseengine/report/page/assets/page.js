// The page: what is chosen, and what follows from it. Every text stands in the page already; this
// shows and hides it, in the order that the chosen case has.

const data = JSON.parse(document.getElementById("data").textContent);
const chosen = { use: data.scenario, case: 0, box: null, finding: null };
const LISTS = ["findings", "duties", "questions", "laws", "facts", "assumed"];
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const words = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean);
const outcome = (number = chosen.case, use = chosen.use) => data.cases[number][use];
const articles = new Map(all("[data-article]").map((article) => [article.dataset.article, article]));
const home = document.getElementById("details");
const panel = document.getElementById("panel");
const findings = [...one('[data-list="findings"]').children];
const filters = one(".filters");
let graph;

function setPill(pill, level) {
  pill.dataset.level = level;
  one("use", pill).setAttribute("href", `#i-${level}`);
  one(".word", pill).textContent = level;
}

function setPieces(element, line) {
  const tags = { name: "bdi", place: "bdi", code: "code", level: "strong" };
  element.replaceChildren(...line.map(([look, text]) => (look ? piece(tags[look], tags[look] === "bdi" ? look : "", text) : text)));
}

function showAnswer() {
  const now = outcome();
  const verdict = document.getElementById("verdict");
  verdict.dataset.level = now.level;
  one("use", verdict).setAttribute("href", `#i-${now.level}`);
  document.getElementById("head").textContent = data.heads[now.level];
  setPieces(document.getElementById("asked"), data.asked[chosen.use]);
  setPieces(document.getElementById("why"), now.why);
  setPill(one("#bar-level .pill"), now.level);
}

function showSwitches() {
  for (const input of all('input[name="use"]')) setPill(one(".pill", input.parentElement), outcome(chosen.case, input.value).level);
  for (const input of all('input[name="case"]')) {
    const { level } = outcome(Number(input.value));
    const same = input.value !== "0" && level === outcome(0).level;
    setPill(one(".pill", input.parentElement), level);
    input.parentElement.classList.toggle("same", same);
    input.parentElement.title = same ? data.say.same_answer : "";
  }
}

function showLists() {
  for (const name of LISTS) {
    const list = one(`[data-list="${name}"]`), numbers = outcome()[name];
    const items = new Map([...list.children].map((item) => [Number(item.dataset.item), item]));
    for (const item of items.values()) item.hidden = true;
    const shown = numbers.map((number) => items.get(number));
    for (const item of shown) item.hidden = false;
    list.prepend(...shown);
    one(`[data-empty="${name}"]`).hidden = numbers.length > 0;
    const count = one(`[data-count="${name}"]`);
    if (count) count.textContent = numbers.length;
    const table = list.closest("table");
    if (table) table.hidden = numbers.length === 0;
  }
}

function showLevels() {
  const { levels } = outcome();
  graph.setLevels(levels);
  for (const row of all("[data-row]")) setPill(one(".pill", row), levels[row.dataset.row]);
  for (const [id, article] of articles) {
    for (const pill of all(".levels .pill", article)) setPill(pill, outcome(chosen.case, pill.dataset.use).levels[id]);
  }
}

// What is found and due at each box, as buttons that lead to the card or row.
function showLinks() {
  for (const [id, article] of articles) {
    for (const name of ["findings", "duties"]) {
      const items = [...one(`[data-list="${name}"]`).children].filter((item) => !item.hidden && words(item, "boxes").includes(id));
      const links = items.map((item) => {
        const entry = document.createElement("li"), button = piece("button", "", one(".said, .duty", item).textContent);
        button.type = "button";
        button.dataset.to = item.id;
        entry.append(button);
        return entry;
      });
      one(`[data-links="${name}"]`, article).replaceChildren(...(links.length ? links : [piece("li", "soft", data.say.nothing_here)]));
    }
  }
}

function showChoice() {
  const finding = chosen.finding === null ? null : document.getElementById(`finding-${chosen.finding}`);
  graph.show(chosen.box, finding ? new Set(words(finding, "boxes")) : null, filteredOut());
  for (const item of findings) {
    item.classList.toggle("chosen", item === finding);
    one(".to-finding", item).setAttribute("aria-pressed", String(item === finding));
  }
  for (const button of all("tbody .to-box[aria-pressed]")) button.setAttribute("aria-pressed", String(button.dataset.box === chosen.box));
  for (const article of articles.values()) if (article.parentElement === panel && article.dataset.article !== chosen.box) putBack();
  one(".note", panel)?.remove();
  const told = articles.get(chosen.box) || (finding && noteOf(finding));
  if (told) panel.append(told);
  document.getElementById("panel-empty").hidden = Boolean(told);
  document.getElementById("panel-close").hidden = !told;
}

// The chosen finding beside the graph: its card again, without what makes it the card.
function noteOf(finding) {
  const note = document.createElement("div"), said = one(".said", finding);
  note.className = "note";
  note.append(one(".pill", finding).cloneNode(true));
  const text = document.createElement("p");
  text.append(...[...said.childNodes].map((node) => node.cloneNode(true)));
  note.append(text, one("dl", finding).cloneNode(true));
  return note;
}

// On paper every box is told; in the panel only the chosen one.
function putBack() {
  home.append(...articles.values());
}

function filteredOut() {
  const form = new FormData(filters), text = String(form.get("by-text")).trim().toLowerCase();
  const { levels } = outcome();
  const off = data.nodes.filter((node) =>
    (form.get("by-role") && node.role !== form.get("by-role"))
    || (form.get("by-level") && levels[node.id] !== form.get("by-level"))
    || (text && ![node.name, node.terms, node.what].some((word) => word.toLowerCase().includes(text))));
  return new Set(off.map((node) => node.id));
}

function showFilter() {
  const off = filteredOut(), numbers = new Set(outcome().findings);
  for (const row of all("[data-row]")) row.hidden = off.has(row.dataset.row);
  for (const item of findings) {
    const boxes = words(item, "boxes");
    item.hidden = !numbers.has(Number(item.dataset.item)) || (off.size > 0 && boxes.length > 0 && boxes.every((id) => off.has(id)));
  }
  const shown = data.nodes.length - off.size;
  document.getElementById("filter-count").textContent = off.size ? data.say.matches.replace("{shown}", shown).replace("{all}", data.nodes.length) : "";
}

function show() {
  if (chosen.finding !== null && !outcome().findings.includes(chosen.finding)) chosen.finding = null;
  showAnswer();
  showSwitches();
  showLists();
  showLevels();
  showFilter();
  showLinks();
  showChoice();
}

function chooseBox(id) {
  chosen.box = id;
  chosen.finding = null;
  showChoice();
  panel.scrollTop = 0;
}

function chooseFinding(number) {
  chosen.finding = chosen.finding === number ? null : number;
  chosen.box = null;
  showChoice();
  if (chosen.finding !== null) graph.frame(new Set(words(document.getElementById(`finding-${number}`), "boxes")));
}

document.addEventListener("change", (event) => {
  const { name, value } = event.target;
  if (name === "use") chosen.use = value;
  else if (name === "case") chosen.case = Number(value);
  else return;
  show();
});
document.addEventListener("click", (event) => {
  const target = event.target;
  const box = target.closest("[data-box]"), finding = target.closest(".to-finding"), link = target.closest("[data-to]");
  if (box) {
    chooseBox(box.dataset.box);
    graph.reveal(box.dataset.box);
    articles.get(box.dataset.box).focus({ preventScroll: true });
    const narrow = matchMedia("(max-width: 62rem)").matches;
    (narrow ? panel : document.getElementById("stack")).scrollIntoView({ block: "start" });
  } else if (finding) {
    chooseFinding(Number(finding.closest("[data-item]").dataset.item));
    if (chosen.finding !== null) document.getElementById("stack").scrollIntoView({ block: "start" });
  } else if (link) {
    const item = document.getElementById(link.dataset.to);
    if (item.matches(".finding")) chooseFinding(Number(item.dataset.item));
    item.scrollIntoView({ block: "center" });
    item.tabIndex = -1;
    (one("button", item) || item).focus({ preventScroll: true });
  } else if (target.closest("#panel-close")) {
    const back = chosen.box ? one(`[data-row="${chosen.box}"] button`) : one(".to-finding", document.getElementById(`finding-${chosen.finding}`));
    chooseBox(null);
    back.focus({ preventScroll: true });
  }
});
filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("input", () => { showFilter(); showChoice(); });
filters.addEventListener("reset", () => setTimeout(() => { showFilter(); showChoice(); }));
addEventListener("beforeprint", putBack);
addEventListener("afterprint", showChoice);
addEventListener("keydown", (event) => { if (event.key === "Escape" && (chosen.box || chosen.finding !== null)) chooseBox(null); });

document.body.classList.add("js");
graph = drawGraph(data, chooseBox);
show();
