// The interactive graph. Boxes and arrows lie as the layout has them; Cytoscape draws outlines and
// arrows, and moves them. Names and levels lie over it as text of the page, so that they scale, are
// read aloud and take the focus.

const OUTLINES = { model: "round-rectangle", adapter: "cut-rectangle", dataset: "barrel", software: "rectangle" };
const CORNERS = {
  service: [-0.93, -1, 0.93, -1, 1, 0, 0.93, 1, -0.93, 1, -1, 0],
  content: [-1, -1, 0.9, -1, 1, -0.7, 1, 1, -1, 1],
  output: [-1, -1, 1, -1, 1, 0.75, 0.9, 1, -0.9, 1, -1, 0.75],
  index: [-0.93, -1, 1, -1, 0.93, 1, -1, 1],
};
const READABLE = 0.55;
const BORDERS = { permitted: 1.5, conditional: 2, review: 2.5, prohibited: 4 };

function drawGraph(data, onChoose) {
  const stage = document.getElementById("graph");
  const layer = document.getElementById("cards");
  const at = new Map(data.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));
  const cy = cytoscape({
    container: document.getElementById("canvas"),
    elements: [
      ...data.nodes.map((node) => ({ data: { id: node.id, kind: node.kind }, position: at.get(node.id), classes: node.option ? "option" : "" })),
      ...data.edges.map((edge, number) => ({
        data: { id: `e${number}`, source: edge.source, target: edge.target, role: edge.role, ...wayOf(edge, at) },
        classes: `${edge.option ? "option" : ""} ${edge.way.length > 2 ? "bent" : ""}`,
      })),
    ],
    layout: { name: "preset" },
    autoungrabify: true, boxSelectionEnabled: false, autounselectify: true, minZoom: 0.15, maxZoom: 2.5,
  });
  const cards = new Map(data.nodes.map((node) => [node.id, cardOf(node, data.card, data.marks)]));
  layer.append(...[...cards.values()].map((card) => card.element));

  function paint() {
    const look = getComputedStyle(document.documentElement);
    const colour = (name) => look.getPropertyValue(`--${name}`).trim();
    cy.style().clear().fromJson(styleOf(colour, data.card)).update();
  }
  function place() {
    const pan = cy.pan();
    layer.style.transform = `translate(${pan.x}px, ${pan.y}px) scale(${cy.zoom()})`;
  }
  function fit(boxes = cy.nodes()) {
    cy.resize();
    cy.fit(boxes, 36);
    if (cy.zoom() > 1.15) { cy.zoom(1.15); cy.center(boxes); }
  }
  // Of a large stack what it is all for is shown first, large enough to be read.
  function begin() {
    fit();
    if (cy.zoom() >= READABLE) return;
    const goal = cy.nodes().leaves().boundingBox(), whole = cy.nodes().boundingBox(), spare = cy.width() - whole.w * READABLE;
    const x = spare > 0 ? spare / 2 - whole.x1 * READABLE : cy.width() - 36 - goal.x2 * READABLE;
    cy.viewport({ zoom: READABLE, pan: { x, y: cy.height() / 2 - ((goal.y1 + goal.y2) / 2) * READABLE } });
  }
  function reveal(id) {
    const node = cy.getElementById(id);
    const seen = cy.extent(), at = node.boundingBox();
    if (at.x1 < seen.x1 || at.x2 > seen.x2 || at.y1 < seen.y1 || at.y2 > seen.y2) cy.center(node);
  }

  paint();
  const size = cy.nodes().boundingBox();
  const height = Math.min(680, Math.max(260, (size.h * stage.clientWidth) / size.w + 72));
  stage.parentElement.style.setProperty("--stage", `${Math.round(height)}px`);
  cy.on("pan zoom resize", place);
  cy.on("tap", "node", (event) => onChoose(event.target.id()));
  cy.on("tap", (event) => { if (event.target === cy) onChoose(null); });
  begin();
  place();

  // A wheel scrolls the page unless Ctrl is held, as it does on maps.
  stage.addEventListener("wheel", (event) => { if (!event.ctrlKey) event.stopPropagation(); }, { capture: true });
  stage.addEventListener("click", (event) => {
    const zoom = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (zoom === "fit") fit();
    else if (zoom) cy.zoom({ level: cy.zoom() * Number(zoom), renderedPosition: { x: stage.clientWidth / 2, y: stage.clientHeight / 2 } });
  });
  walkWithArrows(cy, cards, layer, reveal, onChoose);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  let width = stage.clientWidth;
  new ResizeObserver(() => { if (stage.clientWidth !== width) { width = stage.clientWidth; begin(); } }).observe(stage);

  return {
    reveal,
    // The whole path of a finding, where some of it lies out of sight.
    frame(ids) {
      const boxes = cy.nodes().filter((node) => ids.has(node.id())), seen = cy.extent(), all = boxes.boundingBox();
      if (boxes.empty() || (all.x1 >= seen.x1 && all.x2 <= seen.x2 && all.y1 >= seen.y1 && all.y2 <= seen.y2)) return;
      fit(boxes);
    },
    setLevels(levels) {
      for (const [id, card] of cards) {
        const level = levels[id];
        card.element.dataset.level = level;
        card.how.textContent = `${data.marks[level]} ${level}`;
        cy.getElementById(id).data("level", level);
      }
    },
    // `lit` are the boxes of a path, or null; `off` the boxes that a filter leaves out.
    show(chosen, lit, off) {
      cy.batch(() => {
        cy.elements().removeClass("chosen lit off");
        for (const [id, card] of cards) {
          const dim = off.has(id) || (lit !== null && !lit.has(id));
          card.element.classList.toggle("off", dim);
          card.element.setAttribute("aria-pressed", String(id === chosen));
          cy.getElementById(id).toggleClass("off", dim).toggleClass("chosen", id === chosen);
          cy.getElementById(id).toggleClass("lit", lit !== null && lit.has(id));
        }
        cy.edges().forEach((edge) => {
          const ends = [edge.source().id(), edge.target().id()];
          const onPath = lit !== null && ends.every((id) => lit.has(id));
          edge.toggleClass("lit", onPath).toggleClass("off", !onPath && (lit !== null || ends.some((id) => off.has(id))));
        });
      });
    },
  };
}

