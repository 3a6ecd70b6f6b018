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

export default {
  render({ el }) {
    const waiting = setInterval(() => {
      const panel = el.closest(".alliance-panel");
      if (!panel) return;
      clearInterval(waiting);
      panel.addEventListener("keydown", pressed);
      panel.dataset.keys = "own";
    }, 50);
    return () => clearInterval(waiting);
  },
};
