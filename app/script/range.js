// The number beside a slider follows it while it is dragged, written as the server writes it.

document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.type !== "range" || !slider.id) return;
  const output = document.querySelector(`output[for="${CSS.escape(slider.id)}"]`);
  if (output) output.textContent = Number(slider.value).toFixed(2).replace("-", "−");
});
