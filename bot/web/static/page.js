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

function renew(old, young) {
  for (const {name, value} of young.attributes) {
    if (name !== "class" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (young.childElementCount || old.textContent === young.textContent) return;
  old.textContent = young.textContent;
  // An age gets older all the time: only figures flash.
  if (reduced.matches || !old.matches("#headline, bdi")) return;
  old.classList.remove("moved");
  void old.offsetWidth;
  old.classList.add("moved");
}

let chartKnown = document.getElementById("chart")?.dataset.version;
let chartWaits = 0;
function renewChart(version) {
  if (version === chartKnown || chartWaits) return;
  // Readers ask for the new chart one after another, not all in the same moment.
  chartWaits = setTimeout(async () => {
    chartWaits = 0;
    try {
      const answer = await fetch(location.pathname, {cache: "no-cache"});
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const chart = page.getElementById("chart");
      if (!answer.ok || !chart) return;
      const open = [...document.querySelectorAll("#chart details")].map((one) => one.open);
      document.getElementById("chart").replaceChildren(...chart.childNodes);
      document.querySelectorAll("#chart details").forEach((one, place) => { one.open = Boolean(open[place]); });
      dressChart();
      chartKnown = chart.dataset.version;
    } catch {
      // The stream says when the page is offline; the next figures bring the next try.
    }
  }, 500 + Math.random() * 4500);
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
    renewChart(news.chart);
    tell(true);
  });
}

if (stream && "EventSource" in window) {
  listen();
  addEventListener("offline", () => tell(false));
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
    time: {hour: "2-digit", minute: "2-digit", hourCycle: "h23"},
    full: {day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23"},
  };
  for (const one of document.querySelectorAll("#chart [data-at]")) {
    // A whole day of the campaign may begin at another hour here.
    const at = new Date(one.dataset.at * 1000);
    const name = one.dataset.form === "day" && (at.getHours() || at.getMinutes()) ? "full" : one.dataset.form;
    one.textContent = new Intl.DateTimeFormat(language, form[name]).format(at);
  }
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
}
