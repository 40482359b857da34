package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.config.SettingsLoader;
import io.arrears.lake.AsOf;
import io.arrears.lake.Lake;
import io.arrears.lake.Pointers;
import io.arrears.lake.RunId;
import io.arrears.lake.Slices;
import io.arrears.lake.Table;
import io.arrears.pipeline.RunContext;
import io.arrears.testing.TestSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who was chased and who was left alone is what earlier days published, whatever the order in which they were run. */
class ChasingStageTest {

    @TempDir
    private static Path folder;

    private final SparkSession spark = TestSpark.session();
    private final Lake lake = new Lake(spark, folder.resolve("lake").toString());
    private int runs;

    private RunContext context(String day) {
        return new RunContext(
                spark,
                lake,
                SettingsLoader.load(Optional.empty(), Map.of()),
                AsOf.parse(day),
                RunId.of(++runs),
                new Slices(Map.of()),
                false);
    }

    /** Claims {@code a chase 0.2} of the customer of the same name, published for a day. */
    private void publish(String day, String claims) {
        RunContext context = context(day);
        String values = List.of(claims.split(", ")).stream()
                .map(claim -> claim.split(" "))
                .map(claim -> "('%s', %s, %s)"
                        .formatted(claim[0], claim[1].equals("-") ? "null" : "'" + claim[1] + "'", claim[2]))
                .collect(Collectors.joining(", "));
        context.append(
                Table.MART_RECOVERY_WORKLIST,
                spark.sql(
                        "select 'invoice:' || id as claim_id, 'EUR' as currency, cast(10 as decimal(19, 3)) as amount, "
                                + "id as invoice_id, cast(null as string) as order_id, left(id, 1) as debtor_id, "
                                + "cast(treatment as string) as treatment, cast(share as double) as holdout_share from values "
                                + values + " as t(id, treatment, share)"));
        new Pointers(lake)
                .publish(spark, context.asOf(), context.run(), context.slices().all());
    }

    private String treatments(String day) {
        RunContext context = context(day);
        context.append(
                Table.INT_ATTEMPTS,
                spark.sql("select '' as attempt_id, '' as debt_id, timestamp '2025-01-01 10:00' as attempted_at, "
                        + "date '2025-01-01' as attempt_date, true as is_success, false as is_failure, true as is_collection, "
                        + "false as is_authorisation, '' as reason_code from values (1) where false"));
        new ChasingStage().run(context);
        StringBuilder lines = new StringBuilder();
        for (Row row : context.read(Table.SCORE_TREATMENTS)
                .selectExpr("quarter", "claim_id", "first_flagged_on", "treatment", "holdout_share")
                .orderBy("quarter", "claim_id")
                .collectAsList()) {
            lines.append(row.mkString(" ")).append('\n');
        }
        assertEquals(0, context.read(Table.SCORE_RETRIES).count());
        return lines.toString();
    }

    @Test
    void theFirstFlaggedDayOfAQuarterCountsAsItWasPublished() {
        assertEquals("", treatments("2025-06-30"), "nothing is published");
        publish("2025-08-01", "a chase null, b chase 0.2, d - null");
        publish("2025-06-29", "a hold-out 0.5, b chase 0.5");
        // A later run of the day counts, the one before is forgotten.
        publish("2025-07-01", "a chase 0.9, b1 chase 0.9, b2 chase 0.9, c - null");
        publish("2025-07-01", "a hold-out 0.2, b1 chase 0.2, b2 chase 0.2, c - null");
        publish("2025-07-02", "a chase 0.2, b3 chase 0.2, c chase null");
        publish("2025-09-01", "a chase 0.2, d chase 0.2, e chase 0.2");
        String expected = """
                2025-Q2 invoice:a 2025-06-29 hold-out 0.5
                2025-Q2 invoice:b 2025-06-29 chase 0.5
                2025-Q3 invoice:a 2025-07-01 hold-out 0.2
                2025-Q3 invoice:b1 2025-07-01 chase 0.2
                2025-Q3 invoice:b2 2025-07-01 chase 0.2
                2025-Q3 invoice:c 2025-07-02 chase null
                """;
        assertEquals(expected, treatments("2025-09-01"), "the day itself and later ones do not count");
        assertEquals(
                expected + "2025-Q3 invoice:d 2025-09-01 chase 0.2\n2025-Q3 invoice:e 2025-09-01 chase 0.2\n",
                treatments("2025-09-02"));
    }
}
