import { Runs } from "./runs.js";
import { element, fill, plural } from "./dom.js";
import { Worklist } from "./worklist.js";
import { Work } from "./work.js";

const $ = id => document.getElementById(id);
const worklist = new Worklist();
const runs = new Runs(ask, loadPublished, loadAfterRun, failed);
/** The day the samples describe. */
const SAMPLE_DAY = "2025-12-31";
const KINDS = { wrong: "Wrong", aside: "Nothing to score", joined: "Joined" };
let state = null;
/** The kind of the published rows that are shown; null where a file is. */
let published = null;

export async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { "X-Arrears-Desk": "page", ...options.headers } });
  } catch {
    throw new Error("The desk does not answer: is it still running, and is the file within the limit?");
  }
  const answer = await response.json().catch(() => ({ error: `The desk answered ${response.status}.` }));
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}

function failed(error) {
  $("failure").textContent = error.message;
  $("failure").hidden = false;
  $("status").textContent = "";
}

async function start() {
  state = await ask("api/state");
  const fitted = state.models.filter(model => model.fitted);
  $("no-model").hidden = state.models.length > 0;
  $("choose").hidden = state.models.length === 0;
  $("models-line").textContent = state.models.length === 0 ? "No model yet." : fitted.length === 0
    ? "No model could be fitted; base rates by ageing bucket score instead."
    : fitted.map(model => `${name(model.task)}: trained as of ${model.trainedAsOf}${quality(model)}`).join(" · ");
  $("as-of").value = state.asOf ?? "";
  $("limits").textContent = `Comma, semicolon or tab; up to ${state.maxUploadMegabytes} MB and `
    + `${state.maxRows.toLocaleString()} rows.`;
  $("published").hidden = false;
  $("published-form").hidden = state.noMarts != null;
  $("no-marts").hidden = state.noMarts == null;
  $("no-marts").textContent = state.noMarts ?? "";
  await runs.resume();
}

function name(task) {
  return { "default": "Default", "recovery:failed_payment": "Failed payments",
    "recovery:overdue_invoice": "Overdue invoices" }[task] ?? task;
}

function quality(model) {
  const auc = model.roc_auc == null ? "" : `, AUC ${model.roc_auc.toFixed(2)}`;
  const limits = { "NO_SIGNAL": ", no better than a rule", "ORDER_ONLY": ", for the order alone" };
  return auc + (limits[model.verdict] ?? "");
}

/** Runs one request that gives a result, with the buttons off meanwhile. */
async function score(saying, request) {
  const buttons = document.querySelectorAll("button");
  buttons.forEach(button => { button.disabled = true; });
  $("failure").hidden = true;
  $("status").textContent = saying;
  runs.close();
  try {
    const began = performance.now();
    const scored = await request();
    if (scored.offer != null) {
      $("status").textContent = "";
      $("result").hidden = true;
      runs.offer(scored.offer, state.asOf ?? "");
      return;
    }
    show(scored);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    $("status").textContent = `${plural(scored.understood.scored, "row")} ${published ? "read" : "scored"} in ${seconds} s.`;
    await worklist.open(scored, state);
    $("result").hidden = false;
    $("understood-title").focus();
  } catch (error) {
    failed(error);
  } finally {
    buttons.forEach(button => { button.disabled = false; });
    worklist.pager();
  }
}

function post(path, body) {
  return ask(path, { method: "POST", body, headers: { "Content-Type": "text/csv" } });
}

function scoreFile(content, fileName) {
  const query = new URLSearchParams({ name: fileName, kind: $("kind").value, as_of: $("as-of").value });
  published = null;
  return score(`Reading ${fileName} …`, () => post(`api/score?${query}`, content));
}

function scoreSample(kind) {
  published = null;
  return score("Reading the sample …", async () => {
    const response = await fetch(`sample-${kind}.csv`);
    const query = new URLSearchParams({ name: `sample-${kind}.csv`, kind, as_of: SAMPLE_DAY });
    return post(`api/score?${query}`, await response.blob());
  });
}

function loadPublished(kind, day) {
  published = kind;
  return score("Reading the published table …", () => post(`api/published?${new URLSearchParams({ kind, as_of: day })}`));
}

