package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;

/**
 * What the checks say about the source without stopping a run. Each file {@code sql/checks/note_<check>.sql} gives rows
 * of {@code ops_checks} and the sentence for each.
 */
final class SourceNotes {

    private static final List<String> CHECKS = List.of("alike_keys", "tax", "lines", "signs", "reversals");

    private SourceNotes() {}

    static Set<Table> reads() {
        Set<Table> reads = EnumSet.noneOf(Table.class);
        CHECKS.forEach(check -> reads.addAll(file(check).reads()));
        return reads;
    }

    /** Notes the rows of every file, and returns their sentences. */
    static List<String> note(RunContext context, Checks checks) {
        List<String> sentences = new ArrayList<>();
        CHECKS.forEach(check -> sentences.addAll(note(check, context, checks)));
        return sentences;
    }

    /** Notes the rows of one file, by table and rule, and returns their sentences. */
    static List<String> note(String check, RunContext context, Checks checks) {
        SqlFile file = file(check);
        List<String> sentences = new ArrayList<>();
        for (Row row : file.on(context.views(file.reads()), SqlParameters.of(context.day())).collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> row.<String>getAs("table_name"))
                        .thenComparing(row -> row.<String>getAs("rule")))
                .toList()) {
            checks.add(
                    check,
                    row.getAs("table_name"),
                    row.getAs("rule"),
                    row.getAs("rows"),
                    row.getAs("amount"),
                    Checks.Status.WARNED);
            sentences.add(row.getAs("sentence"));
        }
        return sentences;
    }

    private static SqlFile file(String check) {
        return SqlFile.read("sql/checks/note_" + check + ".sql");
    }
}
