package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** What chasing adds, from who was flagged and held out, and from what was paid afterwards. */
class UpliftTest {

    private static final String DAY = "2025-09-30";
    private static final int SEEDS = 200;

    private final List<String> treatments = new ArrayList<>();
    private final List<String> invoices = new ArrayList<>();
    private final List<String> payments = new ArrayList<>();

    /** A claim of a customer, flagged on a day, and what was paid of it so many days later. */
    private void claim(
            String currency,
            String customer,
            String day,
            String treatment,
            String share,
            double owed,
            double paid,
            int later) {
        String invoice = "i" + invoices.size();
        treatments.add("('%s', '%s', '%s', 'invoice:%s', '%s', date '%s', '%s', %s, %.2f)"
                .formatted(currency, quarter(day), customer, invoice, invoice, day, treatment, share, owed));
        invoices.add("('%s', '%s', date '2025-01-01', date '2025-02-01', %.2f, '%s')"
                .formatted(invoice, customer, owed, currency));
        if (paid > 0) {
            payments.add("('p%s', '%s', date_add(date '%s', %d), %.2f, '%s', true)"
                    .formatted(invoice, invoice, day, later, paid, currency));
        }
    }

    private static String quarter(String day) {
        return day.substring(0, 4) + "-Q" + ((Integer.parseInt(day.substring(5, 7)) + 2) / 3);
    }

