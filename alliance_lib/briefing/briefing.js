"use strict";
// Draws every chart of the page from the data beside it, and again at the width of the paper:
// 172 mm is 650 px, and the style sheet prints charts at 0.76, so that two fit on a page.
// A page opened to be printed, with #print behind its address, draws them at that width at once.
const PAPER = 650 / 0.76;
const SHARP = 1.2; // pictures of the charts for Word: 150 dots per inch at the width of its text
const LETTERS = 24;
const UNSAYABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // what a picture's XML cannot hold
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

// The titles of the horizontal axes, with at most so many letters on a line.
function titles(layout, letters) {
  const found = {};
  for (const [name, axis] of Object.entries(layout)) {
    if (!name.startsWith("xaxis") || !axis.title?.text) continue;
    const lines = [""];
    for (const word of axis.title.text.split(" ")) {
      if (lines.at(-1) && lines.at(-1).length + word.length >= letters) lines.push("");
      lines.push((lines.pop() + " " + word).trim());
    }
    found[name + ".title.text"] = lines.join("<br>");
  }
  return found;
}

// A chart that was drawn as the address of a picture.
async function picture(box) {
  const { width, height } = box._fullLayout;
  const layers = [...box.querySelectorAll(".main-svg")].map((one) => new XMLSerializer().serializeToString(one));
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${layers.join("").replace(UNSAYABLE, "")}</svg>`;
  const image = new Image();
  image.src = "data:image/svg+xml," + encodeURIComponent(whole);
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * SHARP, height * SHARP];
  const ink = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  ink.fillStyle = "white";
  ink.fillRect(0, 0, canvas.width, canvas.height);
  ink.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}

async function draw(box) {
  try {
    const source = document.getElementById(box.id + "-data");
    const figure = JSON.parse(source.textContent);
    await Plotly.newPlot(box, figure.data, { ...figure.layout, ...size }, settings);
    box.told = figure.layout;
    if (isCut(box)) await Plotly.relayout(box, titles(box.told, LETTERS));
    if (paper) await picture(box).then((made) => { source.textContent = made; }, () => {}); // who prints takes it from there
    return box.querySelector(".main-svg") ? 1 : 0;
  } catch (fault) {
    box.textContent = box.dataset.fault;
    return 0;
  }
}

Promise.all(boxes.map(draw)).then((drawn) => {
  const place = document.getElementById("drawn");
  if (place) place.textContent = drawn.reduce((sum, one) => sum + one, 0);
  if (paper) document.querySelectorAll("script:not([type])").forEach((one) => one.remove()); // 5 MB that nobody reads there
});

function redraw(change) {
  for (const box of boxes.filter((one) => one.told)) {
    Plotly.relayout(box, { ...change, ...titles(box.told, Infinity) });
    if (isCut(box)) Plotly.relayout(box, titles(box.told, LETTERS));
  }
}
if (!paper) {
  addEventListener("beforeprint", () => redraw({ width: PAPER, autosize: false }));
  addEventListener("afterprint", () => redraw({ width: null, autosize: true }));
}
