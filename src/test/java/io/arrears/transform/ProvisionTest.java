package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The provision matrix with segments and a forward-looking factor, worked out by hand as of 2025-06-30: of four balances not
 * due three grew older (all of North's three, not South's one), of two of 1-30 days one, of two of 31-60 days one, and the
 * one of 61-90 days.
 */
class ProvisionTest {

    private static StagedValues books(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(Map.of("default.lgd", "0.8"));
        all.putAll(settings);
        StagedValues rows = StagedValues.on("2025-06-30", all);
        rows.with(SourceTable.CUSTOMERS, "customer_id, region", "('N', 'North'), ('S', 'South')");
        rows.with(SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency", """
                ('n1', 'N', date '2025-04-01', date '2025-05-10', 100.00, 'EUR'),
                ('n2', 'N', date '2025-04-01', date '2025-05-10', 100.00, 'EUR'),
                ('n3', 'N', date '2025-06-15', date '2025-07-15', 1000.00, 'EUR'),
                ('old', 'N', date '2024-12-01', date '2024-12-31', 100.00, 'EUR'),
                ('s1', 'S', date '2025-04-01', date '2025-05-10', 100.00, 'EUR'),
                ('s2', 'S', date '2025-06-15', date '2025-07-15', 1000.00, 'EUR')""");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success", """
                ('p1', 'n2', date '2025-06-10', 100.00, true), ('p2', 's1', date '2025-05-05', 100.00, true)""");
        return rows.build(SqlStages.state()).build(List.of(Table.MART_ROLL_RATES, Table.MART_PROVISION_MATRIX));
    }

    private static String matrix(StagedValues books, String segment) {
        return books.rows("select ageing_bucket, outstanding_amount, balances, roll_rate_source, round(roll_rate, 4), "
                + "round(unadjusted_loss_rate, 4), round(loss_rate, 4), provision_amount from mart_provision_matrix "
                + "where provision_segment = '" + segment + "' order by ageing_sort");
    }

    @Test
    void withoutSegmentsTheMatrixIsOfTheCurrencyAlone() {
        StagedValues books = books(Map.of());
        assertEquals(
                "Not Due|2000.00|null|currency|0.75|0.15|0.15|300.00\n1-30 Days|0.00|null|currency|0.5|0.2|0.2|0.00\n"
                        + "31-60 Days|100.00|null|currency|0.5|0.4|0.4|40.00\n61-90 Days|0.00|null|currency|1.0|0.8|0.8|0.00\n"
                        + "90+ Days|100.00|null|null|1.0|0.8|0.8|80.00\nNo Due Date|0.00|null|null|null|0.15|0.15|0.00\n",
                matrix(books, "All"));
        assertEquals("6|true\n", books.rows("select count(*), every(is_total) from mart_provision_matrix"));
    }

    @Test
    void aSegmentHasItsOwnRatesWhereItHasBalancesEnoughAndTheOutlookRaisesThemToOneAtMost() {
        StagedValues books = books(Map.of(
                "finance.provision.segments",
                "region",
                "finance.provision.min-cases",
                "2",
                "finance.provision.forward-looking",
                "1.5"));
        assertEquals(
                "Not Due|1000.00|3|segment|1.0|0.2|0.3|300.00\n1-30 Days|0.00|2|segment|0.5|0.2|0.3|0.00\n"
                        + "31-60 Days|100.00|2|segment|0.5|0.4|0.6|60.00\n61-90 Days|0.00|1|currency|1.0|0.8|1.0|0.00\n"
                        + "90+ Days|100.00|null|null|1.0|0.8|1.0|100.00\nNo Due Date|0.00|0|null|null|0.2|0.3|0.00\n",
                matrix(books, "North"));
        assertEquals(
                "Not Due|1000.00|1|currency|0.75|0.15|0.225|225.00\n1-30 Days|0.00|0|currency|0.5|0.2|0.3|0.00\n"
                        + "31-60 Days|0.00|0|currency|0.5|0.4|0.6|0.00\n61-90 Days|0.00|0|currency|1.0|0.8|1.0|0.00\n"
                        + "90+ Days|0.00|null|null|1.0|0.8|1.0|0.00\nNo Due Date|0.00|0|null|null|0.15|0.225|0.00\n",
                matrix(books, "South"));
        assertEquals(
                "Not Due|2000.00|null|currency|0.75|0.15|0.225|525.00\n1-30 Days|0.00|null|currency|0.5|0.2|0.3|0.00\n"
                        + "31-60 Days|100.00|null|currency|0.5|0.4|0.6|60.00\n61-90 Days|0.00|null|currency|1.0|0.8|1.0|0.00\n"
                        + "90+ Days|100.00|null|null|1.0|0.8|1.0|100.00\nNo Due Date|0.00|null|null|null|0.15|0.225|0.00\n",
                matrix(books, "All"));
    }
}
