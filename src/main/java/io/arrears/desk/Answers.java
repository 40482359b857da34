package io.arrears.desk;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.model.ScoringModel;
import io.arrears.model.data.ModelTask;
import io.arrears.model.judge.MetricRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page asks for, by path below {@code /api/}. */
final class Answers {

    private static final int MOST_REFUSALS = 200;

    private final Settings settings;
    private final Desk desk;

    Answers(Settings settings, Desk desk) {
        this.settings = settings;
        this.desk = desk;
    }

    /** A file to download. */
    record Csv(String name, Writing write) {}

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    Object asked(List<String> path, Request request) {
        if (path.equals(List.of("state"))) {
            return state();
        }
        if (path.size() == 3 && path.get(0).equals("results") && path.get(2).equals("worklist")) {
            ScoredFile file = desk.kept(path.get(1));
            Worklist worklist = desk.worklist(file, capacity(request));
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("kpis", worklist.kpis());
            answer.put("list", file.byCurrency().isEmpty() ? null : worklist.page(query(request)));
            return answer;
        }
        throw nothing();
    }

    Csv csv(List<String> path, Request request) {
        if (path.size() == 3 && path.get(0).equals("results")) {
            ScoredFile file = desk.kept(path.get(1));
            if (path.get(2).equals("worklist.csv")) {
                return new Csv(
                        "arrears-" + file.kind().word() + ".csv",
                        out -> ResultCsv.results(file, desk.worklist(file, capacity(request)), out));
            }
            if (path.get(2).equals("not-scored.csv")) {
                return new Csv("arrears-not-scored.csv", out -> ResultCsv.refusals(file.refusals(), out));
            }
        }
        throw nothing();
    }

    Object posted(List<String> path, Request request, byte[] body) {
        long began = System.nanoTime();
        ScoredFile file =
                switch (String.join("/", path)) {
                    case "score" -> desk.score(name(request), request.kind(), request.day(), body);
                    case "published" -> desk.published(request.kind().orElse(Kind.CLAIMS), request.day());
                    case "source" -> desk.source(request.kind().orElse(Kind.CLAIMS), request.day());
                    default -> throw nothing();
                };
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", file.id());
        answer.put("name", file.name());
        answer.put("kind", file.kind().word());
        answer.put("understood", file.understood());
        answer.put("refusals", file.refusals().stream().limit(MOST_REFUSALS).toList());
        answer.put("days", file.days());
        answer.put("milliseconds", (System.nanoTime() - began) / 1_000_000);
        return answer;
    }

    /** The name of a file without its folders: browsers of old sent them, and nobody needs them. */
    private static String name(Request request) {
        String name = request.text("name").replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
        return name.isEmpty() ? "file" : name.length() > 120 ? name.substring(0, 120) : name;
    }

    private int capacity(Request request) {
        return request.number("capacity", settings.recovery().capacity());
    }

    private static Worklist.Query query(Request request) {
        return new Worklist.Query(
                request.text("currency"),
                request.text("type"),
                request.text("ageing"),
                request.text("region"),
                request.share("least"),
                request.text("text"),
                request.text("chosen").equals("true"),
                request.number("page", 0));
    }

    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        List<Map<String, Object>> models = new ArrayList<>();
        Map<ModelTask, ScoringModel> scoring = desk.models();
        scoring.forEach((task, model) -> models.add(model(task, model)));
        state.put("models", models);
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
        state.put("hasPublished", desk.hasPublished());
        state.put("hasSource", desk.hasSource());
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
