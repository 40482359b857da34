package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Twelve customers of a company that has every optional table, every figure worked out by hand. I02 and I06 grow old, I04 is
 * credited and paid in part, I05 written off, I07 disputed, I08 void, I09 without due date, I10 charged with a new due date,
 * I12 overpaid. A dollar has rates, a yen the reverse one, a pound only an old one.
 */
class FinancePackTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = StagedValues.on("2025-06-30", Map.of("currency.default", "EUR", "currency.reporting", "EUR"));
        rows.with(SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency, status", """
                ('I01', 'C01', date '2025-04-01', date '2025-04-20', 100.00, 'EUR', null),
                ('I02', 'C02', date '2025-04-01', date '2025-04-20', 200.00, 'EUR', null),
                ('I03', 'C03', date '2025-04-01', date '2025-05-31', 300.00, 'EUR', null),
                ('I04', 'C04', date '2025-05-01', date '2025-05-15', 400.00, 'EUR', null),
                ('I05', 'C05', date '2025-02-01', date '2025-03-01', 500.00, 'EUR', null),
                ('I06', 'C06', date '2025-03-01', date '2025-04-01', 60.00, 'EUR', null),
                ('I07', 'C07', date '2025-01-10', date '2025-02-28', 70.00, 'EUR', null),
                ('I08', 'C08', date '2025-04-01', date '2025-04-20', 80.00, 'EUR', 'void'),
                ('I09', 'C09', date '2025-05-01', null, 90.00, 'EUR', null),
                ('I10', 'C10', date '2025-04-01', date '2025-04-10', 110.00, 'EUR', null),
                ('I11', 'C11', date '2025-05-01', date '2025-05-31', 1000.00, 'USD', null),
                ('I12', 'C12', date '2025-05-15', date '2025-06-14', 120.00, 'GBP', null),
                ('I13', 'C12', date '2025-06-01', date '2025-07-01', 1000.00, 'JPY', null)""");
        rows.with(SourceTable.CHARGES, "charge_id, invoice_id, charge_date, amount, new_due_date",
                "('H1', 'I10', date '2025-05-05', 40.00, date '2025-06-10')");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success", """
                ('P01', 'I01', date '2025-05-10', 100.00, true), ('P04', 'I04', date '2025-06-10', 50.00, true),
                ('P12', 'I12', date '2025-06-01', 130.00, true)""");
        rows.with(SourceTable.CREDIT_NOTES, "credit_note_id, invoice_id, credit_date, amount", """
                ('N1', 'I04', date '2025-06-05', 150.00), ('N2', 'I08', date '2025-06-05', 80.00),
                ('N3', 'I02', date '2025-07-05', 200.00), ('N4', 'I99', date '2025-06-06', 7.00)""");
        rows.with(SourceTable.WRITE_OFFS, "write_off_id, invoice_id, write_off_date, amount",
                "('W1', 'I05', date '2025-06-20', 500.00)");
        rows.with(SourceTable.DISPUTES, "dispute_id, invoice_id, opened_date, closed_date", """
                ('D1', 'I07', date '2025-03-10', date '2025-07-10'), ('D2', 'I02', date '2025-05-10', date '2025-05-20')""");
        rows.with(SourceTable.FX_RATES, "from_currency, to_currency, rate_date, rate", """
                ('USD', 'EUR', date '2025-05-31', 0.8), ('USD', 'EUR', date '2025-06-15', 0.9),
                ('USD', 'EUR', date '2025-07-01', 0.5), ('EUR', 'JPY', date '2025-06-20', 160),
                ('GBP', 'EUR', date '2025-04-01', 1.2), ('GBP', 'USD', date '2025-06-20', 1.3)""");
        rows.with(SourceTable.TRANSACTIONS, "attempt_id, invoice_id, order_id, attempted_at, attempt_date, amount, "
                + "is_success, is_refund, provider, payment_method, reason_code, currency", """
                ('T1', 'I01', null, timestamp '2025-05-01 10:00', date '2025-05-01', 100.00, false, false, 'V', 'card', 'funds', 'EUR'),
                ('T2', 'I01', null, timestamp '2025-05-05 10:00', date '2025-05-05', 100.00, false, false, 'V', 'card', 'late', 'EUR'),
                ('T3', 'I02', null, timestamp '2025-05-02 10:00', date '2025-05-02', 200.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('T4', 'I02', null, timestamp '2025-05-03 10:00', date '2025-05-03', 200.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('T5', 'I02', null, timestamp '2025-05-20 10:00', date '2025-05-20', 200.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('T6', 'I02', null, timestamp '2025-06-15 10:00', date '2025-06-15', 200.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('T7', null, 'OX', timestamp '2025-05-03 10:00', date '2025-05-03', 80.00, false, false, 'V', 'card', 'funds', 'EUR'),
                ('T8', null, 'OX', timestamp '2025-05-06 10:00', date '2025-05-06', 80.00, true, false, 'V', 'card', null, 'EUR'),
                ('T9', 'I03', null, timestamp '2025-06-15 10:00', date '2025-06-15', 300.00, false, false, 'V', 'card', 'funds', 'EUR'),
                ('TA', null, 'OY', timestamp '2025-05-04 10:00', date '2025-05-04', 50.00, false, false, 'V', 'card', 'expired', 'EUR'),
                ('TB', null, 'OY', timestamp '2025-06-10 10:00', date '2025-06-10', 50.00, true, false, 'V', 'card', null, 'EUR')""");
        rows.given(Table.OPS_SOURCES, "source_table, column_name, is_present", """
                ('credit_notes', 'amount', true), ('write_offs', 'amount', true), ('disputes', 'amount', false),
                ('disputes', 'invoice_id', true)""");
        rows.given(Table.SCORE_INVOICES, "invoice_id, default_prob, expected_loss",
                "('I02', 0.5D, 60.00), ('I06', 0.5D, 18.00), ('I07', 1.0D, 42.00)");
        rows.build(FinanceStages.STATE).build(Table.marts());
    }

    @Test
    void creditsAndWriteOffsLeaveTheBalanceAndDisputesDoNot() {
        assertEquals("EUR|1870.00|150.00|150.00|500.00|1070.00|70.00\nUSD|1000.00|0.00|0.00|0.00|1000.00|0.00\n",
                rows.rows("select currency, invoiced_amount, paid_amount, credited_amount, written_off_amount, "
                        + "outstanding_amount, disputed_amount from mart_kpis where currency in ('EUR', 'USD') order by currency"));
        assertEquals("I04|50.00|150.00|0.00|200.00|false\nI05|0.00|0.00|500.00|0.00|false\nI07|0.00|0.00|0.00|70.00|true\n"
                + "I08|0.00|0.00|0.00|0.00|false\n", rows.rows("select invoice_id, paid_amount, credited_amount, "
                + "written_off_amount, open_amount, is_disputed from mart_invoice_risk "
                + "where invoice_id in ('I04', 'I05', 'I07', 'I08') order by invoice_id"));
    }

    @Test
    void everyIdentityHoldsWithCreditsAndWriteOffs() {
        assertEquals("2|billed|1870.00|0.00|1870.00|0.00\n2|reduced|657.00|-7.00|650.00|0.00\n"
                + "4|roll-forward|1070.00|0.00|1070.00|0.00\n", rows.rows("select identity, part, left_amount, orphan_amount, "
                + "right_amount, difference from mart_reconciliation where currency = 'EUR' and identity in (2, 4) "
                + "order by identity, part"));
        assertEquals("0.00\n", rows.rows("select sum(abs(difference)) from mart_reconciliation"));
    }

    @Test
    void balancesRollFromMonthEndToMonthEnd() {
        assertEquals("2025-04-30|1-30 Days|470.00|31-60 Days|260.00|2|true\n2025-04-30|1-30 Days|470.00|Not Due|110.00|1|false\n"
                + "2025-04-30|1-30 Days|470.00|Paid|100.00|1|false\n2025-05-31|1-30 Days|400.00|31-60 Days|200.00|1|true\n"
                + "2025-05-31|1-30 Days|400.00|Credited|150.00|1|false\n2025-05-31|1-30 Days|400.00|Paid|50.00|1|false\n"
                + "2025-05-31|90+ Days|570.00|90+ Days|70.00|1|false\n2025-05-31|90+ Days|570.00|Written Off|500.00|1|true\n",
                rows.rows("select month_end_date, from_bucket, from_amount, to_bucket, moved_amount, invoices, is_worse "
                        + "from mart_roll_rates where currency = 'EUR' and moved_amount <> 0 and month_end_date >= '2025-04-30' "
                        + "and from_bucket in ('1-30 Days', '90+ Days') order by month_end_date, from_bucket, to_bucket"));
        assertEquals("true\n", rows.rows("select every(total = from_amount) from (select sum(moved_amount) as total, "
                + "max(from_amount) as from_amount from mart_roll_rates group by currency, month_end_date, from_bucket)"));
    }

    @Test
    void theProvisionIsTheProductOfTheRollRates() {
        assertEquals("Not Due|0.00|1080.00|1450.00|0.7448|0.3132|0.00|0.00\n1-30 Days|450.00|960.00|1370.00|0.7007|0.4204|189.20|null\n"
                + "31-60 Days|200.00|830.00|830.00|1.0|0.6|120.00|null\n61-90 Days|260.00|70.00|70.00|1.0|0.6|156.00|78.00\n"
                + "90+ Days|70.00|null|null|1.0|0.6|42.00|42.00\nNo Due Date|90.00|0.00|90.00|null|0.3132|28.18|null\n",
                rows.rows("select ageing_bucket, outstanding_amount, worse_amount, from_amount, round(roll_rate, 4), "
                        + "round(loss_rate, 4), provision_amount, expected_loss from mart_provision_matrix "
                        + "where currency = 'EUR' order by ageing_sort"));
        assertEquals("600.00|null\n", rows.rows("select max(if(ageing_bucket = '90+ Days', 600.00, null)), "
                + "max(if(ageing_bucket = '1-30 Days', provision_amount, null)) from mart_provision_matrix "
                + "where currency = 'USD'"));
    }

    @Test
    void recoveryCountsMatureClaimsByTheirFirstFailure() {
        assertEquals("All|4|2|0.5|430.00|180.00|0.4186|4|2.0|6.0\nexpired|2|0|0.0|250.00|0.00|0.0|2|null|null\n"
                + "funds|2|2|1.0|180.00|180.00|1.0|2|1.0|6.0\n", rows.rows("select reason_code, matured_claims, "
                + "recovered_claims, recovery_rate, failed_amount, recovered_amount, round(recovery_amount_rate, 4), "
                + "retry_attempts, attempts_per_recovery, median_days_to_recovery from mart_recovery_rates order by reason_code"));
        assertEquals("4|2|430.00|180.00|2.0|6.0\n", rows.rows("select matured_claims, recovered_claims, failed_amount, "
                + "recovered_amount, attempts_per_recovery, median_days_to_recovery from mart_kpis where currency = 'EUR'"));
    }

    @Test
    void aReportingAmountHasTheRateKnownAtTheDateAndAMissingRateIsNone() {
        assertEquals("EUR|1.0|1070.00\nGBP|null|null\nJPY|0.00625|6.25\nUSD|0.9|900.00\n", rows.rows("select currency, "
                + "fx_rate, outstanding_reporting_amount from mart_kpis order by currency"));
        assertEquals("EUR|2025-05-01|490.00\nGBP|2025-05-01|null\nUSD|2025-05-01|800.00\n", rows.rows("select currency, "
                + "month, invoiced_reporting_amount from mart_revenue_by_month where month = '2025-05-01' order by currency"));
        assertEquals("900.00|900.00\n", rows.rows("select (select sum(outstanding_reporting_amount) from mart_ageing "
                + "where currency = 'USD'), (select sum(outstanding_reporting_amount) from mart_invoice_risk "
                + "where currency = 'USD')"));
    }
}