    private StagedValues built(Map<String, String> settings) {
        StagedValues rows = StagedValues.on(DAY, settings);
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, customer_id, invoice_date, due_date, amount, currency",
                String.join(", ", invoices));
        rows.with(
                SourceTable.PAYMENTS,
                "payment_id, invoice_id, payment_date, amount, currency, is_success",
                String.join(", ", payments));
        rows.given(
                Table.SCORE_TREATMENTS,
                "currency, quarter, debtor_id, claim_id, invoice_id, first_flagged_on, treatment, holdout_share, amount",
                String.join(", ", treatments));
        return rows.build(SqlStages.state()).build(List.of(Table.MART_RECOVERY_WORKLIST, Table.MART_UPLIFT));
    }

    private static String digits(double value) {
        return String.valueOf(Math.round(value * 10_000) / 10_000.0);
    }

    /** Four of ten chased customers and three of five left alone pay; each owes 100. */
    @Test
    void theDifferenceIsWhatTheChasedPaidMoreOfWhatTheyOwe() {
        for (int i = 0; i < 8; i++) {
            claim("EUR", "c" + i, "2025-07-10", "chase", "0.3D", 100, i < 4 ? 100 : 0, 30);
        }
        for (int i = 0; i < 4; i++) {
            claim("EUR", "h" + i, "2025-07-10", "hold-out", "0.3D", 100, i < 2 ? 100 : 0, 5);
        }
        // Too late, too early (what is paid on the day is known to the list), more than the claim; not over yet; in no
        // draw.
        claim("EUR", "late", "2025-07-10", "chase", "0.3D", 100, 100, 31);
        claim("EUR", "early", "2025-07-10", "chase", "0.3D", 100, 100, 0);
        claim("EUR", "more", "2025-07-10", "hold-out", "0.3D", 100, 150, 1);
        claim("EUR", "young", "2025-09-01", "hold-out", "0.3D", 100, 0, 1);
        claim("EUR", "large", "2025-07-10", "chase", "null", 9000, 9000, 1);
        String rows = built(Map.of("recovery.holdout-fewest", "5"))
                .rows("select quarter, basis, verdict, chased_customers, held_out_customers, mature_chased_customers, "
                        + "mature_held_out_customers, chased_amount, chased_recovered_amount, held_out_amount, "
                        + "held_out_recovered_amount, round(chased_rate, 4), round(held_out_rate, 4), round(uplift_rate, 4), "
                        + "round(uplift_rate_lower, 4), round(uplift_rate_upper, 4), incremental_amount, "
                        + "incremental_lower_amount, incremental_upper_amount from mart_uplift order by 1");
        // Without one of the chased the share moves by 60 or 40 of 900, without one of the others by 40 or 60 of 400.
        double half = 1.96 * Math.sqrt((4 * 0.36 + 6 * 0.16) / 81 + (3 * 0.16 + 2 * 0.36) / 16);
        assertEquals(
                "2025-Q3|flag|OK|10|6|10|5|1000.00|400.00|500.00|300.00|0.4|0.6|-0.2|" + digits(-0.2 - half) + "|"
                        + digits(-0.2 + half) + "|-200.00|",
                rows.substring(0, rows.indexOf("-200.00|") + 8));
        assertEquals(2, rows.lines().count(), rows);
        assertTrue(rows.lines().anyMatch(line -> line.startsWith("All|flag|OK|10|6|")), rows);
    }

    @Test
    void tooFewCustomersSaySo() {
        for (int i = 0; i < 60; i++) {
            claim("EUR", "c" + i, "2025-07-10", "chase", "0.3D", 100, i % 2 * 100, 3);
            if (i < 49) {
                claim("EUR", "h" + i, "2025-07-10", "hold-out", "0.3D", 100, i % 3 * 50, 3);
            }
        }
        assertEquals(
                "INSUFFICIENT_DATA|60|49|null|null|null\n",
                built(Map.of())
                        .rows("select verdict, mature_chased_customers, mature_held_out_customers, uplift_rate, "
                                + "uplift_rate_lower, incremental_amount from mart_uplift where quarter = 'All'"));
        claim("EUR", "h50", "2025-07-10", "hold-out", "0.3D", 100, 0, 3);
        assertEquals(
                "OK|50\n",
                built(Map.of())
                        .rows("select verdict, mature_held_out_customers from mart_uplift where quarter = 'All'"));
    }

    /** A share that changed within the quarter: each customer weighs by its own chance. */
    @Test
    void customersWeighByTheInverseOfTheirChance() {
        for (int i = 0; i < 6; i++) {
            String share = i < 3 ? "0.5D" : "0.25D";
            claim("EUR", "c" + i, "2025-07-10", "chase", share, 100, i < 3 ? 100 : 0, 3);
            claim("EUR", "h" + i, "2025-07-10", "hold-out", share, 100, i < 3 ? 100 : 0, 3);
        }
        // Chased: 3 x 2 of 3 x 2 + 3 x 4/3; held out: 3 x 2 of 3 x 2 + 3 x 4.
        assertEquals(
                "0.6|0.333333\n",
                built(Map.of("recovery.holdout-fewest", "5"))
                        .rows(
                                "select round(chased_rate, 6), round(held_out_rate, 6) from mart_uplift where quarter = 'All'"));
    }

    @Test
    void aCustomerDrawnInSeveralQuartersIsOneOfAll() {
        for (int i = 0; i < 6; i++) {
            claim("EUR", "c" + i, "2025-05-10", "chase", "0.3D", 100, i % 2 * 100, 3);
            claim("EUR", "c" + i, "2025-07-10", "chase", "0.3D", 100, i % 2 * 100, 3);
            claim("EUR", "h" + i, "2025-05-10", "hold-out", "0.3D", 100, i % 3 * 50, 3);
            claim("EUR", "h" + i, "2025-07-10", "hold-out", "0.3D", 100, i % 3 * 50, 3);
        }
        String rows = built(Map.of("recovery.holdout-fewest", "5"))
                .rows("select mature_chased_customers, mature_held_out_customers, chased_amount, "
                        + "round(uplift_rate_upper - uplift_rate_lower, 6) from mart_uplift order by chased_amount");
        List<String> lines = rows.lines().toList();
        assertEquals(3, lines.size(), rows);
        // The same customers twice are no more evidence than once.
        assertEquals(lines.get(0).replace("600.00", "1200.00"), lines.get(2), rows);
    }

    /**
     * 200 draws side by side, each in a currency of its own: 400 customers, a quarter of them left alone, amounts and
     * willingness as unlike as in life.
     *
     * @return of how many the interval holds the uplift, and of how many it holds zero
     */
    private static long[] intervals(double uplift) {
        double mean = 1 / 3.3;
        List<Row> claims = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(1000 + seed);
            for (int i = 0; i < 400; i++) {
                boolean isHeldOut = random.nextDouble() < 0.25;
                double willing = Math.pow(random.nextDouble(), 1 / mean - 1);
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    BigDecimal amount = BigDecimal.valueOf(Math.round(100 * Math.exp(4 + random.nextGaussian())), 2)
                            .setScale(3);
                    // Of what is not paid by itself, chasing brings a part.
                    boolean byItself = random.nextDouble() < willing;
                    boolean byChasing = random.nextDouble() < uplift / (1 - mean) && !isHeldOut;
                    claims.add(RowFactory.create(
                            "C" + seed,
                            "2025-Q3",
                            "c" + i,
                            "k" + claims.size(),
                            isHeldOut ? "hold-out" : "chase",
                            0.25,
                            amount,
                            byItself || byChasing ? amount : BigDecimal.ZERO.setScale(3)));
                }
            }
        }
        StagedValues rows = StagedValues.on(DAY, Map.of());
        rows.session()
                .createDataFrame(
                        claims,
                        StructType.fromDDL(
                                "currency string, quarter string, debtor_id string, claim_id string, "
                                        + "treatment string, holdout_share double, amount decimal(19,3), recovered_amount decimal(19,3)"))
                .createOrReplaceTempView("trial_claims");
        rows.keep("trial_members", rows.view("trial_members"));
        List<Row> found = SqlFile.of(Table.MART_UPLIFT)
                .on(rows.session(), rows.parameters())
                .where("quarter = 'All'")
                .collectAsList();
        assertEquals(SEEDS, found.size());
        assertTrue(found.stream().allMatch(row -> row.getAs("verdict").equals("OK")));
        return new long[] {holding(found, uplift), holding(found, 0)};
    }

    private static long holding(List<Row> found, double value) {
        return found.stream()
                .filter(row -> row.<Double>getAs("uplift_rate_lower") <= value
                        && row.<Double>getAs("uplift_rate_upper") >= value)
                .count();
    }

    @Test
    void aPlantedUpliftIsWithinItsIntervalAndFound() {
        long[] holding = intervals(0.3);
        assertTrue(holding[0] >= 0.9 * SEEDS && holding[0] <= 0.99 * SEEDS, "hold the uplift: " + holding[0]);
        assertTrue(holding[1] < 0.1 * SEEDS, "hold zero although there is one: " + holding[1]);
    }

    @Test
    void noneIsFoundWhereThereIsNone() {
        long[] holding = intervals(0);
        assertTrue(holding[1] >= 0.9 * SEEDS, "hold zero: " + holding[1]);
    }
}
