// Keys pressed in a panel belong to the panel: JupyterLab would cut, add or leave a cell.
// On a row of answers a digit chooses that answer and x chooses the one but last: declined, as on the paper forms.
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  event.stopPropagation();
  const row = event.target.closest(".widget-toggle-buttons");
  if (!row) return;
  const answers = [...row.querySelectorAll("button")];
  const chosen = event.key === "x" ? answers[answers.length - 2] : answers.find((one) => one.innerText.trim() === event.key);
  if (!chosen || !answers.some((one) => one.innerText.trim() === "1")) return;
  chosen.click();
  chosen.focus();
}

// F blanks the picture at once, in the browser itself: nothing has to come back from the kernel first.
function blank(model) {
  const there = document.querySelector(".alliance-blank");
  if (there) return there.remove();
  const cover = document.createElement("div");
  cover.className = "alliance-blank";
  cover.setAttribute("role", "status");
  cover.textContent = model.get("paused");
  cover.addEventListener("click", () => cover.remove());
  document.body.append(cover);
}

// The handle of a slider is called what stands beside it; ipywidgets leaves it without a name.
function named(panel) {
  for (const handle of panel.querySelectorAll(".widget-hslider .noUi-handle:not([aria-label])")) {
    const label = handle.closest(".widget-hslider").querySelector(".widget-label")?.textContent;
    if (label) handle.setAttribute("aria-label", label);
  }
}

// A figure that was drawn before it stood on the screen, or in a window of another size, gets the width of this one; by itself
// it never does. Drawn once more after that: a legend that needs fewer lines now would stay where it was.
const fitting = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    if (!target.offsetWidth || !target.layout) continue;
    delete target.layout.width;
    window.Plotly?.Plots.resize(target).then(() => window.Plotly.redraw(target), () => {});
  }
});

function fitted(panel) {
  for (const drawn of panel.querySelectorAll(".js-plotly-plot")) fitting.observe(drawn);
}

function onKey(model) {
  return (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key.toLowerCase() !== "f" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!document.body.dataset.voila && !event.target.closest?.(".alliance-panel, .alliance-blank")) return;
    event.preventDefault();
    blank(model);
  };
}

export default {
  render({ model, el }) {
    const key = onKey(model), button = document.createElement("button");
    button.className = "jupyter-button blank-button";
    button.textContent = model.get("blank");
    button.addEventListener("click", () => blank(model));
    el.append(button);
    document.addEventListener("keydown", key, true);
    const looking = new MutationObserver(() => [named, fitted].forEach((look) => look(el.closest(".alliance-panel") ?? el)));
    const waiting = setInterval(() => {
      const panel = el.closest(".alliance-panel");
      if (!panel) return;
      clearInterval(waiting);
      panel.addEventListener("keydown", pressed);
      named(panel);
      fitted(panel);
      looking.observe(panel, { childList: true, subtree: true });
      panel.lang = model.get("lang");
      if (document.body.dataset.voila) document.documentElement.lang = panel.lang;
      panel.dataset.keys = "own";
      model.send({ opened: true });
    }, 50);
    return () => { looking.disconnect(); clearInterval(waiting); document.removeEventListener("keydown", key, true); };
  },
};
