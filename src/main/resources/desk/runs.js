import { element, fill } from "./dom.js";

const $ = id => document.getElementById(id);
const POLL_MILLISECONDS = 1000;

function elapsed(seconds) {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The offer to start a run where nothing is published for a day, and the run that was started. */
export class Runs {
  /**
   * @param ask sends a request to the desk
   * @param open opens what was published, by kind and day
   * @param done as open, after a run: it may have made models
   * @param failed shows an error
   */
  constructor(ask, open, done, failed) {
    this.ask = ask;
    this.open = open;
    this.done = done;
    this.failed = failed;
    this.kind = "claims";
    $("offer-form").addEventListener("submit", event => {
      event.preventDefault();
      this.start($("offer-day").value);
    });
    $("run-stop").addEventListener("click", () => this.stop());
  }

  /** @param day that the form begins with */
  offer(offer, day) {
    this.kind = offer.kind;
    $("offer").hidden = false;
    $("offer-line").textContent = offer.sentence;
    $("offer-form").hidden = !offer.canStart;
    $("offer-day").value = offer.day ?? day;
    fill($("offer-days"), offer.days.slice(0, 5).map(each => {
      const button = element("button", { type: "button" }, `Open ${each}`);
      button.addEventListener("click", () => this.open(offer.kind, each));
      return button;
    }));
    $("offer-title").focus();
  }

  close() {
    $("offer").hidden = true;
  }

  async start(day) {
    try {
      const answer = await this.ask(`api/run?${new URLSearchParams({ as_of: day })}`, { method: "POST" });
      this.close();
      this.show(answer.run);
      $("run-title").focus();
      this.watch();
    } catch (error) {
      this.failed(error);
    }
  }

  async stop() {
    try {
      this.show((await this.ask("api/run/stop", { method: "POST" })).run);
    } catch (error) {
      this.failed(error);
    }
  }

  /** Shows a run that is under way, also one that was started before the page was loaded. */
  async resume() {
    const run = (await this.ask("api/run")).run;
    if (run != null && run.state !== "done") {
      this.show(run);
      if (run.state === "running") {
        this.watch();
      }
    }
  }

  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.poll(), POLL_MILLISECONDS);
  }

  async poll() {
    try {
      const run = (await this.ask("api/run")).run;
      this.show(run);
      if (run.state === "running") {
        this.watch();
      } else if (run.state === "done") {
        $("run").hidden = true;
        await this.done(this.kind, run.day);
      } else {
        $("run-failed").focus();
      }
    } catch (error) {
      this.failed(error);
    }
  }

  show(run) {
    const running = run.state === "running";
    $("run").hidden = false;
    $("run-title").textContent = `Run as of ${run.day}`;
    const stage = run.stage == null ? "The run is starting." : `Stage ${run.position} of ${run.stages}: ${run.stage}.`;
    // Read aloud when the stage changes, not every second.
    if ($("run-stage").textContent !== stage) {
      $("run-stage").textContent = stage;
    }
    $("run-progress").hidden = !running;
    $("run-progress").max = Math.max(1, run.stages);
    $("run-progress").value = Math.max(0, run.position - 1);
    $("run-time").textContent = running ? `${elapsed(run.seconds)} so far` : `Ended after ${elapsed(run.seconds)}.`;
    $("run-line").textContent = run.line;
    $("run-line").hidden = !running || run.line === "";
    $("run-stop").hidden = !running;
    $("run-note").hidden = !running;
    $("run-failed").hidden = run.state !== "failed";
    if (run.state === "failed") {
      fill($("run-failed"), [
        element("strong", {}, `The run failed with exit code ${run.exitCode}: ${run.why}.`),
        run.error == null ? "" : element("p", { className: "sentence" }, run.error),
        element("p", {}, "The terminal of the desk names the file with the whole output.")]);
    }
  }
}
