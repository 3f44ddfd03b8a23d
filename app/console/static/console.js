"use strict";
// Comfort only: every page works without this file.

// A file over the drop area lights it up; the browser itself puts it into the field.
for (const area of document.querySelectorAll(".drop")) {
  for (const name of ["dragenter", "dragover"]) area.addEventListener(name, () => area.classList.add("over"));
  for (const name of ["dragleave", "drop"]) area.addEventListener(name, () => area.classList.remove("over"));
}

// A second click sends nothing. Coming back by the browser's history, the form can be sent again.
for (const form of document.querySelectorAll("form[enctype]")) {
  const button = form.querySelector("button");
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    button.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    button.removeAttribute("aria-busy");
  });
}
