"use strict";
// Draws every chart of the page from the data beside it, and again at the width of the paper:
// 172 mm is 650 px, and the style sheet prints charts at four fifths, so that two fit on a page.
// A page opened to be printed, with #print behind its address, draws them at that width at once.
const PAPER = 650 / 0.8;
const LETTERS = 24;
const settings = { staticPlot: true, responsive: true, displayModeBar: false };
const paper = location.hash === "#print";
const size = paper ? { width: PAPER, autosize: false } : { width: undefined, autosize: true };
const boxes = [...document.querySelectorAll(".chart")];

function isCut(box) {
  const frame = box.getBoundingClientRect();
  return [...box.querySelectorAll("text[class$=title]")].some((title) => {
    const { left, right } = title.getBoundingClientRect();
    return left < frame.left || right > frame.right;
  });
}

// The titles of the horizontal axes over more lines, for where they would be cut off.
function folded(layout) {
  const titles = {};
  for (const [name, axis] of Object.entries(layout)) {
    if (!name.startsWith("xaxis") || !axis.title?.text) continue;
    const lines = [""];
    for (const word of axis.title.text.split(" ")) {
      if (lines.at(-1) && lines.at(-1).length + word.length >= LETTERS) lines.push("");
      lines.push((lines.pop() + " " + word).trim());
    }
    titles[name + ".title.text"] = lines.join("<br>");
  }
  return titles;
}

async function draw(box) {
  try {
    const figure = JSON.parse(document.getElementById(box.id + "-data").textContent);
    await Plotly.newPlot(box, figure.data, { ...figure.layout, ...size }, settings);
    if (isCut(box)) await Plotly.relayout(box, folded(figure.layout));
    return box.querySelector(".main-svg") ? 1 : 0;
  } catch (fault) {
    box.textContent = box.dataset.fault;
    return 0;
  }
}

Promise.all(boxes.map(draw)).then((drawn) => {
  const place = document.getElementById("drawn");
  if (place) place.textContent = drawn.reduce((sum, one) => sum + one, 0);
});

function redraw(change) {
  for (const box of boxes) if (box.layout) Plotly.relayout(box, change);
}
if (!paper) {
  addEventListener("beforeprint", () => redraw({ width: PAPER, autosize: false }));
  addEventListener("afterprint", () => redraw({ width: null, autosize: true }));
}
