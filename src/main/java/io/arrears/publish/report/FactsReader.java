package io.arrears.publish.report;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.PlanExecution;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.SideBySide;
import io.arrears.terms.Ageing;
import io.arrears.transform.Checks;
import io.arrears.transform.SqlFile;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads what a report needs: aggregate marts as they are, of the day and of the day published before it, and what the
 * files in {@code sql/report} make of the row-level ones. Every query returns a bounded number of rows.
 */
final class FactsReader {

    /**
     * The most rows of an aggregate mart in a report, more than a reader needs: the file stays small whatever the data.
     */
    private static final int MOST_ROWS = 5000;

    /** The queries over row-level marts. */
    static final List<String> QUESTIONS = List.of(
            "invoices_by_age_and_risk",
            "top_invoices",
            "top_customers",
            "claims_by_type",
            "top_claims",
            "call_list",
            "call_claims",
            "claims_held",
            "refunds_by_band",
            "top_refunds",
            "findings_by",
            "top_findings",
            "findings_decided",
            "findings_changed");

    private final Lake lake;
    private final SparkSession session;
    private final AsOf asOf;
    private final Ageing ageing;
    private final Optional<LocalDate> previous;
    private final List<LocalDate> days;
    private final Map<Table, RunId> runs;
    private final Map<Table, RunId> runsBefore;

    private FactsReader(SparkSession spark, String root, AsOf asOf, Ageing ageing) {
        this.ageing = ageing;
        this.session = PlanExecution.beside(spark);
        this.lake = new Lake(session, root);
        this.asOf = asOf;
        NavigableMap<LocalDate, Map<Table, RunId>> published = new Pointers(lake).all();
        if (!published.containsKey(asOf.date())) {
            throw new ArrearsException(
                    ExitCode.BAD_REQUEST,
                    "nothing is published for " + asOf + " in the lake " + root
                            + ", so there is nothing to report; published are " + published.keySet());
        }
        this.days = List.copyOf(published.keySet());
        this.runs = published.get(asOf.date());
        this.previous = Optional.ofNullable(published.lowerKey(asOf.date()));
        this.runsBefore = previous.map(published::get).orElse(Map.of());
    }

    /**
     * The facts of a published day.
     *
     * @throws ArrearsException when nothing is published for it
     */
    static Facts read(SparkSession spark, String root, AsOf asOf, Ageing ageing) {
        return new FactsReader(spark, root, asOf, ageing).read();
    }

    private record Query(String name, Dataset<Row> rows) {}

    private Facts read() {
        List<Query> queries = new ArrayList<>();
        for (Table mart : Table.publishedMarts()) {
            if (runs.containsKey(mart)) {
                Dataset<Row> rows = lake.readSlices(mart, slices(mart));
                rows.createOrReplaceTempView(mart.sqlName());
                if (!SqlFile.hasManyRows(mart)) {
                    queries.add(new Query(mart.sqlName(), rows));
                }
            }
        }
        for (String question : QUESTIONS) {
            SqlFile file = SqlFile.read("sql/report/" + question + ".sql");
            boolean compares = file.parameters().contains("as_of");
            if (runs.keySet().containsAll(file.reads()) && (!compares || previous.isPresent())) {
                queries.add(new Query(question, file.on(session, Map.of("as_of", asOf.date()))));
            }
        }
        checks().ifPresent(queries::add);
        return facts(
                queries,
                SideBySide.map(queries, query -> query.rows().limit(MOST_ROWS).collectAsList()));
    }

    private Collection<RunId> slices(Table mart) {
        Set<RunId> slices = new LinkedHashSet<>(List.of(runs.get(mart)));
        Optional.ofNullable(runsBefore.get(mart)).ifPresent(slices::add);
        return slices;
    }

    /** What the checks of the runs noted that wrote the day's slices. */
    private Optional<Query> checks() {
        return Checks.last(lake, runs.values()).map(rows -> new Query("ops_checks", rows.where("rows > 0")));
    }

    private Facts facts(List<Query> queries, List<List<Row>> answers) {
        Map<String, List<Fact>> today = new HashMap<>();
        Map<String, List<Fact>> before = new HashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            List<Fact> now = new ArrayList<>();
            List<Fact> then = new ArrayList<>();
            for (Row row : answers.get(i)) {
                Fact fact = fact(row);
                Object day = fact.values().get(Lake.AS_OF);
                (previous.isPresent() && previous.get().equals(day) ? then : now).add(fact);
            }
            today.put(queries.get(i).name(), now);
            before.put(queries.get(i).name(), then);
        }
        String run = runs.get(Table.MART_KPIS) == null
                ? ""
                : runs.get(Table.MART_KPIS).text();
        return new Facts(asOf, run, previous.map(AsOf::new), ageing, days, today, before);
    }

    private static Fact fact(Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        String[] names = row.schema().fieldNames();
        for (int i = 0; i < names.length; i++) {
            Object value = row.get(i);
            values.put(names[i], value instanceof Date day ? day.toLocalDate() : value);
        }
        return new Fact(values);
    }
}
