import { claimName, element, fill, held, leftAlone, money, percent, place, plural, quiet, tableRow, why } from "./dom.js";

const NOT_LOOKED = "not looked at";
const CASE_CLASSES = ["", "", "num", "", "num", "reasons"];

/** The rows of the list by customer, each of which opens to its claims and their invoices. */
export class Customers {
  /** @param ask gets the claims of the customer at a place of the list */
  constructor(ask, failed) {
    this.ask = ask;
    this.failed = failed;
  }

  heads(claims) {
    return ["Rank", "Customer", claims ? "Claims" : "Invoices", "Amount", claims ? "Expected value" : "Expected loss", "Oldest",
      ...(claims ? ["To offset", "Last contact", "Promise"] : []), "Why"];
  }

  /** Which columns hold figures. */
  classes(claims) {
    return ["num", "", "num", "num", "num", "num", ...(claims ? ["num", "", ""] : []), "reasons"];
  }

  rows(list, scored) {
    const claims = scored.kind === "claims";
    return list.customers.flatMap(line => {
      const inside = element("tr", { className: "inside", hidden: true },
        element("td", { colSpan: this.heads(claims).length }));
      return [this.row(line, scored, inside), inside];
    });
  }

  row(line, scored, inside) {
    const claims = scored.kind === "claims";
    const open = element("button", { type: "button", className: "open" },
      this.name(line));
    open.setAttribute("aria-expanded", "false");
    open.title = claims ? "Show its claims and invoices" : "Show its invoices";
    open.addEventListener("click", () => this.toggle(open, inside, line, scored));
    const cells = [
      [line.rank.toLocaleString(), line.chosen ? element("span", { className: "hidden" }, " within capacity") : null],
      [open, quiet(place(line.isCustomer ? (line.id === line.name ? null : line.id) : "names no customer", line.region, line.segment))],
      [line.claims.toLocaleString(), line.held > 0 ? quiet(`${line.held.toLocaleString()} held`) : null],
      [money(line.amount, line.currency), line.held > 0 ? quiet(`${money(line.heldAmount, line.currency)} held`) : null],
      [money(line.value, line.currency)],
      [line.oldestDays == null ? "–" : line.oldestDays > 0 ? plural(line.oldestDays, "day") : "not due"],
      ...(claims ? [this.offset(line), this.contact(line, scored), this.promise(line, scored)] : []),
      [leftAlone(line), held(line.hold), line.reasons.length > 0 ? why(line.reasons) : line.hold == null ? quiet("open it: each claim has its reasons") : null]];
    const row = tableRow(line.chosen ? "chosen" : "", this.heads(claims), cells, this.classes(claims));
    row.dataset.debtor = line.id;
    return row;
  }

  name(line) {
    return line.isCustomer ? line.name ?? line.id : claimName(line.id);
  }

  offset(line) {
    if (line.account == null) {
      return [NOT_LOOKED];
    }
    const credit = Number(line.account.credit), unapplied = Number(line.account.unapplied);
    return credit === 0 && unapplied === 0 ? ["none"] : [
      credit === 0 ? null : element("div", {}, money(credit, line.currency), quiet("credit")),
      unapplied === 0 ? null : element("div", {}, money(unapplied, line.currency), quiet("money without an invoice"))];
  }

  contact(line, scored) {
    if (line.account == null || scored.notLooked.includes("contacts")) {
      return [NOT_LOOKED];
    }
    const account = line.account;
    return account.contactDate == null ? ["none known"]
      : [account.contactDate, quiet([account.contactChannel, account.contactOutcome].filter(Boolean).join(", "))];
  }

  promise(line, scored) {
    if (line.account == null || scored.notLooked.includes("promises")) {
      return [NOT_LOOKED];
    }
    const account = line.account;
    return account.promiseDate == null ? ["none known"]
      : [`${account.promiseStatus}, by ${account.promisePayBy}`,
        quiet(account.promiseAmount == null ? "all that was open" : money(account.promiseAmount, line.currency))];
  }

  async toggle(open, inside, line, scored) {
    const opens = inside.hidden;
    try {
      if (opens && !inside.dataset.filled) {
        const answer = await this.ask(line);
        fill(inside.firstChild, [this.cases(answer.lines, line, scored)]);
        inside.dataset.filled = "yes";
      }
      inside.hidden = !opens;
      open.setAttribute("aria-expanded", String(opens));
    } catch (error) {
      this.failed(error);
    }
  }

  /** The claims of one customer with their invoices, those that something holds last. */
  cases(lines, line, scored) {
    const claims = scored.kind === "claims";
    const heads = [claims ? "Claim" : "Invoice", "Due", "Amount", "Probability", claims ? "Expected value" : "Expected loss", "Why"];
    const table = element("table", { className: "cases" },
      element("caption", {}, `${claims ? "Claims" : "Invoices"} of ${this.name(line)}`),
      element("thead", {}, element("tr", {}, ...heads.map((head, i) =>
        element("th", { scope: "col", className: CASE_CLASSES[i] === "num" ? "num" : "" }, head)))),
      element("tbody", {}, ...lines.map(each => this.claim(each, heads))));
    return lines.length > 0 ? table : quiet("Its claims are beyond the rows that the desk holds (desk.max-rows).");
  }

  claim(line, heads) {
    const bill = line.bill;
    const row = tableRow(line.chosen ? "chosen" : "", heads, [
      [line.id, quiet([line.type === "invoice" ? null : line.type.replaceAll("_", " "),
        bill?.order == null ? null : `order ${bill.order}`].filter(Boolean).join(", "))],
      [bill?.dueDate ?? "–", quiet([line.lateDays == null ? null : line.lateDays > 0 ? `${plural(line.lateDays, "day")} overdue` : "not overdue",
        bill?.invoiceDate == null ? null : `issued ${bill.invoiceDate}`].filter(Boolean).join(", "))],
      [money(line.amount, line.currency), bill?.invoiced == null ? null : quiet(`of ${money(bill.invoiced, line.currency)} billed, `
        + `${money(bill.paid, line.currency)} paid` + (bill.credited == null ? "" : `, ${money(bill.credited, line.currency)} credited`))],
      [percent(line.probability)],
      [line.hold == null ? money(line.value, line.currency) : quiet("not asked for")],
      [leftAlone(line), held(line.hold), line.hold == null ? null : quiet(line.hold.sentence), why(line.reasons)]], CASE_CLASSES);
    row.dataset.claim = line.id;
    return row;
  }
}
