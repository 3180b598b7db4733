// Keeps the page's figures as they are now, says when it cannot, and reads values from the chart.
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
  const old = [...box.querySelectorAll("*")], young = [...made.content.querySelectorAll("*")];
  if (old.length === young.length && old.every((one, at) => one.tagName === young[at].tagName)) {
    young.forEach((one, at) => renew(old[at], one));
  } else {
    box.replaceChildren(made.content);
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
  if (!reduced.matches) {
    old.classList.remove("moved");
    void old.offsetWidth;
    old.classList.add("moved");
  }
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
      const open = document.querySelector("#chart details")?.open;
      document.getElementById("chart").replaceChildren(...chart.childNodes);
      const details = document.querySelector("#chart details");
      if (details) details.open = Boolean(open);
      showHint();
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
    place(document.getElementById("figures"), news.figures);
    place(document.getElementById("activities"), news.activities);
    renewChart(news.chart);
    tell(true);
  });
}

if (stream && "EventSource" in window) {
  listen();
  addEventListener("offline", () => tell(false));
}

// A finger or a pointer over the chart reads the values beneath it from the table below.
function read(event) {
  const svg = event.target.closest?.("svg.chart");
  if (!svg) return;
  const rows = [...document.querySelectorAll("#chart [data-share]")];
  const levels = svg.querySelector(".level");
  if (!rows.length || !levels) return;
  const edge = levels.getBoundingClientRect();
  const share = (event.clientX - edge.left) / edge.width;
  const row = rows.reduce((best, one) =>
    Math.abs(one.dataset.share - share) < Math.abs(best.dataset.share - share) ? one : best);
  const names = [...row.closest("table").querySelectorAll("thead th")].slice(1).map((name) => name.textContent);
  const cells = [...row.querySelectorAll("td")].map((cell, at) => `${names[at]}\u00a0\u2068${cell.textContent}\u2069`);
  const pick = document.querySelector("#chart .pick");
  pick.hidden = false;
  pick.textContent = [row.querySelector("th").textContent, ...cells].join(" · ");
}
document.addEventListener("pointermove", read);
document.addEventListener("pointerdown", read);

function showHint() {
  const hint = document.querySelector("#chart .pick");
  if (hint) hint.hidden = !document.querySelector("#chart [data-share]");
}
showHint();
