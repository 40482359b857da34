package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Balances by age, by the published ranges and by ranges of another company. */
class AgeingRangesTest {

    private static final LocalDate DAY = LocalDate.parse("2025-06-30");

    /** Around every edge of the published ranges and of their detail. */
    private static final int[] DAYS = {-1, 0, 1, 30, 31, 60, 61, 90, 91, 120, 121, 180, 181, 365, 366};

    /** An invoice of 1 each so many days late, one without due date, a plan of three parts and a credit balance. */
    private static StagedValues books(Map<String, String> settings) {
        StagedValues rows = StagedValues.on(DAY.toString(), settings);
        String invoices = IntStream.of(DAYS)
                .mapToObj(
                        days -> "('L%d', 'C', date '2024-01-01', date '%s', 1.00)".formatted(days, DAY.minusDays(days)))
                .collect(Collectors.joining(", "));
        rows.with(SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount", invoices + """
                , ('N', 'C', date '2024-01-01', null, 1.00), ('P', 'C', date '2024-01-01', date '2024-02-01', 90.00),
                ('M', 'C', date '2024-01-01', null, -5.00)""");
        rows.with(SourceTable.INSTALMENTS, "invoice_id, due_date, amount", """
                ('P', date '2024-06-20', 30.00), ('P', date '2025-02-20', 30.00), ('P', date '2025-06-10', 30.00)""");
        return rows;
    }

    private static String ageing(StagedValues rows, String name, String sort) {
        return rows.rows(
                "select " + name + ", sum(invoices), sum(outstanding_amount), sum(overpaid_amount) from mart_ageing "
                        + "group by " + name + ", " + sort + " order by " + sort);
    }

    @Test
    void publishedRangesKeepTheirWordsAndTheOldestIsCut() {
        StagedValues rows = books(Map.of());
        rows.build(SqlStages.state()).build(List.of(Table.MART_AGEING));
        assertEquals(
                "Not Due|2|2.00|0.00\n1-30 Days|2|32.00|0.00\n31-60 Days|2|2.00|0.00\n61-90 Days|2|2.00|0.00\n"
                        + "90+ Days|8|67.00|0.00\nNo Due Date|1|1.00|0.00\nCredit Balance|1|0.00|5.00\n",
                ageing(rows, "ageing_bucket", "ageing_sort"));
        assertEquals(
                "Not Due|2|2.00|0.00\n1-30 Days|2|32.00|0.00\n31-60 Days|2|2.00|0.00\n61-90 Days|2|2.00|0.00\n"
                        + "91-120 Days|2|2.00|0.00\n121-180 Days|2|32.00|0.00\n181-365 Days|2|2.00|0.00\n"
                        + "365+ Days|2|31.00|0.00\nNo Due Date|1|1.00|0.00\nCredit Balance|1|0.00|5.00\n",
                ageing(rows, "ageing_detail", "ageing_detail_sort"));
    }

    @Test
    void otherRangesNameTheirBucketsAndEverySumHolds() {
        StagedValues rows = books(Map.of("finance.ageing", "[15, 45, 150]"));
        rows.build(SqlStages.state()).build(Table.marts());
        assertEquals(
                "Not Due|2|2.00|0.00\n1-15 Days|1|1.00|0.00\n16-45 Days|2|32.00|0.00\n46-150 Days|6|36.00|0.00\n"
                        + "150+ Days|5|34.00|0.00\nNo Due Date|1|1.00|0.00\nCredit Balance|1|0.00|5.00\n",
                ageing(rows, "ageing_bucket", "ageing_sort"));
        assertEquals(
                "150+ Days|151-180 Days|1|1.00\n150+ Days|181-365 Days|2|2.00\n150+ Days|365+ Days|2|31.00\n",
                rows.rows("select ageing_bucket, ageing_detail, invoices, outstanding_amount from mart_ageing "
                        + "where ageing_bucket = '150+ Days' order by ageing_detail_sort"));
        assertEquals(
                "L120|46-150 Days|46-150 Days|4|4\nL181|150+ Days|181-365 Days|5|6\nM|null|null|null|null\n",
                rows.rows("select invoice_id, ageing_bucket, ageing_detail, ageing_sort, ageing_detail_sort "
                        + "from mart_invoice_risk where invoice_id in ('L120', 'L181', 'M') order by invoice_id"));
        assertEquals(
                "Not Due, 1-15 Days, 16-45 Days, 46-150 Days, 150+ Days, No Due Date\n",
                rows.rows("select array_join(transform(array_sort(collect_list(struct(ageing_sort, ageing_bucket))), "
                        + "each -> each.ageing_bucket), ', ') from mart_provision_matrix"));
        assertEquals(
                "ageing|106.00|106.00|0.00\n",
                rows.rows("select part, left_amount, right_amount, difference from mart_reconciliation "
                        + "where identity = 5 and part = 'ageing'"));
        assertEquals("0.00\n", rows.rows("select sum(abs(difference)) from mart_reconciliation where identity < 6"));
        for (String check : Arrays.asList("ageing", "bands", "overdue")) {
            assertEquals(
                    List.of(),
                    SqlFile.read("sql/checks/check_" + check + ".sql")
                            .on(rows.session(), rows.parameters())
                            .collectAsList(),
                    check);
        }
    }

    @Test
    void theFunnelKeepsItsWordsWhateverTheRanges() {
        StagedValues rows = books(Map.of("finance.ageing", "[15, 45, 150]"));
        rows.build(List.of(Table.INT_ORDER_LINES, Table.INT_INVOICE_ORDERS, Table.INT_INVOICES));
        assertEquals(
                "1-90 Days Overdue|6\n90+ Days Overdue|8\n",
                rows.rows("select funnel_stage, count(*) from int_invoices where is_overdue group by 1 order by 1"));
    }
}
