package io.arrears.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.model.data.Observations;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.judge.DriftRow;
import io.arrears.pipeline.RunContext;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of earlier days' published scores. The outcomes are the labels of the observations of those days, so they
 * are known in runs that build past observations (those that train), for scored days that are observation days.
 */
final class FollowUp {

    static final String MEASURE = "observed_to_expected";
    /** Departures below this are not worth a look, however many rows prove them. */
    private static final double WORTH_A_LOOK = 0.1;

    private static final double NORMAL_99 = 2.576;
    private static final double FEWEST_EXPECTED = 5;
    private static final long FEWEST_CUSTOMERS = 20;

    private final RunContext context;
    private final TreeMap<Table, List<RunId>> earlier = new TreeMap<>();

    FollowUp(RunContext context) {
        this.context = context;
        Pointers pointers = new Pointers(context.lake());
        for (Table table : List.of(Table.SCORE_INVOICES, Table.SCORE_CLAIMS)) {
            List<RunId> runs =
                    List.copyOf(pointers.before(context.asOf().date(), table).values());
            if (!runs.isEmpty()) {
                earlier.put(table, runs);
            }
        }
    }

    /** One row a scored day whose outcomes are known. */
    List<DriftRow> of(ModelTask task) {
        Table table = task == ModelTask.DEFAULT ? Table.SCORE_INVOICES : Table.SCORE_CLAIMS;
        if (!earlier.containsKey(table)) {
            return List.of();
        }
        Dataset<Row> outcomes = Observations.mature(
                        task, new FeatureSet("", List.of(), List.of()), context.read(task.table()))
                .select(
                        col(Observations.KEY),
                        col(Observations.DATE),
                        col(Observations.LABEL),
                        coalesce(
                                        concat(lit("customer "), col(Observations.CUSTOMER)),
                                        concat(lit("entity "), col(Observations.ENTITY)))
                                .as("customer"));
        return promised(task, table)
                .join(outcomes, expr("scored_key = obs_key and scored_on = obs_date"))
                .groupBy("scored_on", "customer")
                .agg(
                        count(lit(1)).as("rows"),
                        sum("p").as("expected"),
                        sum(expr("p * (1 - p)")).as("variance"),
                        sum(Observations.LABEL).as("observed"))
                .withColumn("missed", expr("observed - expected"))
                .groupBy("scored_on")
                .agg(
                        count(lit(1)).as("customers"),
                        sum("rows").as("rows"),
                        sum("expected").as("expected"),
                        sum("variance").as("variance"),
                        sum("observed").as("observed"),
                        sum(expr("missed * missed")).as("mm"),
                        sum(expr("missed * rows")).as("mr"),
                        sum(expr("rows * rows")).as("rr"))
                .orderBy("scored_on")
                .collectAsList()
                .stream()
                .map(day -> row(
                        day.getAs("scored_on").toString(),
                        day.getAs("rows"),
                        day.getAs("customers"),
                        day.getAs("expected"),
                        Math.max(day.<Double>getAs("variance"), byCustomer(day)),
                        day.getAs("observed")))
                .toList();
    }

    private Dataset<Row> promised(ModelTask task, Table table) {
        String probability = task == ModelTask.DEFAULT ? "default_prob" : "p_recover_30d";
        Dataset<Row> scores = context.lake()
                .readSlices(table, earlier.get(table))
                .where(col("model_status").equalTo("model").and(col(probability).isNotNull()));
        return task.claimType()
                .map(type -> scores.where(col("claim_type").equalTo(type)))
                .orElse(scores)
                .select(
                        col(Lake.AS_OF).as("scored_on"),
                        col(task.key()).as("scored_key"),
                        col(probability).as("p"));
    }

    /**
     * The variance of the count of events as customers differ, less what all of them share: Σ (missed − rows × mean)².
     */
    private static double byCustomer(Row day) {
        double rows = day.<Long>getAs("rows");
        double mean = (day.<Double>getAs("observed") - day.<Double>getAs("expected")) / rows;
        return day.<Double>getAs("mm") - 2 * mean * day.<Double>getAs("mr") + mean * mean * day.<Long>getAs("rr");
    }

    /**
     * @param variance of the count of events when the probabilities are right: Σ p (1 − p) of independent rows, more
     *     where the rows of a customer go together
     */
    static DriftRow row(String day, long rows, long customers, double expected, double variance, double observed) {
        if (expected < FEWEST_EXPECTED || customers < FEWEST_CUSTOMERS) {
            return new DriftRow(MEASURE, day, null, null, null, rows, DriftRow.TOO_FEW);
        }
        double room = Math.max(WORTH_A_LOOK, NORMAL_99 * Math.sqrt(variance) / expected);
        double ratio = observed / expected;
        return new DriftRow(
                MEASURE,
                day,
                ratio,
                1 - room,
                1 + room,
                rows,
                Math.abs(ratio - 1) > room ? DriftRow.WARN : DriftRow.OK);
    }
}
