package io.arrears.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;

import io.arrears.model.fit.FittedModel;
import io.arrears.model.store.ModelCard;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says why a row has its score. */
public interface Explainer {

    /** Column of the reasons: an array of up to three texts, the weightiest first. */
    String REASONS = "reasons";
    /** Column that says whether the reasons of a row will be shown; other rows need none. */
    String WANTED = "reasons_wanted";

    /**
     * Adds {@link #REASONS} to scored rows.
     *
     * @param scored with the columns of the features and {@link #WANTED}
     */
    Dataset<Row> explain(ModelCard card, FittedModel model, Dataset<Row> scored);

    /** Adds reasons that say nothing: null. */
    static Dataset<Row> unexplained(Dataset<Row> scored) {
        return scored.withColumn(
                REASONS,
                array(
                        lit(null).cast("string"),
                        lit(null).cast("string"),
                        lit(null).cast("string")));
    }
}
