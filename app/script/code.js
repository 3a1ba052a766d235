// The numbers beside the lines of a text to write code in, kept up to date while somebody types. Which lines
// are wrong is the server's to say, see check.js.

const LEAST = 3;

function watch(numbers) {
  const field = document.getElementById(numbers.dataset.lines);
  if (!field) return;
  const count = () => {
    const lines = Math.max(field.value.split("\n").length, LEAST);
    field.rows = lines;
    while (numbers.children.length > lines) numbers.lastElementChild.remove();
    while (numbers.children.length < lines) {
      const line = document.createElement("li");
      line.textContent = String(numbers.children.length + 1);
      numbers.append(line);
    }
  };
  field.addEventListener("input", count);
  window.addEventListener("pageshow", count);
}

document.querySelectorAll("[data-lines]").forEach(watch);
