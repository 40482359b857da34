package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import io.arrears.transform.SqlFile;
import io.arrears.transform.SqlStages;
import io.arrears.transform.SqlViews;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** From attempts to the day that a failed payment is tried again on, and how earlier advice turned out. */
class RetryPlanTest {

    private static final String DAY = "2025-06-18";
    private static final StructType ATTEMPTS = StructType.fromDDL(
            "attempt_id string, invoice_id string, order_id string, transaction_type string, attempted_at timestamp, attempt_date date, amount decimal(19,4), "
                    + "is_success boolean, is_refund boolean, provider string, payment_method string, reason_code string, "
                    + "result_status string, currency string");

    private final List<Row> attempts = new ArrayList<>();

    private void attempt(String invoice, LocalDate day, String result, String reason, String card) {
        attempts.add(RowFactory.create(
                "T" + attempts.size(),
                invoice.startsWith("order ") ? null : invoice,
                invoice.startsWith("order ") ? invoice.substring(6) : null,
                // Of many providers every attempt is an authorisation.
                attempts.size() % 2 == 0 ? "auth" : null,
                Timestamp.valueOf(day.atTime(10, 0)),
                Date.valueOf(day),
                BigDecimal.valueOf(1000000, 4),
                result.equals("ok"),
                false,
                "psp",
                card,
                reason,
                result.equals("pending") ? "pending" : result,
                "EUR"));
    }

    /** Retries of 400 days, a debt each, of which 25 % succeed, and as many times more on days 26 to 31. */
    private void past(int debts, double payDay) {
        Random random = new Random(7);
        for (int i = 0; i < debts; i++) {
            LocalDate failed = LocalDate.parse(DAY).minusDays(40 + random.nextInt(400));
            LocalDate again = failed.plusDays(1 + random.nextInt(29));
            boolean isPayDay = again.getDayOfMonth() > 25;
            attempt("past" + i, failed, "failed", "funds", null);
            attempt(
                    "past" + i,
                    again,
                    random.nextDouble() < 0.25 * (isPayDay ? payDay : 1) ? "ok" : "failed",
                    "funds",
                    null);
        }
    }