// The way of an arrow: where it leaves and arrives, seen from the middle of each box, and its bends.
function wayOf(edge, at) {
  const beside = (point, id) => `${point[0] - at.get(id).x}px ${point[1] - at.get(id).y}px`;
  return { leaves: beside(edge.way[0], edge.source), arrives: beside(edge.way.at(-1), edge.target), ...bends(edge.way) };
}

// Cytoscape places the bends of an arrow by how far along and beside the line between its ends they lie.
function bends([start, ...inner]) {
  const end = inner.pop(), far = { x: end[0] - start[0], y: end[1] - start[1] };
  const length = Math.hypot(far.x, far.y);
  const from = (point) => ({ x: point[0] - start[0], y: point[1] - start[1] });
  return {
    weights: inner.map(from).map((p) => (p.x * far.x + p.y * far.y) / length ** 2).join(" "),
    distances: inner.map(from).map((p) => (p.y * far.x - p.x * far.y) / length).join(" "),
  };
}

function cardOf(node, size, marks) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "card";
  element.tabIndex = -1;
  element.dataset.card = node.id;
  element.title = node.name;
  element.setAttribute("aria-pressed", "false");
  element.style.width = `${size.width}px`;
  element.style.height = `${size.height}px`;
  element.style.left = `${node.x - size.width / 2}px`;
  element.style.top = `${node.y - size.height / 2}px`;
  const head = document.createElement("span");
  const how = piece("span", "how", marks.permitted);
  head.append(piece("span", "what", node.what), how);
  const title = document.createElement("span");
  title.className = "title";
  title.append(piece("bdi", "", node.name));
  const terms = document.createElement("span");
  terms.className = "terms";
  terms.append(piece("bdi", "", node.terms));
  element.append(head, title, terms);
  return { element, how };
}

function piece(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

// One box of the graph takes the focus at a time; arrows go to the nearest box on that side.
function walkWithArrows(cy, cards, layer, reveal, onChoose) {
  const sides = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const first = cards.values().next().value;
  if (first) first.element.tabIndex = 0;
  layer.addEventListener("click", (event) => {
    const card = event.target.closest("[data-card]");
    if (card) onChoose(card.dataset.card);
  });
  layer.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-card]");
    for (const other of cards.values()) other.element.tabIndex = other.element === card ? 0 : -1;
    reveal(card.dataset.card);
  });
  layer.addEventListener("keydown", (event) => {
    const side = sides[event.key];
    if (!side) return;
    event.preventDefault();
    const from = cy.getElementById(event.target.dataset.card).position();
    let best = null, least = Infinity;
    for (const id of cards.keys()) {
      const at = cy.getElementById(id).position();
      const ahead = (at.x - from.x) * side[0] + (at.y - from.y) * side[1];
      const aside = Math.abs((at.x - from.x) * side[1]) + Math.abs((at.y - from.y) * side[0]);
      if (ahead > 1 && ahead + 3 * aside < least) { least = ahead + 3 * aside; best = id; }
    }
    if (best) cards.get(best).element.focus({ preventScroll: true });
  });
}

function styleOf(colour, size) {
  const levels = Object.keys(BORDERS).map((level) => ({
    selector: `node[level="${level}"]`,
    style: { "background-color": colour(`${level}-fill`), "border-color": colour(level), "border-width": BORDERS[level] },
  }));
  const shape = (kind, style) => ({ selector: `node[kind="${kind}"]`, style });
  const outlines = [
    ...Object.entries(OUTLINES).map(([kind, name]) => shape(kind, { shape: name })),
    ...Object.entries(CORNERS).map(([kind, points]) => shape(kind, { shape: "polygon", "shape-polygon-points": points })),
  ];
  return [
    { selector: "node", style: { ...size, shape: "rectangle", "background-color": colour("sheet"), "border-color": colour("wire"), "border-width": 1.5, "overlay-opacity": 0 } },
    ...outlines, ...levels,
    { selector: "node.option", style: { "border-style": "dashed" } },
    { selector: "edge", style: {
      width: 1.4, "line-color": colour("wire"), "target-arrow-color": colour("wire"), "target-arrow-shape": "triangle", "arrow-scale": 0.9,
      "source-label": "data(role)", "source-text-offset": 24, "text-wrap": "ellipsis", "text-max-width": "60px", "source-text-margin-y": -7, "font-size": 10.5, "font-family": "system-ui, sans-serif", color: colour("soft"),
      "curve-style": "straight", "source-endpoint": "data(leaves)", "target-endpoint": "data(arrives)", "edge-distances": "endpoints", "segment-radii": 7, "overlay-opacity": 0, events: "no",
    } },
    { selector: "edge.bent", style: {
      "curve-style": "round-segments", "segment-weights": (edge) => edge.data("weights"), "segment-distances": (edge) => edge.data("distances"),
    } },
    { selector: "edge.option", style: { "line-style": "dashed" } },
    { selector: ".off", style: { opacity: 0.35 } },
    { selector: "edge.lit", style: { width: 3.5, "line-color": colour("ink"), "target-arrow-color": colour("ink"), "z-index": 9 } },
    { selector: "node.chosen", style: { "outline-width": 3, "outline-color": colour("focus"), "outline-offset": 3 } },
  ];
}
