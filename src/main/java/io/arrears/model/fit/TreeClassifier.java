package io.arrears.model.fit;

import static org.apache.spark.sql.functions.col;

import io.arrears.model.data.Observations;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** An algorithm that grows trees: categories come as indexes, numbers as they are. */
sealed interface TreeClassifier extends Classifier permits RandomForest, GradientBoosting, XgBoost {

    /** Fixed, so that cores do not shape the trees. */
    int PARTITIONS = 4;
    /** {@link FlatForest} holds 64; half of that is plenty. */
    int MOST_LEVELS = 32;

    /** Memory of a fit for the statistics of nodes: more of it means fewer passes over the rows. */
    int MEMORY_MB = 1024;

    /** Most candidate thresholds of a feature, and so most categories. */
    int bins();

    @Override
    default boolean linear() {
        return false;
    }

    @Override
    default int maxLevels() {
        return Math.min(bins(), MOST_LEVELS);
    }

    /** Each row in a partition and a place that depend on nothing but its key. */
    @Override
    default Dataset<Row> arranged(Dataset<Row> rows) {
        return rows.repartition(PARTITIONS, col(Observations.ENTITY))
                .sortWithinPartitions(Observations.ENTITY, Observations.DATE);
    }
}
