// A secret that is shown once is selected as soon as somebody goes there, ready to be copied.

document.addEventListener("focusin", (event) => {
  if (event.target.matches?.("input[data-select]")) event.target.select();
});
