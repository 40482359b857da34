package io.arrears.model.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.arrears.model.feature.FeatureSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows of an analytical base table in the one shape that training and scoring share: grain (entity, observation date),
 * columns named here with a prefix that no feature has, then the features under their own names.
 */
public final class Observations {

    public static final String ENTITY = "obs_entity";
    public static final String KEY = "obs_key";
    public static final String DATE = "obs_date";
    static final String SETTLED = "obs_settled";
    public static final String CUSTOMER = "obs_customer";
    public static final String CURRENCY = "obs_currency";
    public static final String REGION = "obs_region";
    public static final String SEGMENT = "obs_segment";
    /** Days past due; of a failed payment days since the first failure. Null where neither is known. */
    public static final String DAYS = "obs_days";

    public static final String AMOUNT = "obs_amount";
    public static final String BUCKET = "obs_bucket";
    public static final String PAST_RATE = "obs_past_rate";
    public static final String STATUS = "obs_status";
    public static final String LABEL = "label";
    /** Whether the claim is older than any that the models learn from. */
    public static final String AGED = "obs_aged";
    /** Whether the customer is one of those the model learnt from. */
    public static final String SEEN = "obs_seen";

    private Observations() {}

    /** Rows of the task whose label is known. */
    public static Dataset<Row> mature(ModelTask task, FeatureSet features, Dataset<Row> abt) {
        return shaped(
                task,
                features,
                ofTask(task, abt)
                        .where(col("label_status")
                                .equalTo("mature")
                                .and(col("label").isNotNull())));
    }

    /** Rows of the task to be scored on the as-of day. */
    public static Dataset<Row> toScore(ModelTask task, FeatureSet features, Dataset<Row> abt) {
        return shaped(task, features, ofTask(task, abt).where(col("is_scoring")));
    }

    private static Dataset<Row> ofTask(ModelTask task, Dataset<Row> abt) {
        return task.claimType()
                .map(type -> abt.where(col("claim_type").equalTo(type)))
                .orElse(abt);
    }

    private static Dataset<Row> shaped(ModelTask task, FeatureSet features, Dataset<Row> abt) {
        List<Column> columns = new ArrayList<>(List.of(
                col("entity_id").cast("string").as(ENTITY),
                col(task.key()).as(KEY),
                col("observation_date").as(DATE),
                col("label_settled_on").as(SETTLED),
                col("customer_id").cast("string").as(CUSTOMER),
                col("currency").cast("string").as(CURRENCY),
                col("region").cast("string").as(REGION),
                col("segment").cast("string").as(SEGMENT),
                days(task, abt).cast("double").as(DAYS),
                col(task == ModelTask.DEFAULT ? "open_amount" : "amount").as(AMOUNT),
                col("ageing_bucket").as(BUCKET),
                col(task.pastRate()).cast("double").as(PAST_RATE),
                col("label_status").as(STATUS),
                col("label").cast("double").as(LABEL),
                (has(abt, "is_aged") ? col("is_aged") : lit(false)).as(AGED)));
        features.all().forEach(feature -> columns.add(col(feature)));
        return abt.select(columns.toArray(Column[]::new));
    }

    private static Column days(ModelTask task, Dataset<Row> abt) {
        boolean failed = task == ModelTask.FAILED_PAYMENT && has(abt, "days_since_first_failure");
        return col(task == ModelTask.DEFAULT ? "days_past_due" : failed ? "days_since_first_failure" : "days_overdue");
    }

    private static boolean has(Dataset<Row> abt, String column) {
        return Arrays.asList(abt.columns()).contains(column);
    }
}
