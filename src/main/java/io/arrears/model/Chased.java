package io.arrears.model;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.arrears.lake.KnownRows;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What the published worklists said of the debts that people then chased: for each contact of {@code outcomes} the rows
 * of the list that was published last before or on its day.
 */
final class Chased {

    private static final StructType COLUMNS = StructType.fromDDL("outcome_id string, claim_id string, currency string,"
            + " amount decimal(19,4), ev_recovered decimal(19,4), list_date date");

    private Chased() {}

    /** One row a contact and claim; none where no list was published in time. */
    static Dataset<Row> of(RunContext context) {
        if (context.slices().of(Table.STG_OUTCOMES).isEmpty()) {
            // The source has no such table.
            return context.spark().createDataFrame(List.of(), COLUMNS);
        }
        SparkSession views = context.views(EnumSet.of(Table.STG_OUTCOMES));
        Dataset<Row> contacts = views.table(KnownRows.viewOf(Table.STG_OUTCOMES))
                .where("coalesce(claim_id, customer_id) is not null")
                .select("outcome_id", "claim_id", "customer_id", "action_date");
        NavigableMap<LocalDate, RunId> lists =
                new Pointers(context.lake()).before(context.asOf().date(), Table.MART_RECOVERY_WORKLIST);
        List<Row> days = new ArrayList<>();
        TreeSet<RunId> runs = new TreeSet<>((one, other) -> one.text().compareTo(other.text()));
        // A day is a row at most, however many contacts it has.
        for (Row day :
                contacts.select("action_date").groupBy("action_date").count().collectAsList()) {
            Map.Entry<LocalDate, RunId> list = lists.floorEntry(day.getDate(0).toLocalDate());
            if (list != null) {
                days.add(RowFactory.create(day.getDate(0), Date.valueOf(list.getKey())));
                runs.add(list.getValue());
            }
        }
        if (days.isEmpty()) {
            return views.createDataFrame(List.of(), COLUMNS);
        }
        Dataset<Row> listOf = views.createDataFrame(days, StructType.fromDDL("contact_day date, list_date date"));
        Dataset<Row> listed = context.lake()
                .in(views)
                .readSlices(Table.MART_RECOVERY_WORKLIST, List.copyOf(runs))
                .select(
                        col(Lake.AS_OF).as("listed_on"),
                        col("claim_id").as("listed_claim"),
                        col("customer_id").as("listed_customer"),
                        col("currency"),
                        col("amount").cast("decimal(19,4)").as("amount"),
                        col("ev_recovered").cast("decimal(19,4)").as("ev_recovered"));
        return contacts.join(broadcast(listOf), expr("action_date = contact_day"))
                .join(
                        listed,
                        expr("list_date = listed_on and coalesce(listed_claim = claim_id, "
                                + "listed_customer = customer_id)"))
                .select(
                        col("outcome_id"),
                        col("listed_claim").as("claim_id"),
                        col("currency"),
                        col("amount"),
                        col("ev_recovered"),
                        col("list_date"));
    }
}
