import { Customers } from "./customers.js";
import { element, fill, held, leftAlone, money, percent, place, plural, quiet, tableRow, why } from "./dom.js";

export { element, fill, plural } from "./dom.js";

const $ = id => document.getElementById(id);
const CHOICES = ["currency", "type", "ageing", "region", "hold", "least", "text"];

/** The figures and the queue of one result; asks the desk whenever a control changes. */
export class Worklist {
  constructor() {
    this.page = 0;
    this.pages = 1;
    this.asked = 0;
    this.customers = new Customers(line => this.ask("customer", { currency: line.currency, place: line.rank }), error => this.failed(error));
    for (const id of ["currency", "type", "ageing", "region", "hold", "least", "chosen", "view-customers", "view-cases"]) {
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
    for (const id of ["type", "ageing", "region", "hold", "currency"]) {
      fill($(id), []);
    }
    $("views").hidden = !scored.hasCustomers;
    $("view-customers").checked = scored.opensWith === "customers";
    $("view-cases").checked = scored.opensWith !== "customers";
    $("view-cases-label").textContent = scored.kind === "claims" ? "Claim by claim" : "Invoice by invoice";
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

  /** Asks about this result at the capacity and in the view that are chosen. */
  async ask(what, more) {
    const response = await fetch(`api/results/${this.scored.id}/${what}?${this.chosen(more)}`);
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(answer.error);
    }
    return answer;
  }

  chosen(more) {
    return new URLSearchParams({ capacity: $("capacity-number").value || "0",
      view: $("view-customers").checked ? "customers" : "cases", ...more });
  }

  failed(error) {
    $("failure").hidden = false;
    $("failure").textContent = error.message;
  }

  async refresh() {
    const query = { page: this.page, chosen: $("chosen").checked };
    for (const id of CHOICES) {
      query[id] = $(id).value;
    }
    const mine = ++this.asked;
    let answer;
    try {
      answer = await this.ask("worklist", query);
    } catch (error) {
      this.failed(error);
      return;
    }
    if (mine !== this.asked) {
      return;
    }
    $("failure").hidden = true;
    $("results-csv").href = `api/results/${this.scored.id}/worklist.csv?${this.chosen({})}`;
    $("customers-csv").href = `api/results/${this.scored.id}/customers.csv?${this.chosen({})}`;
    $("customers-csv").hidden = !this.scored.hasCustomers;
    this.unit = answer.unit;
    this.showKpis(answer.kpis);
    this.showList(answer);
  }

  showKpis(kpis) {
    const claims = this.scored.kind === "claims";
    $("capacity-shown").textContent = plural(Number($("capacity-number").value || 0), this.unit);
    fill($("kpis"), kpis.map(kpi => this.kpi(kpi, claims)));
    const cost = Number(this.state.contactCost) > 0 ? ` A contact costs ${this.state.contactCost}; it is taken off.` : "";
    $("worth-note").textContent = kpis.length === 0 ? "No row could be scored." : (claims
      ? `Expected value: amount × probability that it arrives within ${this.state.recoveryDays} days.`
      : `Expected loss: open amount × probability of default ${this.state.defaultDays} days after the due date × loss given default.`)
      + (kpis.length > 1 ? ` Each currency has its own queue and, by its number of ${this.unit}s, its part of the capacity; amounts are never added across currencies.` : "")
      + (kpis.some(kpi => kpi.held > 0) ? " What something holds is not asked for: it has no part in the expected value." : "") + cost;
  }

  kpi(kpi, claims) {
    const entry = (term, value, first) => element("div", { className: !first ? "" : claims ? "first gain" : "first" },
      element("dt", {}, term), element("dd", {}, value));
    const first = plural(kpi.chosen, this.unit);
    const list = element("dl", {},
      entry(claims ? `Expected from the first ${first}` : `Expected loss in the first ${first}`, money(kpi.expectedChosen, kpi.currency), true),
      entry(kpi.held > 0 ? "of all that nothing holds" : "of all rows", money(kpi.expected, kpi.currency)),
      entry("Mean probability, first / all", `${percent(kpi.meanProbabilityChosen)} / ${percent(kpi.meanProbability)}`),
      entry("Amount, first", money(kpi.amountChosen, kpi.currency)),
      entry("Amount, all", money(kpi.amount, kpi.currency)),
      kpi.held > 0 ? entry("Amount held", `${money(kpi.heldAmount, kpi.currency)} (${plural(kpi.held, "claim")})`) : null);
    const customers = kpi.customers == null ? "" : ` of ${plural(kpi.customers, "customer")}`;
    return element("section", { className: "kpi" },
      element("h3", {}, `${kpi.currency}: ${plural(kpi.cases, claims ? "claim" : "invoice")}${customers}`), list,
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

  showList(answer) {
    const list = answer.list, claims = this.scored.kind === "claims";
    if (list == null) {
      $("matches").textContent = "No row could be scored.";
      $("holds").hidden = true;
      fill($("worklist").tBodies[0], []);
      this.pages = 1;
      this.pager();
      return;
    }
    this.page = list.page;
    this.pages = list.pages;
    const options = (values, chosen, any) => [...(any ? [element("option", { value: "" }, any)] : []),
      ...values.map(value => element("option", { value, selected: value === chosen }, value.replaceAll("_", " ")))];
    fill($("currency"), options(answer.kpis.map(kpi => kpi.currency), list.currency));
    fill($("type"), options(list.types, $("type").value, "any"));
    fill($("ageing"), options(list.ageings, $("ageing").value, "any"));
    fill($("region"), options(list.regions, $("region").value, "any"));
    this.showHolds(list);
    const customers = list.customers != null;
    $("matches").textContent = `${plural(list.matches, customers ? "row" : claims ? "claim" : "invoice")} in ${list.currency}, best first.`
      + (customers ? ` Each is a customer; open it for its ${claims ? "claims" : "invoices"}.` : "");
    const heads = customers ? this.customers.heads(claims) : ["Rank", claims ? "Claim" : "Invoice", "Customer", "Ageing", "Amount",
      "Probability", claims ? "Expected value" : "Expected loss", "Why"];
    const classes = customers ? this.customers.classes(claims) : ["num", "", "", "", "num", "", "num", "reasons"];
    $("worklist").className = customers ? "customers" : "";
    fill($("worklist").tHead.rows[0], heads.map((head, i) =>
      element("th", { scope: "col", className: classes[i] === "num" ? "num" : "" }, head)));
    fill($("worklist").tBodies[0], customers ? this.customers.rows(list, this.scored)
      : list.lines.map(line => this.row(line, heads, classes)));
    this.pager();
  }

  /** Each reason is explained once, with how much it holds. */
  showHolds(list) {
    const chosen = $("hold").value;
    const options = [["", "with what is held"], ["no", "without what is held"], ["yes", "only what is held"],
      ...list.holds.map(each => [each.hold.reason, `only: ${each.hold.title}`])];
    fill($("hold"), options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)));
    $("hold").parentElement.hidden = list.holds.length === 0;
    $("holds").hidden = list.holds.length === 0;
    fill($("holds-list"), list.holds.map(each => element("li", {}, element("strong", {}, each.hold.title),
      ` (${plural(each.cases, "claim")}, ${money(each.amount, list.currency)}): ${each.hold.sentence}`)));
  }

  row(line, heads, classes) {
    const meter = element("meter", { min: 0, max: 1, value: line.probability ?? 0 });
    if (this.scored.kind === "invoices") {
      // A likely default is nothing good: the bands of risk.
      Object.assign(meter, { low: 0.3, high: 0.6, optimum: 0 });
    }
    meter.setAttribute("aria-hidden", "true");
    const outcome = line.outcome == null ? "" : line.outcome ? " · happened" : " · did not happen";
    const rows = line.lines.length === 0 ? "" : ` · ${plural(line.lines.length, "attempt")}: lines ${line.lines.slice(0, 8).join(", ")}`
      + (line.lines.length > 8 ? " …" : "");
    const row = tableRow(line.chosen ? "chosen" : "", heads, [
      [line.rank.toLocaleString(), line.chosen ? element("span", { className: "hidden" }, " within capacity") : null],
      [line.id, quiet((line.type === "invoice" ? "" : line.type.replaceAll("_", " ")) + rows + outcome)],
      [line.customer ?? "–", quiet(place(line.region, line.segment))],
      [line.ageing, line.lateDays == null ? null : quiet(plural(line.lateDays, "day"))],
      [money(line.amount, line.currency)],
      [meter, " ", percent(line.probability)],
      [money(line.value, line.currency)],
      [leftAlone(line), held(line.hold), line.reasons.length > 0 ? why(line.reasons) : line.hold == null ? "–" : null]], classes);
    row.dataset.claim = line.id;
    return row;
  }

  pager() {
    $("page").textContent = `Page ${this.page + 1} of ${this.pages}`;
    $("previous").disabled = this.page === 0;
    $("next").disabled = this.page >= this.pages - 1;
  }
}
