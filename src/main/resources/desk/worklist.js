const $ = id => document.getElementById(id);

/** A DOM node; text always goes in as text. */
export function element(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter(child => child != null));
  return node;
}

export function fill(parent, children) {
  parent.replaceChildren(...children);
}

export function plural(count, word) {
  return `${count.toLocaleString()} ${word}${count === 1 ? "" : "s"}`;
}

function money(amount, currency) {
  return amount == null ? "–" : currency + "\u00a0"
    + Number(amount).toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function percent(share) {
  return share == null ? "unknown" : `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}\u00a0%`;
}

/** The figures and the queue of one result; asks the desk whenever a control changes. */
export class Worklist {
  constructor() {
    this.page = 0;
    this.pages = 1;
    this.asked = 0;
    for (const id of ["currency", "type", "ageing", "region", "least", "chosen"]) {
      $(id).addEventListener("change", () => this.changed());
    }
    $("filters").addEventListener("submit", event => event.preventDefault());
    $("text").addEventListener("input", () => this.soon());
    $("capacity").addEventListener("input", () => this.capacity($("capacity").value, "capacity-number"));
    $("capacity-number").addEventListener("input", () => this.capacity($("capacity-number").value, "capacity"));
    $("previous").addEventListener("click", () => this.turn(-1));
    $("next").addEventListener("click", () => this.turn(1));
  }

  async open(scored, state) {
    this.scored = scored;
    this.state = state;
    const most = Math.max(10, Math.min(2000, scored.understood.scored));
    $("capacity").max = most;
    $("capacity").step = most > 200 ? 10 : 1;
    $("capacity").value = Math.min(state.capacity, most);
    $("capacity-number").value = state.capacity;
    for (const id of ["type", "ageing", "region", "currency"]) {
      fill($(id), []);
    }
    $("least").value = "";
    $("text").value = "";
    $("chosen").checked = false;
    this.page = 0;
    await this.refresh();
  }

  changed() {
    this.page = 0;
    return this.refresh();
  }

  capacity(value, other) {
    $(other).value = value;
    this.soon();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed(), 120);
  }

  turn(by) {
    this.page += by;
    return this.refresh().then(() => $("list-title").scrollIntoView());
  }

  async refresh() {
    const query = new URLSearchParams({ capacity: $("capacity-number").value || "0", page: this.page, chosen: $("chosen").checked });
    for (const id of ["currency", "type", "ageing", "region", "least", "text"]) {
      query.set(id, $(id).value);
    }
    const mine = ++this.asked;
    const base = `api/results/${this.scored.id}/worklist`;
    const response = await fetch(`${base}?${query}`);
    const answer = await response.json();
    if (mine !== this.asked) {
      return;
    }
    $("failure").hidden = response.ok;
    if (!response.ok) {
      $("failure").textContent = answer.error;
      return;
    }
    $("results-csv").href = `${base}.csv?capacity=${query.get("capacity")}`;
    this.showKpis(answer.kpis);
    this.showList(answer.list, answer.kpis);
  }

  showKpis(kpis) {
    const claims = this.scored.kind === "claims";
    $("capacity-shown").textContent = plural(Number($("capacity-number").value || 0), claims ? "claim" : "invoice");
    fill($("kpis"), kpis.map(kpi => this.kpi(kpi, claims)));
    const cost = Number(this.state.contactCost) > 0 ? ` A contact costs ${this.state.contactCost}; it is taken off.` : "";
    $("worth-note").textContent = kpis.length === 0 ? "No row could be scored." : (claims
      ? `Expected value: amount × probability that it arrives within ${this.state.recoveryDays} days.`
      : `Expected loss: open amount × probability of default ${this.state.defaultDays} days after the due date × loss given default.`)
      + (kpis.length > 1 ? " Each currency has its own queue and, by its number of rows, its part of the capacity; amounts are never added across currencies." : "") + cost;
  }

  kpi(kpi, claims) {
    const entry = (term, value, first) => element("div", { className: !first ? "" : claims ? "first gain" : "first" },
      element("dt", {}, term), element("dd", {}, value));
    const list = element("dl", {},
      entry(claims ? `Expected from the first ${kpi.chosen.toLocaleString()}` : `Expected loss in the first ${kpi.chosen.toLocaleString()}`,
        money(kpi.expectedChosen, kpi.currency), true),
      entry("of all rows", money(kpi.expected, kpi.currency)),
      entry("Mean probability, first / all", `${percent(kpi.meanProbabilityChosen)} / ${percent(kpi.meanProbability)}`),
      entry("Amount, first", money(kpi.amountChosen, kpi.currency)),
      entry("Amount, all", money(kpi.amount, kpi.currency)));
    return element("section", { className: "kpi" },
      element("h3", {}, `${kpi.currency}: ${plural(kpi.cases, claims ? "claim" : "invoice")}`), list,
      kpi.lift == null ? null : this.lift(kpi, claims));
  }

  /** What really happened, where the file says it. */
  lift(kpi, claims) {
    const lift = kpi.lift;
    const word = claims ? "came back" : "defaulted";
    const seen = lift.seen === 0 ? "" : ` Careful: ${plural(lift.seen, "of these row")} are from before the model was trained; it may have learned from them.`;
    return element("p", { className: seen ? "notice warn lift" : "lift" }, `What happened to ${plural(lift.known, "row")} with a known outcome: `
      + `${percent(lift.topRate)} of the first ${lift.top.toLocaleString()} ${word}, ${percent(lift.baseRate)} of all: lift ${lift.lift.toFixed(2)}. `
      + `Money that ${word} among them: ${money(lift.moneyTop, kpi.currency)}; taking the largest first, ${money(lift.moneyLargest, kpi.currency)}; `
      + `of all, ${money(lift.moneyAll, kpi.currency)}.` + seen);
  }

  showList(list, kpis) {
    const claims = this.scored.kind === "claims";
    if (list == null) {
      $("matches").textContent = "No row could be scored.";
      fill($("worklist").tBodies[0], []);
      this.pages = 1;
      this.pager();
      return;
    }
    this.page = list.page;
    this.pages = list.pages;
    const options = (values, chosen, all) => (all ? [element("option", { value: "" }, all)] : [])
      .concat(values.map(value => element("option", { value, selected: value === chosen }, value.replaceAll("_", " "))));
    fill($("currency"), options(kpis.map(kpi => kpi.currency), list.currency));
    fill($("type"), options(list.types, $("type").value, "any"));
    fill($("ageing"), options(list.ageings, $("ageing").value, "any"));
    fill($("region"), options(list.regions, $("region").value, "any"));
    $("matches").textContent = `${plural(list.matches, "row")} in ${list.currency}, best first.`;
    const heads = ["Rank", claims ? "Claim" : "Invoice", "Customer", "Ageing", "Amount", "Probability",
      claims ? "Expected value" : "Expected loss", "Why"];
    const numeric = [0, 4, 6];
    fill($("worklist").tHead.rows[0], heads.map((head, i) =>
      element("th", { scope: "col", className: numeric.includes(i) ? "num" : "" }, head)));
    fill($("worklist").tBodies[0], list.lines.map(line => this.row(line, heads, numeric)));
    this.pager();
  }

  row(line, heads, numeric) {
    const meter = element("meter", { min: 0, max: 1, value: line.probability ?? 0 });
    if (this.scored.kind === "invoices") {
      // A likely default is nothing good: the bands of risk.
      Object.assign(meter, { low: 0.3, high: 0.6, optimum: 0 });
    }
    meter.setAttribute("aria-hidden", "true");
    const outcome = line.outcome == null ? "" : line.outcome ? " · happened" : " · did not happen";
    const rows = line.lines.length === 0 ? "" : ` · ${plural(line.lines.length, "attempt")}: lines ${line.lines.slice(0, 8).join(", ")}`
      + (line.lines.length > 8 ? " …" : "");
    const cells = [
      [line.rank.toLocaleString(), line.chosen ? element("span", { className: "hidden" }, " within capacity") : null],
      [line.id, element("div", { className: "quiet" }, (line.type === "invoice" ? "" : line.type.replaceAll("_", " ")) + rows + outcome)],
      [line.customer ?? "–", element("div", { className: "quiet" }, [line.region, line.segment].filter(Boolean).join(", "))],
      [line.ageing, line.lateDays == null ? null : element("div", { className: "quiet" }, `${line.lateDays} days`)],
      [money(line.amount, line.currency)],
      [meter, " ", percent(line.probability)],
      [money(line.value, line.currency)],
      [line.reasons.length === 0 ? "–" : element("ul", { className: "why" }, ...line.reasons.map(reason => element("li",
        { className: reason.includes("(raises") ? "up" : reason.includes("(lowers") ? "down" : "" }, reason)))]];
    const row = element("tr", { className: line.chosen ? "chosen" : "" });
    cells.forEach((content, i) => {
      const cell = element("td", { className: numeric.includes(i) ? "num" : i === 7 ? "reasons" : "" },
        element("div", {}, ...content.filter(part => part != null)));
      cell.dataset.label = heads[i];
      row.append(cell);
    });
    return row;
  }

  pager() {
    $("page").textContent = `Page ${this.page + 1} of ${this.pages}`;
    $("previous").disabled = this.page === 0;
    $("next").disabled = this.page >= this.pages - 1;
  }
}
