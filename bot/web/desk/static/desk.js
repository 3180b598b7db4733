// The browser knows its time zone: pick it in the form of a new campaign, unless another one was picked.
for (const list of document.querySelectorAll("select[data-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (list.value === "UTC" && [...list.options].some((one) => one.value === zone)) list.value = zone;
}

// What is typed outlives a change of the language: this tab keeps it until the page is there again. No secret is kept.
const typed = (form) =>
  [...form.elements].filter((one) => one.name && one.matches("input, textarea, select") &&
    !["hidden", "file", "password"].includes(one.type));
const changed = (one) =>
  one.options ? [...one.options].some((part) => part.selected !== part.defaultSelected)
    : one.type === "checkbox" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue;
const spots = () => {
  const seen = {};
  return [...document.forms].map((form) => {
    const path = form.getAttribute("action") ?? location.pathname;
    seen[path] = (seen[path] ?? 0) + 1;
    return [`typed ${path} ${seen[path]}`, form];
  });
};
document.querySelector('form[action="/desk/language"]')?.addEventListener("submit", () => {
  for (const [spot, form] of spots()) {
    const kept = typed(form).filter(changed).map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]);
    if (kept.length) sessionStorage.setItem(spot, JSON.stringify(kept));
  }
});
addEventListener("load", () => {
  for (const [spot, form] of spots()) {
    const kept = JSON.parse(sessionStorage.getItem(spot) ?? "[]");
    sessionStorage.removeItem(spot);
    for (const [name, value] of kept) {
      const one = typed(form).find((field) => field.name === name);
      if (!one) continue;
      if (one.type === "checkbox") one.checked = value;
      else one.value = value;
      for (let at = one.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
});

// A file that is too large is told before anything is sent: an upload that is cut off would take the whole page with it.
for (const one of document.querySelectorAll("input[type=file][data-most]")) {
  one.addEventListener("change", () => {
    one.setCustomValidity([...one.files].some((file) => file.size > Number(one.dataset.most)) ? one.dataset.said : "");
    one.reportValidity();
  });
}
