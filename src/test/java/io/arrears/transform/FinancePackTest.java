package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.testing.StagedValues;
import io.arrears.testing.TwelveCustomers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every figure of {@link TwelveCustomers}, worked out by hand. */
class FinancePackTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = TwelveCustomers.books();
    }

    @Test
    void creditsAndWriteOffsLeaveTheBalanceAndDisputesDoNot() {
        assertEquals(
                "EUR|1870.00|150.00|150.00|500.00|1070.00|70.00\nUSD|1000.00|0.00|0.00|0.00|1000.00|0.00\n",
                rows.rows(
                        "select currency, invoiced_amount, paid_amount, credited_amount, written_off_amount, "
                                + "outstanding_amount, disputed_amount from mart_kpis where currency in ('EUR', 'USD') order by currency"));
        assertEquals(
                "I04|50.00|150.00|0.00|200.00|false\nI05|0.00|0.00|500.00|0.00|false\nI07|0.00|0.00|0.00|70.00|true\n"
                        + "I08|0.00|0.00|0.00|0.00|false\n",
                rows.rows("select invoice_id, paid_amount, credited_amount, "
                        + "written_off_amount, open_amount, is_disputed from mart_invoice_risk "
                        + "where invoice_id in ('I04', 'I05', 'I07', 'I08') order by invoice_id"));
    }

    @Test
    void everyIdentityHoldsWithCreditsAndWriteOffs() {
        assertEquals(
                "2|billed|1870.00|0.00|1870.00|0.00\n2|recovered|0.00|0.00|0.00|0.00\n"
                        + "2|reduced|650.00|0.00|650.00|0.00\n2|sent back|0.00|0.00|0.00|0.00\n"
                        + "4|roll-forward|1070.00|0.00|1070.00|0.00\n",
                rows.rows("select identity, part, left_amount, orphan_amount, "
                        + "right_amount, difference from mart_reconciliation where currency = 'EUR' and identity in (2, 4) "
                        + "order by identity, part"));
        assertEquals("0.00\n", rows.rows("select sum(abs(difference)) from mart_reconciliation"));
    }

    @Test
    void balancesRollFromMonthEndToMonthEnd() {
        assertEquals(
                "2025-04-30|1-30 Days|470.00|31-60 Days|260.00|2|true\n2025-04-30|1-30 Days|470.00|Not Due|110.00|1|false\n"
                        + "2025-04-30|1-30 Days|470.00|Paid|100.00|1|false\n2025-05-31|1-30 Days|400.00|31-60 Days|200.00|1|true\n"
                        + "2025-05-31|1-30 Days|400.00|Credited|150.00|1|false\n2025-05-31|1-30 Days|400.00|Paid|50.00|1|false\n"
                        + "2025-05-31|90+ Days|570.00|90+ Days|70.00|1|false\n2025-05-31|90+ Days|570.00|Written Off|500.00|1|true\n",
                rows.rows(
                        "select month_end_date, from_bucket, from_amount, to_bucket, moved_amount, invoices, is_worse "
                                + "from mart_roll_rates where currency = 'EUR' and moved_amount <> 0 and month_end_date >= '2025-04-30' "
                                + "and from_bucket in ('1-30 Days', '90+ Days') order by month_end_date, from_bucket, to_bucket"));
        assertEquals(
                "true\n",
                rows.rows(
                        "select every(total = from_amount) from (select sum(moved_amount) as total, "
                                + "max(from_amount) as from_amount from mart_roll_rates group by currency, month_end_date, from_bucket)"));
    }

    @Test
    void theProvisionIsTheProductOfTheRollRates() {
        assertEquals(
                "Not Due|0.00|1080.00|1450.00|0.7448|0.3132|0.00|0.00\n1-30 Days|450.00|960.00|1370.00|0.7007|0.4204|189.20|null\n"
                        + "31-60 Days|200.00|830.00|830.00|1.0|0.6|120.00|null\n61-90 Days|260.00|70.00|70.00|1.0|0.6|156.00|78.00\n"
                        + "90+ Days|70.00|null|null|1.0|0.6|42.00|42.00\nNo Due Date|90.00|0.00|90.00|null|0.3132|28.18|null\n",
                rows.rows("select ageing_bucket, outstanding_amount, worse_amount, from_amount, round(roll_rate, 4), "
                        + "round(loss_rate, 4), provision_amount, expected_loss from mart_provision_matrix "
                        + "where currency = 'EUR' order by ageing_sort"));
        assertEquals(
                "600.00|null\n",
                rows.rows("select max(if(ageing_bucket = '90+ Days', 600.00, null)), "
                        + "max(if(ageing_bucket = '1-30 Days', provision_amount, null)) from mart_provision_matrix "
                        + "where currency = 'USD'"));
    }

    @Test
    void recoveryCountsMatureClaimsByTheirFirstFailure() {
        assertEquals(
                "All|4|2|0.5|430.00|180.00|0.4186|4|2.0|6.0\nexpired|2|0|0.0|250.00|0.00|0.0|2|null|null\n"
                        + "funds|2|2|1.0|180.00|180.00|1.0|2|1.0|6.0\n",
                rows.rows(
                        "select reason_code, matured_claims, "
                                + "recovered_claims, recovery_rate, failed_amount, recovered_amount, round(recovery_amount_rate, 4), "
                                + "retry_attempts, attempts_per_recovery, median_days_to_recovery from mart_recovery_rates order by reason_code"));
        assertEquals(
                "4|2|430.00|180.00|2.0|6.0\n",
                rows.rows(
                        "select matured_claims, recovered_claims, failed_amount, "
                                + "recovered_amount, attempts_per_recovery, median_days_to_recovery from mart_kpis where currency = 'EUR'"));
    }

    @Test
    void aReportingAmountHasTheRateKnownAtTheDateAndAMissingRateIsNone() {
        assertEquals(
                "EUR|1.0|1070.00\nGBP|null|null\nJPY|0.00625|6.25\nUSD|0.9|900.00\n",
                rows.rows("select currency, "
                        + "fx_rate, outstanding_reporting_amount from mart_kpis order by currency"));
        assertEquals(
                "EUR|2025-05-01|490.00\nGBP|2025-05-01|null\nUSD|2025-05-01|800.00\n",
                rows.rows(
                        "select currency, "
                                + "month, invoiced_reporting_amount from mart_revenue_by_month where month = '2025-05-01' order by currency"));
        assertEquals(
                "900.00|900.00\n",
                rows.rows("select (select sum(outstanding_reporting_amount) from mart_ageing "
                        + "where currency = 'USD'), (select sum(outstanding_reporting_amount) from mart_invoice_risk "
                        + "where currency = 'USD')"));
    }
}
