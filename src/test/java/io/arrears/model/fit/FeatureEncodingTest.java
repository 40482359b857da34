package io.arrears.model.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.model.feature.CategoryRule;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.FeatureSet;
import io.arrears.model.feature.NumericRule;
import io.arrears.testing.TestSpark;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class FeatureEncodingTest {

    private final SparkSession spark = TestSpark.session();

    private Dataset<Row> rows(String query) {
        return spark.sql(
                "select cast(n as string) as obs_entity, cast(null as string) as obs_customer, date'2025-01-31' as obs_date, * from ("
                        + query + ")");
    }

    private static FeatureSet set(List<String> numeric, List<String> categorical) {
        return new FeatureSet("test", numeric, categorical);
    }

    private FeatureEncoding fit(Dataset<Row> train, List<String> numeric, List<String> categorical, boolean linear) {
        return new FeatureFitter(set(numeric, categorical), train).fit(linear, 4);
    }

    private static double[] vector(FeatureEncoding encoding, Dataset<Row> row) {
        FeatureSet features = set(
                encoding.numeric().stream().map(NumericRule::name).toList(),
                encoding.categorical().stream().map(CategoryRule::name).toList());
        return ((Vector) FittedModel.encode(features, encoding, row)
                        .select("features")
                        .first()
                        .get(0))
                .toArray();
    }

    @Test
    void aMissingNumberIsTheTrainingMedianAndSaysSo() {
        Dataset<Row> train = rows("select id as n, if(id % 4 = 0, null, cast(id as double)) as x from range(101)");
        FeatureEncoding encoding = fit(train, List.of("x"), List.of(), false);
        Dataset<Row> missing = rows("select 1 as n, cast(null as double) as x");
        assertArrayEquals(new double[] {50, 1}, vector(encoding, missing), 1.5);
        assertArrayEquals(new double[] {7, 0}, vector(encoding, rows("select 1 as n, 7 as x")));
        assertArrayEquals(new double[] {50, 1}, vector(encoding, rows("select 1 as n, double('NaN') as x")), 1.5);
    }

    @Test
    void constantAndAllNullFeaturesSurvive() {
        Dataset<Row> train = rows(
                "select id as n, 3.5 as constant, cast(null as int) as empty, null as nothing " + "from range(100)");
        for (boolean linear : new boolean[] {false, true}) {
            FeatureEncoding encoding = fit(train, List.of("constant", "empty", "nothing"), List.of("nothing"), linear);
            double[] vector = vector(encoding, train.limit(1));
            assertEquals(encoding.slots().size(), vector.length);
            assertArrayEquals(new double[] {3.5, 0, 0}, java.util.Arrays.copyOf(vector, 3));
        }
    }

    @Test
    void tenThousandCategoriesFallIntoAFewLevelsAndAnUnseenOneIntoOther() {
        Dataset<Row> train = rows("select id as n, case when id % 2 = 0 then 'it''s \\\\ a; \"big\" __THIS__ :one' "
                + "else concat('k', id) end as kind from range(20000)");
        FeatureEncoding encoding = fit(train, List.of(), List.of("kind"), true);
        assertEquals(
                List.of("it's \\ a; \"big\" __THIS__ :one"),
                encoding.categorical().get(0).levels());
        assertArrayEquals(new double[] {1, 0}, vector(encoding, train.where("n = 2")));
        assertArrayEquals(new double[] {0, 1}, vector(encoding, rows("select 1 as n, 'never seen' as kind")));
        assertArrayEquals(new double[] {0, 1}, vector(encoding, rows("select 1 as n, cast(null as string) as kind")));
    }

    @Test
    void theMostFrequentLevelsStayAndTheRestIsOther() {
        Dataset<Row> train = rows("select id as n, concat('k', int(sqrt(id))) as kind from range(400)");
        FeatureEncoding encoding = fit(train, List.of(), List.of("kind"), false);
        assertEquals(List.of("k19", "k18", "k17"), encoding.categorical().get(0).levels());
        assertArrayEquals(new double[] {3}, vector(encoding, rows("select 1 as n, 'k2' as kind")));
    }

    @Test
    void aFrequentMissingValueIsALevelOfItsOwn() {
        Dataset<Row> train = rows("select id as n, if(id % 3 = 0, null, 'a') as kind from range(300)");
        FeatureEncoding encoding = fit(train, List.of(), List.of("kind"), true);
        assertEquals(List.of("a", "(none)"), encoding.categorical().get(0).levels());
    }

    @Test
    void aLinearModelSeesBoundedNumbersAndTheLogOfLongTails() {
        Dataset<Row> train = rows("select id as n, if(id >= 970, 100000.0, id % 50) as x from range(1000)");
        NumericRule rule = fit(train, List.of("x"), List.of(), true).numeric().get(0);
        assertTrue(rule.log(), rule.toString());
        double[] vector = vector(fit(train, List.of("x"), List.of(), true), rows("select 1 as n, 1e12 as x"));
        assertEquals(Math.log(1 + 100000.0), vector[0], 1e-9);
    }

    @Test
    void partitionsDoNotShapeTheEncoding() {
        Dataset<Row> train = rows(
                "select id as n, pmod(hash(id), 1000) / 7D as x, concat('k', id % 9) as kind " + "from range(30000)");
        FeatureEncoding one = fit(train.coalesce(1), List.of("x"), List.of("kind"), true);
        assertEquals(one, fit(train.repartition(7), List.of("x"), List.of("kind"), true));
    }
}
