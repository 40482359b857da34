package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arrears.config.ArrearsException;
import io.arrears.lake.AsOf;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First seen, last seen, resolved: from the published days alone. */
class FindingHistoryTest {

    private static final String OF_ALL = "select entity_id, first_seen, last_seen, resolved, days_seen, "
            + "cast(amount as decimal(9, 2)) from leakage_finding_history order by entity_id";

    @TempDir
    private Path folder;

    /** Findings {@code a 10, b 20} of control C02, and C01 without findings, run or skipped. */
    private static void publish(TinyLake tiny, String day, long run, String findings, String statusOfC01) {
        RunContext context = tiny.context(day, run);
        StringBuilder values = new StringBuilder("('none', 0)");
        for (String finding : findings.split(", ")) {
            values.append(", ('").append(finding.replace(" ", "', ")).append(")");
        }
        tiny.append(
                context,
                Table.FIND_LEAKAGE,
                "select sha2(concat(if(id = 's', 'C01|', 'C02|'), id), 256) as finding_id, "
                        + "if(id = 's', 'C01', 'C02') as control_id, 'Unpaid' as control_title, 'T' as leak_type, "
                        + "'low' as severity, 'invoice' as entity_type, id as entity_id, 'c' as customer_id, 'r' as sales_rep_id, "
                        + "'EUR' as currency, cast(amount as decimal(19, 4)) as amount, "
                        + "cast(amount as decimal(19, 4)) as primary_amount, 'late' as evidence from values " + values
                        + " as t(id, amount) where id <> 'none'");
        tiny.append(
                context,
                Table.FIND_CONTROLS,
                "select control_id, currency, status from values "
                        + "('C02', 'EUR', 'FINDINGS'), ('C02', 'USD', 'OK'), ('C01', 'EUR', '" + statusOfC01
                        + "') as t(control_id, currency, status)");
        new PublishStage().run(context);
    }

    private static String history(TinyLake tiny, Optional<String> asOf) {
        StringBuilder lines = new StringBuilder();
        for (Row row : new PublishedSql(tiny.spark, tiny.lake, asOf.map(AsOf::parse))
                .query(OF_ALL)
                .collectAsList()) {
            lines.append(row.mkString(" ")).append('\n');
        }
        return lines.toString();
    }

    /** a stays and grows, b is gone in November, c is gone for one day, s was seen before its control was skipped. */
    private static void publish(TinyLake tiny, int nth, long run) {
        switch (nth) {
            case 1 -> publish(tiny, "2025-09-30", run, "a 10, b 20, c 30, s 40", "FINDINGS");
            case 2 -> publish(tiny, "2025-10-31", run, "a 11, b 20, s 40", "FINDINGS");
            case 3 -> publish(tiny, "2025-11-30", run, "a 12, c 33", "SKIPPED");
            default -> throw new IllegalArgumentException("no slice " + nth);
        }
    }

    @Test
    void itIsTheSameWhateverTheOrderOfRunsAndReruns() {
        String expected = """
                a 2025-09-30 2025-11-30 null 3 12.00
                b 2025-09-30 2025-10-31 2025-11-30 2 20.00
                c 2025-09-30 2025-11-30 null 2 33.00
                s 2025-09-30 2025-10-31 null 2 40.00
                """;
        TinyLake forward = new TinyLake(folder.resolve("forward"));
        TinyLake backward = new TinyLake(folder.resolve("backward"));
        // The last day is run first with other findings, and again at the end.
        publish(backward, "2025-11-30", 1, "a 99, x 1", "OK");
        int run = 1;
        for (int nth : List.of(1, 2, 3)) {
            publish(forward, nth, run);
            publish(backward, 4 - nth, ++run);
        }
        assertEquals(expected, history(forward, Optional.empty()));
        assertEquals(expected, history(backward, Optional.empty()));
        assertEquals("""
                a 2025-09-30 2025-10-31 null 2 11.00
                b 2025-09-30 2025-10-31 null 2 20.00
                c 2025-09-30 2025-09-30 2025-10-31 1 30.00
                s 2025-09-30 2025-10-31 null 2 40.00
                """, history(backward, Optional.of("2025-10-31")), "as it was known on a past day");
    }

    @Test
    void withoutPublishedFindingsThereIsNoHistory() {
        TinyLake tiny = new TinyLake(folder.resolve("none"));
        tiny.published("2025-12-31", 1, 10);
        ArrearsException error = assertThrows(ArrearsException.class, () -> history(tiny, Optional.empty()));
        assertEquals(
                "no published table is called leakage_finding_history; there are: mart_kpis, mart_invoice_risk, "
                        + "ops_published",
                error.getMessage());
    }
}
