package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import io.arrears.explain.TreeShap;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.NumericRule;
import io.arrears.model.fit.Calibrator;
import io.arrears.model.fit.FittedModel;
import io.arrears.model.fit.FlatForest;
import io.arrears.testing.TestSpark;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A forest of 100 trees and depth 8 over 28 columns: how fast it scores and explains on this machine. */
@Tag("proof")
class ScoringSpeedTest {

    private static final int COLUMNS = 28;
    private static final int ROWS = 1_000_000;
    private static final FeatureSet FEATURES = new FeatureSet("", names(), List.of());

    private static RandomForestClassificationModel library;
    private static FittedModel model;
    private static Dataset<Row> rows;

    private static List<String> names() {
        return IntStream.range(0, COLUMNS).mapToObj(i -> "x" + i).toList();
    }

    private static Dataset<Row> rows(SparkSession spark, int count) {
        String[] columns = IntStream.range(0, COLUMNS)
                .mapToObj(i -> "pmod(xxhash64(id, " + i + "), 100000) / 100000D as x" + i)
                .toArray(String[]::new);
        return spark.range(0, count, 1, 2).selectExpr(columns);
    }

    private static Dataset<Row> vectors(Dataset<Row> from) {
        return new VectorAssembler()
                .setInputCols(names().toArray(String[]::new))
                .setOutputCol("features")
                .transform(from);
    }

    @BeforeAll
    static void oneForest() {
        SparkSession spark = TestSpark.session();
        Dataset<Row> train = vectors(rows(spark, 40_000))
                .selectExpr(
                        "*",
                        "double(pmod(xxhash64(x0, x1), 1000) / 1000D < 0.1 + 0.5 * x0 * x1 + 0.3 * x2 * x3 - 0.1 * x4) as label");
        library = new RandomForestClassifier("speed")
                .setNumTrees(100)
                .setMaxDepth(8)
                .setSeed(1)
                .setCacheNodeIds(true)
                .fit(train);
        List<NumericRule> plain = names().stream()
                .map(name -> new NumericRule(name, 0, false, 0, 1, false))
                .toList();
        model = new FittedModel(
                FEATURES,
                new FeatureEncoding(plain, List.of(), false),
                FlatForest.of(library),
                new Calibrator(Calibrator.Kind.NONE, null, null, 0));
        rows = rows(spark, ROWS).persist();
        rows.count();
    }

    @AfterAll
    static void release() {
        rows.unpersist();
    }

    private record Cost(double seconds, double cpu) {}

    private static Cost of(Runnable work) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - start) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9);
    }

    private static void through(Dataset<Row> scored) {
        scored.write().format("noop").mode("overwrite").save();
    }

    /**
     * The cheapest of three passes, after one that is compiled on the way. Ratios are of CPU seconds: other work on the
     * machine slows both.
     */
    private static Cost cheapest(Runnable work) {
        work.run();
        return Stream.generate(() -> of(work))
                .limit(3)
                .min(Comparator.comparing(Cost::cpu))
                .orElseThrow();
    }

    @Test
    void theFlatForestScoresFiveTimesAsManyRowsAsTheLibraryAndTheSame() {
        Cost ours = cheapest(() -> through(model.score(rows).select(Calibrator.RAW)));
        Cost theirs = cheapest(() -> through(library.transform(vectors(rows)).select("probability")));
        System.out.printf(
                "%,d rows, 100 trees, depth 8: flat %.1f s (%.1f s of CPU), library %.1f s (%.1f s of CPU), "
                        + "%.1f times%n",
                ROWS, ours.seconds(), ours.cpu(), theirs.seconds(), theirs.cpu(), theirs.cpu() / ours.cpu());
        Dataset<Row> both = model.score(library.transform(vectors(rows.limit(100_000))))
                .selectExpr("probability", Calibrator.RAW)
                .withColumn(
                        "theirs",
                        functions.vector_to_array(org.apache.spark.sql.functions.col("probability"), "float64"));
        assertEquals(
                0.0, both.selectExpr("max(abs(theirs[1] - raw_score))").first().getDouble(0), 1e-12);
        assertTrue(theirs.cpu() >= 5 * ours.cpu(), ours + " against " + theirs);
    }

    @Test
    void tenThousandRowsAreExplainedWithinAMinute() {
        double[][] vectors = vectors(rows.limit(10_000)).select("features").collectAsList().stream()
                .map(row -> ((Vector) row.get(0)).toArray())
                .toArray(double[][]::new);
        FlatForest forest = FlatForest.of(library);
        TreeShap shap = new TreeShap(forest);
        double[] off = new double[vectors.length];
        Cost cost = of(() -> IntStream.range(0, vectors.length)
                .parallel()
                .forEach(i -> off[i] = Math.abs(forest.raw(vectors[i])
                        - shap.base()
                        - Arrays.stream(shap.contributions(vectors[i])).sum())));
        System.out.printf(
                "10,000 rows explained, %d nodes: %.1f s (%.1f s of CPU)%n",
                forest.nodes(), cost.seconds(), cost.cpu());
        assertEquals(0.0, Arrays.stream(off).max().orElse(1), 1e-9);
        assertTrue(cost.cpu() / 2 <= 60, cost.toString());
    }
}
