// Keeps the page's figures as they are now, says when it cannot, shares the page, and reads values from the chart.
"use strict";

const state = document.querySelector(".state[data-live]");
const stream = document.body.dataset.stream;
const reduced = matchMedia("(prefers-reduced-motion: reduce)");

function tell(live) {
  if (!state) return;
  const words = live ? state.dataset.live : state.dataset.offline;
  if (state.textContent !== words) state.textContent = words;
  state.className = live ? "state on" : "state off";
}

// Puts new markup in place of old. Where its shape is the same, only the words and the links that moved are touched, so
// that selection stays and a screen reader is not told everything again. The focus stays with the link that has it,
// wherever that stands now.
function place(box, markup) {
  const made = document.createElement("template");
  made.innerHTML = markup;
  const held = box.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const opened = [...box.querySelectorAll("details[open]")].map((one) => one.closest("[id]")?.id);
  const old = [...box.querySelectorAll("*")], young = [...made.content.querySelectorAll("*")];
  if (old.length === young.length && old.every((one, at) => one.tagName === young[at].tagName)) {
    young.forEach((one, at) => renew(old[at], one));
  } else {
    box.replaceChildren(made.content);
    for (const id of opened) box.querySelector(`#${id} details, details#${id}`)?.setAttribute("open", "");
  }
  if (held !== null && document.activeElement.getAttribute("href") !== held) {
    [...box.querySelectorAll("a")].find((link) => link.getAttribute("href") === held)?.focus({preventScroll: true});
  }
}

// What a reader opened stays open, and a class is a script's.
const OWN = new Set(["class", "open"]);

