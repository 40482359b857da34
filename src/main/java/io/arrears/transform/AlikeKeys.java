package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;

/** Money that would find its invoice if keys were compared less strictly. It is counted and said, never moved. */
final class AlikeKeys {

    private static final SqlFile FILE = SqlFile.read("sql/checks/check_keys.sql");

    /** The kinds of difference of the file, in words. */
    private static final Map<String, String> WORDS = Map.of(
            "case", "upper and lower case",
            "leading_zeros", "leading zeros",
            "point_zero", "a trailing .0",
            "unicode_form", "the Unicode form",
            "blanks", "blanks",
            "several", "case, leading zeros, a trailing .0, the Unicode form and blanks together");

    private AlikeKeys() {}

    static Set<Table> reads() {
        return FILE.reads();
    }

    /** Notes every kind that occurs, and returns a sentence for each. */
    static List<String> note(RunContext context, Checks checks) {
        List<Row> rows = FILE.on(context.views(FILE.reads()), SqlParameters.of(context.day())).collectAsList().stream()
                .sorted(Comparator.comparing((Row row) -> row.<String>getAs("source_table"))
                        .thenComparing(row -> row.<String>getAs("difference"))
                        .thenComparing(row -> row.<String>getAs("currency")))
                .toList();
        List<String> notes = new ArrayList<>();
        for (Row row : rows) {
            String table = row.getAs("source_table");
            String difference = row.getAs("difference");
            String currency = row.getAs("currency");
            long strays = row.getAs("strays");
            BigDecimal amount = row.getAs("amount");
            checks.add(
                    "alike_keys",
                    table,
                    "invoice_id but for " + difference + " " + currency,
                    strays,
                    amount,
                    Checks.Status.WARNED);
            notes.add(String.format(
                    Locale.ROOT,
                    "%s: rows that would find their invoice if %s were ignored: %,d, amount %,.2f %s, such as %s for %s",
                    table,
                    WORDS.get(difference),
                    strays,
                    amount,
                    currency,
                    row.<String>getAs("example"),
                    row.<String>getAs("meant")));
        }
        return notes;
    }
}
