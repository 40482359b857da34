package io.arrears.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.model.fit.BoostedTrees;
import io.arrears.model.fit.FlatForest;
import io.arrears.testing.TestSpark;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.classification.GBTClassificationModel;
import org.apache.spark.ml.classification.GBTClassifier;
import org.apache.spark.ml.classification.RandomForestClassificationModel;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TreeShapTest {

    private static RandomForestClassificationModel model;
    private static FlatForest forest;
    private static List<Row> rows;
    private static Dataset<Row> vectors;

    @BeforeAll
    static void fitsOneForestWithNumbersAndCategories() {
        SparkSession spark = TestSpark.session();
        Dataset<Row> data = spark.sql("""
                with raw as (
                    select pmod(xxhash64(id, 1), 1000) / 1000D as a, pmod(xxhash64(id, 2), 1000) / 1000D as b,
                        pmod(xxhash64(id, 3), 7) * 1D as c, 4D as d, concat('k', pmod(xxhash64(id, 4), 5)) as kind,
                        pmod(xxhash64(id, 5), 1000) / 1000D as chance, 1 + pmod(xxhash64(id, 6), 3) * 0.5D as weight
                    from range(0, 1500, 1, 2)
                )
                select *, double(chance < 0.2 + 0.5 * a * b + if(kind = 'k1', 0.3, 0) - 0.02 * c) as label from raw""");
        Dataset<Row> indexed = new StringIndexerModel("i", new String[] {"k0", "k1", "k2", "k3", "k4"})
                .setInputCol("kind")
                .setOutputCol("kind_index")
                .transform(data);
        vectors = new VectorAssembler()
                .setInputCols(new String[] {"a", "b", "c", "d", "kind_index"})
                .setOutputCol("features")
                .transform(indexed);
        model = new RandomForestClassifier()
                .setWeightCol("weight")
                .setNumTrees(12)
                .setMaxDepth(6)
                .setSeed(5)
                .fit(vectors);
        forest = FlatForest.of(model);
        rows = model.copy(org.apache.spark.ml.param.ParamMap.empty())
                .transform(vectors)
                .select("features", "probability")
                .limit(300)
                .collectAsList();
    }

    private static double[] features(Row row) {
        return ((Vector) row.get(0)).toArray();
    }

    @Test
    void theFlatForestGivesTheProbabilitiesOfTheLibrary() {
        for (Row row : rows) {
            assertEquals(((Vector) row.get(1)).apply(1), forest.raw(features(row)), 1e-12);
        }
    }

    @Test
    void baseAndContributionsAddUpToTheProbability() {
        TreeShap shap = new TreeShap(forest);
        for (Row row : rows) {
            double sum = shap.base()
                    + java.util.Arrays.stream(shap.contributions(features(row))).sum();
            assertEquals(forest.raw(features(row)), sum, 1e-9);
        }
    }

    @Test
    void contributionsEqualTheShapleyValuesOfEverySubset() {
        TreeShap shap = new TreeShap(forest);
        for (Row row : rows.subList(0, 25)) {
            assertArrayEquals(bruteForce(features(row)), shap.contributions(features(row)), 1e-9);
        }
    }

    @Test
    void aFeatureThatNeverVariesContributesNothing() {
        assertEquals(0, new TreeShap(forest).contributions(features(rows.get(0)))[3]);
    }

    @Test
    void boostedTreesGiveTheProbabilitiesOfTheLibraryAndTheirReasonsAddUp() {
        GBTClassificationModel boosting = new GBTClassifier()
                .setWeightCol("weight")
                .setMaxIter(6)
                .setMaxDepth(3)
                .setSeed(5)
                .fit(vectors);
        BoostedTrees boosted = BoostedTrees.of(boosting);
        TreeShap shap = new TreeShap(boosted.margins());
        for (Row row : boosting.transform(vectors)
                .select("features", "probability")
                .limit(300)
                .collectAsList()) {
            double raw = boosted.raw(features(row));
            assertEquals(((Vector) row.get(1)).apply(1), raw, 1e-12);
            double half = shap.base()
                    + java.util.Arrays.stream(Contributions.of(boosted).of(features(row)))
                            .sum();
            assertEquals(raw, 1 / (1 + Math.exp(-2 * half)), 1e-9);
        }
    }

    private static double[] bruteForce(double[] row) {
        int n = row.length;
        double[] values = IntStream.range(0, 1 << n)
                .mapToDouble(known -> expected(row, known))
                .toArray();
        double[] shapley = new double[n];
        for (int j = 0; j < n; j++) {
            for (int known = 0; known < 1 << n; known++) {
                if ((known >> j & 1) == 0) {
                    int k = Integer.bitCount(known);
                    double weight = factorial(k) * factorial(n - 1 - k) / factorial(n);
                    shapley[j] += weight * (values[known | 1 << j] - values[known]);
                }
            }
        }
        return shapley;
    }

    private static double expected(double[] row, int known) {
        return IntStream.of(forest.roots())
                        .mapToDouble(root -> expected(root, row, known))
                        .sum()
                / forest.roots().length;
    }

    private static double expected(int node, double[] row, int known) {
        if (forest.isLeaf(node)) {
            return forest.value()[node];
        }
        if ((known >> forest.slot()[node] & 1) == 1) {
            return expected(forest.goesLeft(node, row) ? forest.left()[node] : forest.right()[node], row, known);
        }
        return (forest.cover()[forest.left()[node]] * expected(forest.left()[node], row, known)
                        + forest.cover()[forest.right()[node]] * expected(forest.right()[node], row, known))
                / forest.cover()[node];
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }
}
