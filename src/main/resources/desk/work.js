import { element, fill } from "./dom.js";

const $ = id => document.getElementById(id);

/** What a person writes down: contacts about claims and decisions about findings. Every value is shown as text. */
export class Work {
  /**
   * @param ask sends a request to the desk
   * @param failed shows an error
   */
  constructor(ask, failed) {
    this.ask = ask;
    this.failed = failed;
    $("outcome-form").addEventListener("submit", event => {
      event.preventDefault();
      this.contact();
    });
    $("disposition-form").addEventListener("submit", event => {
      event.preventDefault();
      this.decision();
    });
    // A click on a claim or a customer of the worklist names it in the form.
    $("worklist").addEventListener("click", event => {
      const named = event.target.closest("[data-claim], [data-debtor]")?.dataset;
      if (named != null) {
        // A claim without a customer is a row of its own among the customers, by the name of the claim.
        const claim = named.claim ?? (/^(invoice|order):/.test(named.debtor) ? named.debtor : "");
        $("work-claim").value = claim;
        $("work-customer").value = claim === "" ? named.debtor : "";
      }
    });
  }

  async start() {
    const state = await this.ask("api/work");
    $("work").hidden = state.refused != null;
    $("work-about").textContent = state.csvOnly
      ?? "Rows are appended to the mart database and read by the next run. To take one back is a further row.";
    fill($("work-decision"), state.decisions.map(each => element("option", { value: each }, each)));
    $("work-day").value = new Date().toISOString().slice(0, 10);
  }

  contact() {
    const row = {
      claim_id: $("work-claim").value, customer_id: $("work-customer").value, action_date: $("work-day").value,
      action: $("work-action").value, channel: $("work-channel").value, result: $("work-result").value,
      cost: $("work-cost").value, actor: $("work-actor").value,
    };
    this.send("outcomes", row, `${row.action} about ${row.claim_id || row.customer_id}`, id => ({
      undoes_outcome_id: id, action_date: row.action_date, actor: row.actor,
    }));
  }

  decision() {
    const row = {
      finding_id: $("work-finding").value, decided_date: new Date().toISOString().slice(0, 10),
      decision: $("work-decision").value, until_date: $("work-until").value, reason: $("work-reason").value,
      owner: $("work-owner").value,
    };
    this.send("dispositions", row, `${row.decision}: ${row.finding_id}`, () => ({
      finding_id: row.finding_id, decided_date: row.decided_date, decision: "withdrawn", owner: row.owner,
    }));
  }

  /** @param undo the row that takes this one back, from its id */
  async send(table, row, what, undo) {
    try {
      const answer = await this.ask(`api/work/${table}`, { method: "POST", body: JSON.stringify(row) });
      $("work-status").textContent = answer.sentence;
      const item = element("li", {}, what, " ");
      if (answer.csv != null) {
        const file = URL.createObjectURL(new Blob([answer.csv], { type: "text/csv" }));
        item.append(element("a", { href: file, download: answer.name }, "Download the line (CSV)"), " ");
      }
      if (undo != null) {
        const button = element("button", { type: "button" }, "Take back");
        button.addEventListener("click", () => {
          button.disabled = true;
          this.send(table, undo(answer.id), `taken back: ${what}`, null);
        });
        item.append(button);
      }
      $("work-done").prepend(item);
    } catch (error) {
      this.failed(error);
    }
  }
}
