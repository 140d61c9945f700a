// On the page of all decisions, the links to the lists of single words become filters that can be combined.
// Without this script, or where its data cannot be loaded, they stay links. Nothing is stored but the address.
{
  const one = (name) => document.querySelector(`[data-${name}]`);
  const panel = one("columns"), status = one("status"), clear = one("clear"), results = one("results"),
    none = one("none"), rows = one("rows"), more = one("more"), page = one("static");
  const chips = [...panel.querySelectorAll("li a")].map((link) => ({
    link,
    group: link.closest("[data-facet]"),
    facet: link.closest("[data-facet]").dataset.facet,
    word: link.pathname.split("/").at(-2),
    sum: link.lastElementChild,
    all: link.lastElementChild.textContent,
  }));
  const columns = {}, titles = {};
  let head, failed, found = [], turn = 0; // what was asked for last is shown, whatever arrives first

  const number = (n) => n.toLocaleString(document.documentElement.lang || "en", { numberingSystem: "latn" });

  const load = async (name) => {
    const answer = await fetch(`${panel.dataset.columns}${name}.json`, { cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const fits = (data) => {
    if (head && data.stamp !== head.stamp) throw new Error("the site has changed meanwhile");
    return data;
  };

  // Characters as digits, a digit for each record; how they are written is said in outputs/facets.py.
  const column = (facet) => (columns[facet] ??= load(facet).then((data) => {
    head = fits(data);
    const { words, each, rows } = data, base = words.length + 1, places = words.map(() => []);
    for (const row of rows)
      for (let place = 0; place < row.length * each; place++) {
        const code = row.charCodeAt(place / each) - 35, word = Math.floor(code / base ** (place % each)) % base;
        if (word) places[word - 1].push(place);
      }
    for (const chip of chips) if (chip.facet === facet) chip.places = places[words.indexOf(chip.word)] ?? [];
  }));

  // Within a facet one word is enough; of several facets each must agree. Groups that are closed need no numbers.
  const count = async () => {
    const mine = turn, on = chips.filter((chip) => chip.on);
    await Promise.all(chips.filter(({ on, group }) => on || group.open).map(({ facet }) => column(facet)));
    if (mine !== turn) return;
    const facets = {}, agree = new Uint8Array(head.total);
    for (const chip of on) {
      const has = (facets[chip.facet] ??= new Uint8Array(head.total));
      for (const place of chip.places) has[place] = 1;
    }
    const chosen = Object.values(facets);
    for (const has of chosen) has.forEach((yes, place) => (agree[place] += yes));
    for (const { facet, places, sum } of chips) {
      const own = facets[facet];
      const left = (place) => agree[place] - (own ? own[place] : 0) === chosen.length - (own ? 1 : 0);
      if (places) sum.textContent = number(places.filter(left).length);
    }
    found = [...agree.keys()].filter((place) => agree[place] === chosen.length);
  };

  const fetched = async (from) => {
    const { part } = head;
    return Promise.all(found.slice(from, from + 25).map(async (place) => {
      const name = Math.floor(place / part);
      const [key, title, date, state] = (await (titles[name] ??= load(name).then(fits))).rows[place % part];
      const row = one("row").content.cloneNode(true), link = row.querySelector("a");
      link.href = link.dataset.at.replace("{key}", key);
      link.firstChild.textContent = title;
      row.querySelector(".ys-meta").append(one("states").content.children[state].cloneNode(true), ` · ${date}`);
      return row;
    }));
  };

  const fail = () => {
    failed = true;
    page.hidden = false;
    results.hidden = clear.hidden = true;
    status.textContent = panel.dataset.failed;
    for (const { link, sum, all } of chips) {
      link.removeAttribute("role");
      link.removeAttribute("aria-pressed");
      sum.textContent = all;
    }
  };

  const show = async () => {
    const mine = ++turn, on = chips.filter((chip) => chip.on);
    for (const chip of chips) chip.link.setAttribute("aria-pressed", !!chip.on);
    if (!on.length && !head) return;
    try {
      await count();
      if (mine !== turn) return;
      const first = on.length ? await fetched(0) : [];
      if (mine !== turn) return;
      rows.replaceChildren(...first);
      more.hidden = found.length <= first.length;
      none.hidden = found.length > 0;
      page.hidden = on.length > 0;
      results.hidden = !page.hidden;
      clear.hidden = false;
      status.textContent = panel.dataset.found
        .replace("%(found)s", number(found.length)).replace("%(total)s", number(head.total));
    } catch {
      fail();
    }
  };

  const read = () => {
    const wanted = new URLSearchParams(location.search);
    for (const chip of chips) {
      chip.on = wanted.getAll(chip.facet).includes(chip.word);
      for (let box = chip.on && chip.link; (box = box && box.parentElement.closest("details")); ) box.open = true;
    }
    if (!failed) show();
  };

  const go = () => {
    const query = String(new URLSearchParams(chips.filter((chip) => chip.on).map((chip) => [chip.facet, chip.word])));
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    show();
  };

  panel.addEventListener("click", (event) => {
    const chip = chips.find(({ link }) => link.contains(event.target));
    if (!chip || failed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    chip.on = !chip.on;
    go();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches("[role=button]")) return;
    event.preventDefault();
    event.target.click();
  });
  clear.addEventListener("click", () => {
    for (const chip of chips) chip.on = false;
    go();
  });
  more.addEventListener("click", async () => {
    const mine = turn, before = rows.children.length;
    try {
      const next = await fetched(before);
      if (mine !== turn || rows.children.length !== before) return;
      rows.append(...next);
      more.hidden = rows.children.length === found.length;
      rows.children[before].querySelector("a").focus();
    } catch {
      fail();
    }
  });
  panel.addEventListener("toggle", () => {
    if (!failed && chips.some((chip) => chip.on)) count().catch(fail);
  }, true);
  addEventListener("popstate", read);

  for (const { link } of chips) link.setAttribute("role", "button");
  read();
}
