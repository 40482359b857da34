package io.arrears.model;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A few rows with the scores they had when the model was stored; a loaded model must give them again. */
final class GoldenRows {

    private static final int ROWS = 200;
    private static final double TOLERANCE = 1e-9;
    private static final String RAW = "golden_raw";
    private static final String PROBABILITY = "golden_prob";

    private final SparkSession spark;
    private final FeatureSet features;

    GoldenRows(SparkSession spark, FeatureSet features) {
        this.spark = spark;
        this.features = features;
    }

    /** Rows of the observations, chosen by a hash of the key, each one line of JSON with its scores. */
    List<String> take(PipelineModel pipeline, Dataset<Row> observations) {
        Dataset<Row> chosen = observations.orderBy(xxhash64(col(Observations.ENTITY), col(Observations.DATE)),
                col(Observations.ENTITY), col(Observations.DATE)).limit(ROWS).select(typed());
        List<Column> columns = new ArrayList<>(features.all().stream().map(name -> col(SqlText.name(name))).toList());
        columns.add(col(Calibrator.RAW).as(RAW));
        columns.add(col(Calibrator.CALIBRATED).as(PROBABILITY));
        return pipeline.transform(chosen)
                .select(to_json(struct(columns.toArray(Column[]::new)), Map.of("ignoreNullFields", "false")))
                .as(Encoders.STRING()).collectAsList();
    }

    private Column[] typed() {
        List<Column> columns = new ArrayList<>();
        features.numeric().forEach(name -> columns.add(col(SqlText.name(name)).cast("double").as(name)));
        features.categorical().forEach(name -> columns.add(col(SqlText.name(name)).cast("string").as(name)));
        return columns.toArray(Column[]::new);
    }

    /**
     * Scores the stored rows again.
     *
     * @throws IllegalStateException when a score differs by more than 1e-9, with the difference
     */
    void check(PipelineModel pipeline, List<String> golden, String where) {
        StructType schema = new StructType();
        for (String name : features.numeric()) {
            schema = schema.add(name, DataTypes.DoubleType);
        }
        for (String name : features.categorical()) {
            schema = schema.add(name, DataTypes.StringType);
        }
        schema = schema.add(RAW, DataTypes.DoubleType).add(PROBABILITY, DataTypes.DoubleType);
        Dataset<Row> rows = spark.read().schema(schema)
                .json(spark.createDataset(golden, Encoders.STRING()).coalesce(1));
        for (Row row : pipeline.transform(rows).select(RAW, Calibrator.RAW, PROBABILITY, Calibrator.CALIBRATED)
                .collectAsList()) {
            double off = Math.max(Math.abs(row.getDouble(0) - row.getDouble(1)),
                    Math.abs(row.getDouble(2) - row.getDouble(3)));
            if (!(off <= TOLERANCE)) {
                throw new IllegalStateException("model " + where + " is refused: a golden row scores "
                        + row.getDouble(3) + ", stored is " + row.getDouble(2) + ", at most 1e-9 apart expected; "
                        + "restore the model from a copy, or train again with the Spark version of its card");
            }
        }
    }
}