async function loadAfterRun(kind, day) {
  await start();
  return loadPublished(kind, day);
}

function show(scored) {
  const made = scored.understood;
  const what = made.kind === "claims" ? "claims" : "open invoices";
  const joined = made.joined === 0 ? "" : `${made.joined.toLocaleString()} joined to these as further attempts, `;
  $("understood-title").textContent = published ? "What was published" : "What was understood";
  $("understood-line").textContent = published
    ? `${scored.name} as of ${made.asOf}: ${plural(made.scored, what.slice(0, -1))}.`
    : `${scored.name}: ${plural(made.rows, "row")} read as ${what}; `
      + `${made.scored.toLocaleString()} scored, ${joined}${made.aside.toLocaleString()} with nothing to score, `
      + `${made.wrong.toLocaleString()} wrong.`;
  $("days-label").hidden = scored.days.length < 2;
  fill($("days"), scored.days.map(day => element("option", { value: day, selected: day === made.asOf }, day)));
  const unread = made.unread.map(each => `${each.column}: ${plural(each.count, "value")} could not be read `
    + `(first in line ${each.firstLine}) and count as missing.`);
  fill($("notes"), made.notes.map(note => element("li", { className: note.warns ? "warn" : "" }, note.text))
    .concat(unread.map(text => element("li", {}, text))));
  showRefused(scored);
  showMissing(made.missing);
  $("columns").hidden = made.columns.length === 0;
  fill($("columns").querySelector("tbody"), made.columns.map(each => element("tr", {},
    element("td", {}, each.column), element("td", {}, each.use))));
}

function showRefused(scored) {
  const made = scored.understood;
  $("refused").hidden = made.refusals.length === 0;
  fill($("reasons").querySelector("tbody"), made.refusals.map(why => element("tr", {},
    element("td", {}, `${KINDS[why.kind]}: ${why.reason}`),
    element("td", { className: "num" }, why.count.toLocaleString()),
    element("td", { className: "num" }, why.firstLine.toLocaleString()))));
  fill($("refusals").querySelector("tbody"), scored.refusals.map(each => element("tr", {},
    element("td", { className: "num" }, each.line.toLocaleString()), element("td", {}, each.reason),
    element("td", {}, each.found), element("td", { className: "raw" }, each.text))));
  const all = made.aside + made.wrong;
  $("refusals-more").textContent = all > scored.refusals.length
    ? `The first ${scored.refusals.length} of ${all.toLocaleString()}; the download has all.` : "";
  $("refused-csv").href = `api/results/${scored.id}/not-scored.csv`;
}

/** The features no column gave, with how much of the model hangs on them. */
function showMissing(missing) {
  const lacking = missing.filter(each => each.features.length > 0);
  $("missing").hidden = lacking.length === 0;
  $("missing").querySelector("summary").textContent = "Missing features: " + lacking.map(each =>
    `${name(each.task).toLowerCase()} has ${each.has} of ${each.of}`).join(", ");
  fill($("missing-lists"), lacking.flatMap(each => [
    element("p", {}, `${name(each.task)}: what is missing carries ${Math.round(100 * each.share)} % of the model's weight. `
      + "Each is filled as in training: the usual value, marked as missing where the model learned that."),
    element("p", { className: "quiet" }, each.features.map(feature => feature.replaceAll("_", " ")).join(", "))]));
}

$("upload").addEventListener("submit", event => {
  event.preventDefault();
  const file = $("file").files[0];
  if (file.size > state.maxUploadMegabytes * 1e6) {
    failed(new Error(`${file.name} is larger than ${state.maxUploadMegabytes} MB: split it, or leave out columns.`));
    return;
  }
  scoreFile(file, file.name);
});
for (const kind of ["claims", "invoices"]) {
  $(`sample-${kind}`).addEventListener("click", () => scoreSample(kind));
}
$("published-form").addEventListener("submit", event => {
  event.preventDefault();
  loadPublished("claims", $("published-day").value);
});
$("published-invoices").addEventListener("click", () => loadPublished("invoices", $("published-day").value));
$("days").addEventListener("change", () => loadPublished(published, $("days").value));
start().catch(failed);
new Work(ask, failed).start().catch(failed);
