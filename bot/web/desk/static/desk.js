// The browser knows its time zone: pick it in the form of a new campaign, unless another one was picked.
for (const list of document.querySelectorAll("select[data-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (list.value === "UTC" && [...list.options].some((one) => one.value === zone)) list.value = zone;
}
