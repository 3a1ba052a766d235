// The chat beside the form that sets it up, as it will look with what is typed.

const look = document.querySelector("[data-look]");

/** The control of a field, whichever kind it is. */
const control = (form, name) => form.elements.namedItem(`values[${name}]`);

function follow(form) {
  const value = (name) => control(form, name)?.value ?? "";
  const greeting = look.querySelector("[data-look-greeting]");
  greeting.textContent = value("greeting").trim() || greeting.dataset.lookGreeting;
  for (const name of ["theme", "position", "ask", "outside"]) look.dataset[name] = value(name) || look.dataset[name];
}

const form = look && document.getElementById("channel");
if (form) {
  form.addEventListener("input", () => follow(form));
  // A browser that restores a form after Back brings the values, but not the picture.
  window.addEventListener("pageshow", () => follow(form));
}
