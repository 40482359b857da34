package io.arrears.desk.score;

import io.arrears.desk.Kind;
import io.arrears.desk.file.Columns;
import io.arrears.desk.file.FeatureColumns;
import io.arrears.desk.file.Refusal;
import io.arrears.desk.file.RowReader;
import io.arrears.desk.file.RowRules;
import io.arrears.model.ScoringModel;
import io.arrears.model.data.ModelTask;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the desk made of a file, or of what a run published, for the page.
 *
 * @param kind claims or invoices
 * @param rows read; the next four count those scored, joined to a scored one, with nothing to score, and wrong
 */
public record FileSummary(
        String kind,
        String asOf,
        int rows,
        int scored,
        int joined,
        int aside,
        int wrong,
        List<Column> columns,
        List<Missing> missing,
        List<Unread> unread,
        List<Why> refusals,
        List<Note> notes) {

    public record Column(String column, String use) {}

    /** @param share of the model's weight that the missing features carry */
    public record Missing(String task, int has, int of, double share, List<String> features) {}

    public record Unread(String column, int count, int firstLine) {}

    /** @param kind joined, aside or wrong */
    public record Why(String reason, String kind, int count, int firstLine) {}

    private static final String FINAL_COUNT = "not used: a final count is not known when the decision is made";
    private static final String OWN = "not used: the desk works it out itself";
    private static final String MUTABLE = "not used: a status may have changed since; balances decide";
    private static final Map<String, String> UNUSED = new HashMap<>();

    static {
        UNUSED.put("retries", FINAL_COUNT);
        UNUSED.put("days_since_last_event", "not used: counted with the clock of the day of the export");
        for (String name : List.of("prev_success_cnt", "prev_total_cnt", "customer_prior_success_rate")) {
            UNUSED.put(name, "not used: counts payments; the model learned from recovered claims");
        }
        for (String name : List.of("status", "payment_status", "order_status")) {
            UNUSED.put(name, MUTABLE);
        }
        UNUSED.put("hold_reason", "not used: what holds a claim is known of a published day alone");
        for (String name : List.of(
                "p_recover_30d",
                "ev_recovered",
                "priority_rank",
                "priority_flag",
                "default_prob",
                "expected_loss",
                "risk_bucket",
                "ageing_bucket",
                "ageing_detail",
                "amount_bucket",
                "model_version",
                "model_status",
                "reason_1",
                "reason_2",
                "reason_3")) {
            UNUSED.put(name, OWN);
        }
    }

    static FileSummary of(
            RowRules rules, Columns columns, RowReader read, Map<ModelTask, ScoringModel> models, List<Note> notes) {
        Map<Refusal.Kind, Long> kinds =
                read.refusals().stream().collect(Collectors.groupingBy(Refusal::kind, Collectors.counting()));
        return new FileSummary(
                rules.kind().word(),
                rules.asOf().map(Object::toString).orElse(null),
                read.rows(),
                read.cases().size(),
                count(kinds, Refusal.Kind.JOINED),
                count(kinds, Refusal.Kind.ASIDE),
                count(kinds, Refusal.Kind.WRONG),
                columns(columns, read),
                missing(read, models),
                read.unreadable().columns().stream()
                        .map(each -> new Unread(each.column(), each.count(), each.firstLine()))
                        .toList(),
                whys(read.refusals()),
                notes);
    }

    /** Of rows that a run published. */
    static FileSummary published(Kind kind, LocalDate day, int rows, int scored, List<Note> notes) {
        return new FileSummary(
                kind.word(),
                day.toString(),
                rows,
                scored,
                0,
                rows - scored,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                notes);
    }

    private static int count(Map<Refusal.Kind, Long> kinds, Refusal.Kind kind) {
        return kinds.getOrDefault(kind, 0L).intValue();
    }

    private static List<Column> columns(Columns columns, RowReader read) {
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < columns.header().size(); i++) {
            String name = columns.header().get(i);
            all.add(new Column(name.isEmpty() ? "(no name)" : name, use(columns, read, i)));
        }
        return all;
    }

    private static String use(Columns columns, RowReader read, int place) {
        String name = columns.header().get(place);
        List<String> uses = new ArrayList<>();
        columns.fields().forEach((field, at) -> {
            if (at == place) {
                uses.add(field.meaning());
            }
        });
        read.features().values().stream()
                .flatMap(features -> features.origins().stream())
                .filter(origin -> name.equals(origin.from()))
                .map(origin -> "model feature " + origin.feature())
                .distinct()
                .forEach(uses::add);
        if (!uses.isEmpty()) {
            return String.join("; ", uses);
        }
        String plain = Columns.plain(name);
        Integer first = columns.byName().get(plain);
        return first != null && first != place
                ? "not used: an earlier column has the same name"
                : read.joins() && FeatureColumns.isCountedFromRows(plain)
                        ? "not used: counted from the rows of each claim"
                        : UNUSED.getOrDefault(plain, "not used");
    }

    private static List<Missing> missing(RowReader read, Map<ModelTask, ScoringModel> models) {
        List<Missing> all = new ArrayList<>();
        read.features().forEach((task, features) -> {
            boolean asked = read.cases().stream().anyMatch(each -> each.task() == task);
            List<FeatureColumns.Origin> origins = features.origins();
            List<String> missing = features.missing();
            if (asked) {
                all.add(new Missing(
                        task.taskName(),
                        origins.size() - missing.size(),
                        origins.size(),
                        ModelWeight.share(models.get(task).card(), missing),
                        missing));
            }
        });
        return all;
    }

    private static List<Why> whys(List<Refusal> refusals) {
        Map<String, List<Refusal>> byReason = refusals.stream()
                .collect(Collectors.groupingBy(Refusal::reason, LinkedHashMap::new, Collectors.toList()));
        return byReason.values().stream()
                .sorted(Comparator.comparing((List<Refusal> rows) -> rows.get(0).kind())
                        .thenComparing(Comparator.comparingInt((List<Refusal> rows) -> rows.size())
                                .reversed()))
                .map(rows -> new Why(
                        rows.get(0).reason(),
                        rows.get(0).kind().word(),
                        rows.size(),
                        rows.get(0).line()))
                .toList();
    }
}
