package io.arrears.transform;

import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Since when an invoice is given up whose state has no date: since the ingest that shows it, or since the published day
 * before it where that showed it too. Each slice knows since when, so one is enough to look into.
 */
final class GivenUp {

    private static final String KEY = "invoice_id";
    private static final String FROM = "given_up_from";
    private static final String SHOWN = "shown_from";

    private GivenUp() {}

    /** The staged invoices, with the first day on which the state was shown. */
    static Dataset<Row> since(Dataset<Row> invoices, RunContext context, SparkSession session) {
        Optional<RunId> before = new Pointers(context.lake())
                .all().headMap(context.ingestDay().date(), false).descendingMap().values().stream()
                        .map(day -> day.get(Table.STG_INVOICES))
                        .filter(Objects::nonNull)
                        .findFirst();
        if (before.isEmpty()) {
            return invoices;
        }
        Dataset<Row> shown = context.lake()
                .in(session)
                .readSlices(Table.STG_INVOICES, List.of(before.get()))
                .where(functions.col(FROM).isNotNull().and(undated()))
                .select(functions.col(KEY), functions.col(FROM).as(SHOWN));
        if (shown.isEmpty()) {
            return invoices;
        }
        Column from = functions
                .when(
                        functions.col(FROM).isNotNull().and(undated()),
                        functions.least(functions.col(FROM), functions.col(SHOWN)))
                .otherwise(functions.col(FROM));
        Column[] columns = Arrays.stream(invoices.columns()).map(functions::col).toArray(Column[]::new);
        return invoices.join(shown.dropDuplicates(KEY), new String[] {KEY}, "left")
                .withColumn(FROM, from)
                .select(columns);
    }

    private static Column undated() {
        return functions.col("status_date").isNull();
    }
}
