package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Twelve customers with an invoice each, every figure worked out by hand. C01 and C02 paid, C03 in part, C04 is not due,
 * C05 long overdue, C06 paid too much, C07's invoice is void, C08's order cancelled, C09 has no due date, C10 was charged
 * postage with a new due date, C11 is billed in dollars, C12 paid late.
 */
class CompanyTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = StagedValues.on("2025-06-30", Map.of("currency.default", "EUR"));
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency, status",
                """
                ('I01', null, 'C01', date '2025-04-10', date '2025-05-10', 1000.00, 'EUR', 'open'),
                ('I02', null, 'C02', date '2025-04-20', date '2025-05-20', 500.00, 'EUR', 'open'),
                ('I03', 'O03', null, date '2025-05-15', date '2025-06-14', 800.00, 'EUR', 'paid'),
                ('I04', null, 'C04', date '2025-06-10', date '2025-07-10', 600.00, 'EUR', null),
                ('I05', null, 'C05', date '2025-01-15', date '2025-02-14', 400.00, 'EUR', null),
                ('I06', null, 'C06', date '2025-03-01', date '2025-04-15', 250.00, 'EUR', null),
                ('I07', null, 'C07', date '2025-04-01', date '2025-05-01', 999.00, 'EUR', 'void'),
                ('I08', 'O08', 'C08', date '2025-05-01', date '2025-05-31', 300.00, 'EUR', null),
                ('I09', null, 'C09', date '2025-06-01', null, 150.00, 'EUR', null),
                ('I10', 'O10', 'C10', date '2025-03-10', date '2025-04-09', 700.00, 'EUR', null),
                ('I11', null, 'C11', date '2025-05-20', date '2025-06-19', 100.00, 'USD', null),
                ('I12', null, 'C12', date '2025-02-01', date '2025-03-03', 900.00, 'EUR', null),
                ('I13', null, 'C01', date '2025-07-01', date '2025-07-31', 5000.00, 'EUR', null)""");
        rows.with(SourceTable.CHARGES, "charge_id, invoice_id, charge_date, amount, new_due_date", """
                ('H1', 'I10', date '2025-05-01', 50.00, date '2025-05-31'),
                ('H2', 'I10', date '2025-07-02', 30.00, date '2025-09-30'),
                ('H3', 'I07', date '2025-05-02', 11.00, null)""");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success", """
                ('P01', 'I01', date '2025-05-05', 1000.00, true),
                ('P02', 'I02', date '2025-06-09', 500.00, true),
                ('P03', 'I03', date '2025-06-20', 300.00, true),
                ('P04', 'I04', date '2025-07-05', 600.00, true),
                ('P05', 'I05', date '2025-06-01', 400.00, false),
                ('P06', 'I06', date '2025-04-15', 260.00, true),
                ('P10', 'I10', date '2025-06-15', 700.00, true),
                ('P12', 'I12', date '2025-04-02', 900.00, true),
                ('P99', 'I99', date '2025-06-25', 77.00, true)""");
        rows.with(SourceTable.ORDERS, "order_id, customer_id, order_date, sku, qty, net_amount, status, currency", """
                ('O03', 'C03', date '2025-05-10', 'A', 2, 850.00, 'completed', 'EUR'),
                ('O08', 'C08', date '2025-04-28', 'A', 1, 300.00, 'cancelled', 'EUR'),
                ('O10', 'C10', date '2025-03-05', 'B', 1, 690.00, 'completed', 'EUR'),
                ('O12', 'C12', date '2025-06-05', 'B', 1, 120.00, 'completed', 'EUR')""");
        rows.with(SourceTable.RETURNS, "return_id, order_id, customer_id, return_date, qty, refund_amount", """
                ('R1', 'O03', null, date '2025-06-25', 1, 100.00),
                ('R2', 'O03', null, date '2025-06-27', 1, 700.00),
                ('R3', null, 'C11', date '2025-06-01', 1, 5.00),
                ('R4', 'O03', null, date '2025-07-01', 1, 9.00)""");
        rows.with(SourceTable.CUSTOMERS, "customer_id, customer_name, region, segment", """
                ('C03', 'Three', 'North', 'SMB'), ('C05', 'Five', 'North', 'SMB'), ('C11', 'Eleven', 'West', 'SMB')""");
        rows.given(
                Table.SCORE_INVOICES,
                "invoice_id, default_prob, expected_loss, reason_1",
                "('I03', 0.2D, 60.00, 'why'), ('I05', 1.0D, 240.00, null), ('I11', 0.3D, 18.00, null)");
        rows.given(
                Table.SCORE_CLAIMS,
                "claim_id, claim_type, invoice_id, customer_id, currency, amount, "
                        + "p_recover_30d, ev_recovered, priority_rank",
                """
                ('I03', 'overdue_invoice', 'I03', 'C03', 'EUR', 500.00, 0.5D, 250.00, 1),
                ('I05', 'overdue_invoice', 'I05', 'C05', 'EUR', 400.00, 0.1D, 40.00, 2)""");
        rows.given(Table.FIND_CONTROLS, "control_id, currency, leak_type, status, findings, primary_amount", """
                ('B02', 'EUR', 'R', 'FINDINGS', 1, 50.00), ('R02', 'EUR', 'E', 'FINDINGS', 1, 500.00),
                ('C03', 'EUR', 'T', 'FINDINGS', 1, 400.00), ('C05', 'EUR', 'E', 'SKIPPED', null, null),
                ('C05', 'USD', 'E', 'SKIPPED', null, null),
                ('C06', 'EUR', 'Q', 'FINDINGS', 2, 77.00), ('A01', 'EUR', 'R', 'FINDINGS', 1, 15.00)""");
        rows.build(SqlStages.state()).build(Table.marts());
    }

    @Test
    void amountsOfEachCurrencyStandAlone() {
        assertEquals(
                "EUR|5650.00|50.00|3660.00|0.00|2000.00|1250.00|10.00|800.00\n"
                        + "USD|100.00|0.00|0.00|0.00|100.00|100.00|0.00|5.00\n"
                        + "XXX|0.00|0.00|0.00|77.00|0.00|0.00|0.00|0.00\n",
                rows.rows("select currency, invoiced_amount, "
                        + "charges_amount, paid_amount, unapplied_amount, outstanding_amount, overdue_amount, overpaid_amount, "
                        + "refund_amount from mart_kpis order by currency"));
        assertEquals(
                "0.35398|0.625|1960.00|170.00|10.00\n",
                rows.rows("select round(outstanding_rate, 5), overdue_rate, "
                        + "ordered_amount, unbilled_amount, over_billed_amount from mart_kpis where currency = 'EUR'"));
    }

    @Test
    void receivablesMetricsAreThoseWorkedOutByHand() {
        assertEquals(
                "2025-03-30|92|2250.00|3050.00|750.00\n",
                rows.rows(
                        "select period_start_date, period_days, "
                                + "opening_receivables_amount, sales_amount, current_amount from mart_kpis where currency = 'EUR'"));
        assertEquals(
                "60.3279|70.0|22.623|37.7049\n",
                rows.rows("select round(dso_days, 4), dso_countback_days, "
                        + "round(best_possible_dso_days, 4), round(average_days_delinquent, 4) from mart_kpis "
                        + "where currency = 'EUR'"));
        assertEquals(
                "3660.00|13.4699|1266.67|2516.67|50.3312\n",
                rows.rows("select paid_dated_amount, "
                        + "round(average_days_late, 4), cei_numerator_amount, cei_denominator_amount, round(cei_pct, 4) "
                        + "from mart_kpis where currency = 'EUR'"));
    }

    @Test
    void riskLeakageAndConcentrationComeFromTheirTables() {
        assertEquals(
                "EUR|300.00|290.00|290.00|565.00|65.00|500.00|6\nUSD|18.00|0.00|0.00|null|null|null|null\n"
                        + "XXX|0.00|0.00|0.00|null|null|null|null\n",
                rows.rows("select currency, expected_loss, expected_recovery, priority_expected_recovery, "
                        + "net_leakage_amount, recoverable_leakage_amount, excess_leakage_amount, findings "
                        + "from mart_kpis order by currency"));
        // Lost is R and E, the late fee within it beside; what is owed or to be corrected is in no sum of it.
        assertEquals(
                "EUR|565.00|15.00|400.00|77.00|0.1\nUSD|null|null|null|null|null\nXXX|null|null|null|null|null\n",
                rows.rows("select currency, net_leakage_amount, late_fee_leakage_amount, to_collect_amount, "
                        + "to_correct_amount, leakage_rate from mart_kpis order by currency"));
        assertEquals(
                "2000.00|1.0|0.22125|4\n",
                rows.rows("select top_10_amount, top_10_share, round(hhi, 6), "
                        + "customers_80_pct from mart_kpis where currency = 'EUR'"));
        assertEquals(
                "I03|Low Risk|1|why\nI05|High Risk|3|null\nI11|Medium Risk|2|null\n",
                rows.rows(
                        "select invoice_id, "
                                + "risk_bucket, risk_sort, reason_1 from mart_invoice_risk where risk_bucket is not null order by 1"));
    }

    @Test
    void openBalancesStandInTheirBucketAndCreditsApart() {
        assertEquals(
                "EUR|Not Due|1|600.00|0.00\nEUR|1-30 Days|3|850.00|0.00\nEUR|90+ Days|1|400.00|0.00\n"
                        + "EUR|No Due Date|1|150.00|0.00\nEUR|Credit Balance|1|0.00|10.00\nUSD|1-30 Days|1|100.00|0.00\n",
                rows.rows(
                        "select currency, ageing_bucket, sum(invoices), sum(outstanding_amount), sum(overpaid_amount) "
                                + "from mart_ageing group by currency, ageing_bucket, ageing_sort order by currency, ageing_sort"));
        assertEquals(
                "Fully Paid|4|0.00\nNot Yet Due|2|750.00\n1-90 Days Overdue|3|850.00\n90+ Days Overdue|1|400.00\n",
                rows.rows("select funnel_stage, sum(invoices), sum(outstanding_amount) from mart_revenue_funnel "
                        + "where currency = 'EUR' group by funnel_stage, funnel_sort order by funnel_sort"));
    }

    @Test
    void aCustomerIsRankedWithinItsCurrency() {
        assertEquals(
                "EUR|C04|1|600.00|0.3|0.3\nEUR|C03|2|500.00|0.25|0.55\nEUR|C05|3|400.00|0.2|0.75\n"
                        + "USD|C11|1|100.00|1.0|1.0\n",
                rows.rows(
                        "select currency, customer_id, balance_rank, outstanding_amount, "
                                + "share, cumulative_share from mart_customer_risk where balance_rank <= 3 order by currency, balance_rank"));
        assertEquals(
                "Three|North|300.00|800.00|-500.00|1.0|Low Risk\n",
                rows.rows("select customer_name, region, "
                        + "paid_amount, refund_amount, kept_amount, late_ratio, risk_bucket from mart_customer_risk "
                        + "where customer_id = 'C03'"));
    }

    @Test
    void refundsCountOncePerOrder() {
        assertEquals(
                "O03|2|850.00|300.00|800.00|0.94118|80-100%|true|false|0.00\n",
                rows.rows("select order_id, refunds, "
                        + "net_amount, paid_amount, refund_amount, round(refund_pct, 5), refund_band, over_80, over_100, "
                        + "excess_amount from mart_refund_anomalies"));
    }

    @Test
    void everyIdentityHoldsWithItsOrphansNamed() {
        assertEquals(
                "1|ordered|1960.00|3800.00|5760.00|0.00\n2|billed|5650.00|0.00|5650.00|0.00\n"
                        + "2|recovered|0.00|0.00|0.00|0.00\n2|reduced|0.00|0.00|0.00|0.00\n2|sent back|0.00|0.00|0.00|0.00\n"
                        + "3|collected|3660.00|0.00|3660.00|0.00\n3|refunded|800.00|0.00|800.00|0.00\n"
                        + "4|roll-forward|1990.00|0.00|1990.00|0.00\n5|ageing|2000.00|0.00|2000.00|0.00\n"
                        + "5|credits|10.00|0.00|10.00|0.00\n5|customers|2000.00|0.00|2000.00|0.00\n"
                        + "5|invoices|2000.00|0.00|2000.00|0.00\n5|kpis|2000.00|0.00|2000.00|0.00\n"
                        + "5|months|2000.00|0.00|2000.00|0.00\n5|number of invoices|10.00|0.00|10.00|0.00\n"
                        + "7|allocations|3660.00|0.00|3660.00|0.00\n7|invoices|5600.00|0.00|5600.00|0.00\n"
                        + "7|net amounts|0.00|5600.00|5600.00|0.00\n7|payments|0.00|3660.00|3660.00|0.00\n7|refunds|0.00|800.00|800.00|0.00\n",
                rows.rows(
                        "select identity, part, left_amount, orphan_amount, "
                                + "right_amount, difference from mart_reconciliation where currency = 'EUR' order by identity, part"));
        assertEquals("0.00\n", rows.rows("select sum(abs(difference)) from mart_reconciliation"));
    }
}
