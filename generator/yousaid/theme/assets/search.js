// The search page: asks Pagefind, and writes what it finds. Every text comes from the page itself.
const ROOT = new URL("..", import.meta.url);
const STEP = 10;
const FACETS = ["outcome", "area", "year"];
const form = document.querySelector(".ys-search");
const status = document.querySelector(".ys-search__status");
const list = document.querySelector(".ys-search__results");
const heading = document.querySelector("main h2");
const more = document.querySelector(".ys-search__more");
const template = document.getElementById("result").content;
const states = document.getElementById("states").content;
const texts = form.dataset;
// No `q` in the address: a host made with Material would open its own search over ours.
const { words: q, sort } = form.elements;
const selects = FACETS.map((name) => form.elements[name]);
const options = selects.flatMap((select) => [...select.options]);
const labels = new Map(options.map((option) => [option, option.textContent]));

let engine;
let found = [];
let turn = 0;

const number = (value) => value.toLocaleString(document.documentElement.lang || "en", { numberingSystem: "latn" });
const filled = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);

// Loaded at once, since whoever opens this page is about to search, and again if that failed.
const load = () => (engine ??= start());

async function start() {
  const pagefind = await import(new URL("pagefind/pagefind.js", ROOT));
  await pagefind.destroy();
  await pagefind.options({ noWorker: true }); // a worker would need a policy of its own from the host
  await pagefind.init();
  return pagefind;
}

function chosen(except) {
  const used = selects.filter((select) => select.value && select !== except);
  return Object.fromEntries(used.map((select) => [select.name, select.value]));
}

async function search(shown = STEP, loaded = engine) {
  const mine = ++turn;
  const words = q.value.trim();
  if (!words && !selects.some((select) => select.value)) {
    options.forEach(reset);
    return show("");
  }
  status.textContent = texts.busy;
  try {
    const pagefind = await load();
    const order = sort.value || !words ? { newest: "desc" } : undefined;
    const ask = (filters) => pagefind.search(words || null, { filters, sort: order });
    const { results } = await ask(chosen());
    if (mine !== turn) return;
    // Since the index was loaded the site may have been published anew: its parts have other names then, and what a
    // missing part would have found is not found, without a word. So look again in an index that is loaded now.
    if (!results.length && loaded) throw new Error("not found");
    if (!results.length) show(texts.none);
    for (const [place, each] of read(results.slice(0, shown)).entries()) {
      const row = item(await each);
      if (mine !== turn) return;
      if (place) list.append(row); // in their order, as they come: on a slow line the first one waits for nobody
      else show(texts.busy, row);
    }
    if (results.length) finish(filled(texts.found, { num: number(results.length) }), results);
    tally(pagefind, ask, mine).catch(() => {});
  } catch {
    engine = undefined;
    if (mine !== turn) return;
    if (loaded) await search(shown, null);
    else show(texts.failed);
  }
}

// How much each choice would find comes after the results, since it is more to load.
async function tally(pagefind, ask, mine) {
  await pagefind.filters();
  const all = await ask(chosen());
  for (const select of selects) {
    const { filters } = select.value ? await ask(chosen(select)) : all; // its own facet must not narrow it already
    if (mine !== turn) return;
    count(select, filters[select.name] ?? {});
  }
}

const read = (results) => results.map((result) => result.data());

function count(select, counts) {
  // Where none of them would find anything, all stay open: the way out is another choice, or none.
  if (!Object.values(counts).some(Boolean)) return [...select.options].forEach(reset);
  for (const option of [...select.options].slice(1)) {
    const num = counts[option.value] ?? 0;
    option.textContent = filled(texts.option, { name: labels.get(option), num: number(num) });
    option.disabled = !num && !option.selected;
  }
}

function show(text, ...rows) {
  list.replaceChildren(...rows);
  finish(text, []);
}

function finish(text, results) {
  found = results;
  heading.hidden = !list.children.length;
  more.hidden = found.length <= list.children.length;
  status.textContent = text;
}

function reset(option) {
  option.textContent = labels.get(option);
  option.disabled = false;
}

function item({ raw_url: address, meta, filters, excerpt }) {
  const element = template.cloneNode(true);
  const part = (selector) => element.querySelector(selector);
  const state = states.querySelector(`[data-outcome="${CSS.escape(filters.outcome[0])}"] > *`);
  part("a").href = new URL(address.replace(/^\//, ""), ROOT);
  part("a").textContent = meta.title;
  part(".ys-state").replaceWith(state?.cloneNode(true) ?? filters.outcome[0]);
  part(".ys-day").textContent = meta.day;
  part(".ys-topic").textContent = meta.topic;
  part(".ys-excerpt").append(...marked(excerpt, meta.title));
  // A record that was found by a customer's word does not hold that word: say which words lead to it.
  if (meta.words && !excerpt.includes("<mark>")) part(".ys-words").textContent = filled(texts.words, meta);
  else part(".ys-words").remove();
  return element;
}

// Pagefind gives HTML. It is read in a document where nothing runs, and only text and marks are taken over.
// An excerpt may begin with the title or its end, which stands above.
function marked(html, title) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const words = (/[.?!]$/.test(title) ? title : `${title}.`).split(" ");
  const ends = words.map((_, first) => words.slice(first).join(" "));
  let left = ends.find((end) => body.textContent.startsWith(end))?.length ?? 0;
  return [...body.childNodes].map(({ nodeName, textContent }) => {
    const text = textContent.slice(left);
    left = Math.max(left - textContent.length, 0);
    if (nodeName !== "MARK" || !text) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

function remember() {
  const address = new URL(location.pathname, location.href);
  for (const { name, value } of [q, ...selects, sort]) if (value.trim()) address.searchParams.set(name, value.trim());
  if (address.href !== location.href) history.pushState(null, "", address);
}

function recall() {
  const asked = new URLSearchParams(location.search);
  for (const field of [q, ...selects, sort]) {
    field.value = asked.get(field.name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
  search(history.state?.shown);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  remember();
  search();
});
form.addEventListener("change", (event) => {
  if (event.target === q) return;
  remember();
  search();
});
more.addEventListener("click", async () => {
  const mine = turn;
  const start = list.children.length;
  const next = await Promise.all(read(found.slice(start, start + STEP))).catch(() => {});
  if (mine !== turn) return;
  if (!next) return search(start + STEP);
  list.append(...next.map(item));
  history.replaceState({ shown: list.children.length }, "");
  more.hidden = found.length <= list.children.length;
  list.children[start].querySelector("a").focus();
});
addEventListener("popstate", recall);
if (location.search || !q.value) recall(); // what somebody typed before this script came stays
load().catch(() => {});