function renew(old, young) {
  for (const name of old.getAttributeNames()) {
    if (!OWN.has(name) && !young.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const {name, value} of young.attributes) {
    if (!OWN.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (young.childElementCount || old.textContent === young.textContent) return;
  old.textContent = young.textContent;
  // An age gets older all the time: only figures flash.
  if (reduced.matches || !old.matches("#headline, bdi")) return;
  old.classList.remove("moved");
  void old.offsetWidth;
  old.classList.add("moved");
}

// What is passed on is what stands on the page.
function renewShare(news) {
  const box = document.querySelector(".share");
  box.dataset.text = news.text;
  box.querySelectorAll("a").forEach((place, at) => { place.href = news.places[at]; });
}

// Gives `look` the page as it is on the server, in a moment: readers ask one after another, not all at once. A proxy may
// have kept the page of before, or the server be busy, so `then` says whether to ask again.
function askLater(look, then) {
  return setTimeout(async () => {
    try {
      const answer = await fetch(location.pathname, {cache: "no-cache"});
      if (answer.ok) look(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // The stream says when the page is offline.
    }
    then();
  }, 500 + Math.random() * 4500);
}

let chartKnown = document.getElementById("chart")?.dataset.version;
let chartWanted = chartKnown;
let chartWaits = 0;
let chartTries = 0;
function renewChart(version) {
  if (version !== chartWanted) chartTries = 0;
  chartWanted = version;
  if (version === chartKnown || chartWaits || chartTries >= 5) return;
  chartTries += 1;
  chartWaits = askLater(takeChart, () => {
    chartWaits = 0;
    renewChart(chartWanted);
  });
}

function takeChart(page) {
  const chart = page.getElementById("chart");
  const open = [...document.querySelectorAll("#chart details")].map((one) => one.open);
  document.getElementById("chart").replaceChildren(...chart.childNodes);
  document.querySelectorAll("#chart details").forEach((one, place) => { one.open = Boolean(open[place]); });
  dressChart();
  chartKnown = chart.dataset.version;
}

// After the campaign's end another page stands here. It is asked for before this one goes.
let leaving = false;
function leave() {
  if (leaving) return;
  leaving = true;
  let left = false;
  askLater((page) => {
    left = !page.querySelector(".state[data-live]");
    if (left) location.reload();
  }, () => {
    leaving = left;
    leave();
  });
}

function listen() {
  const source = new EventSource(stream);
  source.onopen = () => tell(true);
  source.onerror = () => {
    tell(false);
    // A browser tries again by itself, but gives up for good after an answer that is no stream.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000 + Math.random() * 5000);
  };
  source.addEventListener("figures", (event) => {
    const news = JSON.parse(event.data);
    for (const [id, markup] of Object.entries(news.parts)) place(document.getElementById(id), markup);
    renewShare(news.share);
    renewChart(news.chart);
    tell(true);
    if (state && news.ended) leave();
  });
}

if (stream && "EventSource" in window) {
  listen();
  addEventListener("offline", () => tell(false));
}

// Which times have room on the narrowest phone: those in `order` first, as in page_chart.py.
function near(marks, order, letter, say) {
  const width = (one) => (one.form === "time" ? 32 : letter * say(one).length);
  const kept = [];
  for (const one of order.map((place) => marks[place])) {
    if (kept.every((other) => Math.abs(one.x - other.x) >= (width(one) + width(other)) / 2)) kept.push(one);
  }
  return kept;
}

// The days and hours of the axis begin elsewhere on the reader's own clock. A phone keeps those times that name the day.
function placeTimes(axis, say) {
  const line = axis.querySelector("line"), name = axis.querySelector("text");
  const {start, end, hours, letter} = axis.dataset;
  const day = new Date(start * 1000);
  const marks = [];
  for (let hour = 0, at = 0; ; hour += Number(hours)) {
    at = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour) / 1000;
    if (at > end) break;
    const form = name.dataset.form === "month" ? "month" : hour % 24 ? "time" : "day";
    if (at >= start) marks.push({at, form, x: (100 * (at - start)) / (end - start)});
  }
  const kept = Math.max(marks.findIndex((one) => one.form === "day"), 0) % 2;
  const places = [...marks.keys()], odd = (place) => place % 2 !== kept;
  const order = [...places.filter((one) => !odd(one)), ...places.filter(odd).reverse()];
  const shown = near(marks, order, letter, say);
  axis.replaceChildren(...marks.flatMap((mark, place) => {
    const {at, form} = mark, x = `${mark.x}%`;
    const tick = line.cloneNode(), label = name.cloneNode();
    tick.setAttribute("x1", x);
    tick.setAttribute("x2", x);
    label.setAttribute("x", x);
    label.classList.toggle("odd", odd(place));
    label.classList.toggle("close", !shown.includes(mark));
    Object.assign(label.dataset, {at, form});
    return [tick, label];
  }));
}

// The chart's times on the reader's own clock, and the hint that a finger reads values.
function dressChart() {
  for (const hint of document.querySelectorAll("#chart .pick")) hint.textContent = hint.dataset.hint;
  const zone = document.querySelector("#chart .zone");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || !here || here === zone.dataset.zone) return;
  const language = ({en: "en-GB"}[document.documentElement.lang] ?? document.documentElement.lang) + "-u-nu-latn";
  const form = {
    day: {day: "numeric", month: "short"},
    month: {month: "2-digit", year: "numeric"},
    time: {hour: "2-digit", minute: "2-digit", hourCycle: "h23"},
    full: {day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23"},
  };
  const say = (one) => new Intl.DateTimeFormat(language, form[one.form]).format(one.at * 1000);
  for (const axis of document.querySelectorAll("#chart .times")) placeTimes(axis, say);
  for (const one of document.querySelectorAll("#chart [data-at]")) one.textContent = say(one.dataset);
  zone.textContent = zone.dataset.own;
}
dressChart();

// A finger or a pointer over the chart reads the values beneath it from the table below.
function read(event) {
  const picture = event.target.closest?.(".picture");
  if (!picture) return;
  const svg = picture.querySelector("svg.chart");
  const chart = picture.closest(".one-chart");
  const rows = [...chart.querySelectorAll("[data-share]")];
  if (!rows.length) return;
  const edge = svg.getBoundingClientRect();
  const share = (event.clientX - edge.left) / edge.width;
  const row = rows.reduce((best, one) =>
    Math.abs(one.dataset.share - share) < Math.abs(best.dataset.share - share) ? one : best);
  const ruler = svg.querySelector(".ruler");
  ruler.setAttribute("x1", `${row.dataset.share * 100}%`);
  ruler.setAttribute("x2", `${row.dataset.share * 100}%`);
  ruler.setAttribute("visibility", "visible");
  const names = [...row.closest("table").querySelectorAll("thead th")].slice(1).map((name) => name.textContent);
  const cells = [...row.querySelectorAll("td")].map((cell, at) => `${names[at]}\u00a0\u2068${cell.textContent}\u2069`);
  chart.querySelector(".pick").textContent = [row.querySelector("th").textContent, ...cells].join(" · ");
}
document.addEventListener("pointermove", read);
document.addEventListener("pointerdown", read);

// Sharing: the system's own sheet where there is one, else the places in the list, and the link to copy.
const share = document.querySelector(".share");
if (share) {
  const link = share.dataset.link || location.origin + location.pathname;
  share.classList.toggle("able", Boolean(navigator.share || navigator.clipboard));
  const copy = share.querySelector(".copy");
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(`${share.dataset.text} ${link}`);
    copy.textContent = copy.dataset.done;
  });
  share.querySelector("summary").addEventListener("click", (event) => {
    if (!navigator.share || share.open) return;
    event.preventDefault();
    navigator.share({text: share.dataset.text, url: link}).catch((error) => {
      if (error.name !== "AbortError") share.open = true;
    });
  });
  document.addEventListener("click", (event) => {
    if (!share.contains(event.target)) share.open = false;
  });
  share.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !share.contains(event.relatedTarget)) share.open = false;
  });
  share.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !share.open) return;
    share.open = false;
    share.querySelector("summary").focus();
  });
}