    private StagedValues built(Map<String, String> settings, String... open) {
        StagedValues rows = StagedValues.on(DAY, settings);
        StringBuilder claims = new StringBuilder();
        for (String claim : open) {
            claims.append(claims.isEmpty() ? "" : ", ")
                    .append("('invoice:%1$s', 'failed_payment', '%1$s', 'EUR', 100.00, 0.5D, 50.00)".formatted(claim));
        }
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency",
                String.join(
                        ", ",
                        List.of(open).stream()
                                .map(claim ->
                                        "('%1$s', 'o%1$s', 'c%1$s', date '2025-05-01', date '2025-05-31', 100.00, 'EUR')"
                                                .formatted(claim))
                                .toList()));
        rows.put(SourceTable.TRANSACTIONS, rows.maker().createDataFrame(attempts, ATTEMPTS));
        rows.given(
                Table.SCORE_CLAIMS,
                "claim_id, claim_type, invoice_id, currency, amount, p_recover_30d, ev_recovered",
                claims.toString());
        rows.build(SqlStages.state());
        SqlFile cells = SqlViews.of("int_retry_cells");
        SqlViews.make(List.of(cells), rows.session(), rows.parameters());
        List<Row> effects =
                ChasingStage.effects(cells.on(rows.session(), rows.parameters()).collectAsList(), new RetryTiming(50));
        rows.keep("score_retries", rows.session().createDataFrame(effects, ChasingStage.EFFECTS));
        return rows.build(List.of(Table.MART_RECOVERY_WORKLIST, Table.MART_RETRY_TIMING));
    }

    private static String plans(StagedValues rows) {
        return rows.rows("select invoice_id, best_retry_on, retry_gain > 0, retry_gain from mart_recovery_worklist "
                + "order by invoice_id");
    }

    @Test
    void aPayDayIsWaitedForAndTheGainIsWhatItAdds() {
        past(2500, 2);
        for (String claim : List.of("open", "hard", "new", "won", "wait", "visa", "full")) {
            attempt(
                    claim,
                    LocalDate.parse("2025-06-16"),
                    claim.equals("won") ? "ok" : claim.equals("wait") ? "pending" : "failed",
                    claim.equals("hard") ? "lost_card" : claim.equals("new") ? "strange" : "funds",
                    claim.equals("visa") || claim.equals("full") ? "Visa" : null);
        }
        // The cap of Visa: 3 in 30 days here. Of visa the third last is of June 5, of full all are of June 16.
        for (String day : List.of("2025-06-05", "2025-06-10")) {
            attempt("visa", LocalDate.parse(day), "failed", "funds", "Visa");
            attempt("full", LocalDate.parse("2025-06-16"), "failed", "funds", "Visa");
        }
        StagedValues rows = built(
                Map.of(
                        "leakage.policy.visa-attempts-30-days",
                        "3",
                        "recovery.horizon-days",
                        "27",
                        "recovery.smallest-amount",
                        "0"),
                "open",
                "hard",
                "new",
                "won",
                "wait",
                "visa",
                "full");
        List<String> lines = plans(rows).lines().toList();
        assertEquals("full|null|null|null", lines.get(0));
        assertEquals("hard|null|null|null", lines.get(1));
        assertEquals("new|null|null|null", lines.get(2));
        assertTrue(lines.get(3).startsWith("open|2025-06-26|true|"), lines.get(3));
        double gain = Double.parseDouble(lines.get(3).split("\\|")[3]);
        assertTrue(gain > 15 && gain < 32, "about 25, half less a quarter of 100: " + gain);
        String underTheCap = lines.get(4).split("\\|")[1];
        assertTrue(underTheCap.compareTo("2025-07-05") >= 0, lines.get(4));
        assertEquals("wait|null|null|null", lines.get(5));
        assertEquals("won|null|null|null", lines.get(6));
        assertEquals(
                "funds|true\n",
                rows.rows("select reason_code, chance_factor > 1.3 from mart_retry_timing where sample = 'history' "
                        + "and month_part = '26-31' and days_since_failure = 'All'"));
        // What was advised by the time before and done by luck came off better.
        String[] judged = rows.rows("select max(if(timing = 'recommended day', success_rate_lower, null)), "
                        + "max(if(timing = 'other day', success_rate_upper, null)), "
                        + "sum(attempts) from mart_retry_timing where sample = 'backtest' and reason_code = 'All'")
                .strip()
                .split("\\|");
        assertTrue(Double.parseDouble(judged[0]) > Double.parseDouble(judged[1]), String.join(" ", judged));
    }

    @Test
    void anAttemptThatNamesTheOrderIsOneOnItsInvoice() {
        past(2500, 2);
        attempt("order oordered", LocalDate.parse("2025-06-16"), "failed", "funds", null);
        attempt("open", LocalDate.parse("2025-06-15"), "failed", "funds", null);
        attempt("order oopen", LocalDate.parse("2025-06-16"), "failed", "lost_card", null);
        List<String> lines = plans(built(Map.of("recovery.horizon-days", "27"), "ordered", "open"))
                .lines()
                .toList();
        assertEquals("open|null|null|null", lines.get(0));
        assertTrue(lines.get(1).startsWith("ordered|2025-06-26|true|"), lines.get(1));
    }

    @Test
    void withoutAPayDayThereIsNoGainAndNoBetterDay() {
        past(2500, 1);
        attempt("open", LocalDate.parse("2025-06-10"), "failed", "funds", null);
        StagedValues rows = built(Map.of(), "open");
        assertEquals("open|2025-06-19|false|0.00\n", plans(rows));
        assertEquals(
                "no better day\n",
                rows.rows("select timing from mart_retry_timing where sample = 'backtest' and reason_code = 'All'"));
    }

    @Test
    void tooFewRetriesSayNothing() {
        past(99, 3);
        attempt("open", LocalDate.parse("2025-06-10"), "failed", "funds", null);
        StagedValues rows = built(Map.of(), "open");
        assertEquals("open|null|null|null\n", plans(rows));
        assertEquals(
                "Other|99\n",
                rows.rows(
                        "select reason_code, attempts from mart_retry_timing where sample = 'history' and weekday = 'All' "
                                + "and days_since_failure = 'All' and month_part = 'All'"));
    }

    @Test
    void withoutTransactionsThereIsNoRow() {
        StagedValues rows = built(Map.of(), "open");
        assertEquals("open|null|null|null\n", plans(rows));
        assertEquals("", rows.rows("select sample from mart_retry_timing"));
    }
}
