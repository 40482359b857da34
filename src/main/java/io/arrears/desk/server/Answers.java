package io.arrears.desk.server;

import io.arrears.config.Settings;
import io.arrears.desk.DatabaseSession;
import io.arrears.desk.Kind;
import io.arrears.desk.Refused;
import io.arrears.desk.run.DeskRun;
import io.arrears.desk.run.RunState;
import io.arrears.desk.score.FileScoring;
import io.arrears.desk.score.LossGivenDefault;
import io.arrears.desk.score.ModelBook;
import io.arrears.desk.score.PublishedDays;
import io.arrears.desk.score.ResultCsv;
import io.arrears.desk.score.ScoredFile;
import io.arrears.lake.AsOf;
import io.arrears.lake.SourceTable;
import io.arrears.model.ScoringModel;
import io.arrears.model.data.ModelTask;
import io.arrears.model.judge.MetricRow;
import io.arrears.model.store.ModelStore;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** What the page asks for, by path below {@code /api/}. */
final class Answers {

    private static final int MOST_REFUSALS = 200;

    private final Settings settings;
    private final boolean loopback;
    private final ModelBook models;
    private final FileScoring files;
    private final PublishedDays published;
    private final DeskRun run;
    private final Worklists worklists;
    private final Work work;
    private final Shelf shelf = new Shelf();

    /**
     * @param databases opens the embedded database for one request
     * @param loopback whether the desk listens on loopback only
     */
    Answers(Settings settings, Supplier<DatabaseSession> databases, DeskRun run, boolean loopback) {
        this.settings = settings;
        this.loopback = loopback;
        this.models = new ModelBook(new ModelStore(settings.lakeRoot(), new Configuration()));
        this.files = new FileScoring(settings, models, new LossGivenDefault(settings, databases));
        this.published = new PublishedDays(settings, databases);
        this.run = run;
        this.worklists = new Worklists(settings);
        this.work = new Work(settings, databases, loopback);
    }

    /** A file to download. */
    record Csv(String name, Writing write) {}

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Answers a GET. */
    Object get(List<String> path, Request request) {
        if (path.equals(List.of("state"))) {
            return state();
        }
        if (path.equals(List.of("work"))) {
            return work.state();
        }
        if (path.equals(List.of("run"))) {
            return runState(run.state().orElse(null));
        }
        if (path.size() == 3 && path.get(0).equals("results") && path.get(2).equals("worklist")) {
            return worklists.answer(shelf.get(path.get(1)), request);
        }
        if (path.size() == 3 && path.get(0).equals("results") && path.get(2).equals("customer")) {
            return worklists.customer(shelf.get(path.get(1)), request);
        }
        throw nothing();
    }

    Csv csv(List<String> path, Request request) {
        if (path.size() == 3 && path.get(0).equals("results")) {
            ScoredFile file = shelf.get(path.get(1));
            if (path.get(2).equals("worklist.csv")) {
                return new Csv(
                        "arrears-" + file.kind().word() + ".csv",
                        out -> ResultCsv.results(file, worklists.of(file, request), out));
            }
            if (path.get(2).equals("customers.csv")) {
                return new Csv(
                        "arrears-customers.csv", out -> ResultCsv.customers(file, worklists.of(file, request), out));
            }
            if (path.get(2).equals("not-scored.csv")) {
                return new Csv("arrears-not-scored.csv", out -> ResultCsv.refusals(file.refusals(), out));
            }
        }
        throw nothing();
    }

    /** Answers a POST. */
    Object post(List<String> path, Request request, byte[] body) {
        return switch (String.join("/", path)) {
            case "score" -> result(files.score(name(request), request.kind(), request.day(), body));
            case "published" -> published(request);
            case "work/outcomes" -> work.take(SourceTable.OUTCOMES, body);
            case "work/dispositions" -> work.take(SourceTable.DISPOSITIONS, body);
            case "run" -> startRun(request);
            case "run/stop" -> runState(run.stop());
            default -> throw nothing();
        };
    }

    private Map<String, Object> published(Request request) {
        Kind kind = request.kind().orElse(Kind.CLAIMS);
        PublishedDays.Found found = published.open(kind, request.day());
        return found.file()
                .map(this::result)
                .orElseGet(() -> Map.of("offer", Offer.of(kind, found, settings, loopback)));
    }

    private Map<String, Object> result(ScoredFile file) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", shelf.keep(file));
        answer.put("name", file.name());
        answer.put("kind", file.kind().word());
        answer.put("understood", file.summary());
        answer.put("refusals", file.refusals().stream().limit(MOST_REFUSALS).toList());
        answer.put("days", file.days());
        answer.put("hasCustomers", !file.debtors().isEmpty());
        answer.put("opensWith", Worklists.view(file, ""));
        answer.put("notLooked", file.debtors().notLooked());
        return answer;
    }

    private Map<String, Object> startRun(Request request) {
        LocalDate day = request.day().orElseThrow(() -> new Refused(400, "Give the day of the run: YYYY-MM-DD."));
        Offer.whyNoRun(settings, loopback).ifPresent(why -> {
            throw new Refused(403, why);
        });
        return runState(run.start(day));
    }

    /** A run started from here; null where there was none. */
    private static Map<String, Object> runState(RunState state) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("run", state);
        return answer;
    }

    /** The name of a file without its folders, which old browsers send. */
    private static String name(Request request) {
        String name = request.text("name").replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
        return name.isEmpty() ? "file" : name.length() > 120 ? name.substring(0, 120) : name;
    }

    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        List<Map<String, Object>> shown = new ArrayList<>();
        Map<ModelTask, ScoringModel> scoring = models.newest();
        scoring.forEach((task, model) -> shown.add(model(task, model)));
        state.put("models", shown);
        state.put(
                "asOf",
                scoring.values().stream()
                        .map(model -> model.latest().trainedAsOf())
                        .max(Comparator.naturalOrder())
                        .map(AsOf::toString)
                        .orElse(null));
        state.put("capacity", settings.recovery().capacity());
        state.put("contactCost", settings.recovery().contactCost());
        state.put("recoveryDays", settings.recovery().horizonDays());
        state.put("defaultDays", settings.defaults().horizonDays());
        state.put("maxUploadMegabytes", settings.desk().maxUploadMegabytes());
        state.put("maxRows", settings.desk().maxRows());
        state.put("noMarts", published.whyNot().orElse(null));
        state.put("noRuns", Offer.whyNoRun(settings, loopback).orElse(null));
        return state;
    }

    private static Map<String, Object> model(ModelTask task, ScoringModel model) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("task", task.taskName());
        shown.put("version", model.card().version());
        shown.put("trainedAsOf", model.card().trainedAsOf().toString());
        shown.put("verdict", model.verdict().name());
        shown.put("reason", model.latest().reason());
        shown.put("fitted", model.model().isPresent());
        for (String metric : List.of("roc_auc", "base_rate", "observations")) {
            model.card().metrics().stream()
                    .filter(row ->
                            isTest(row, model.card().model()) && row.metric().equals(metric))
                    .findFirst()
                    .ifPresent(row -> shown.put(metric, row.value()));
        }
        return shown;
    }

    private static boolean isTest(MetricRow row, String model) {
        return row.model().equals(model)
                && row.slice().equals("test")
                && row.segment().equals("all");
    }

    private static Refused nothing() {
        return new Refused(404, "There is nothing at this address.");
    }
}
