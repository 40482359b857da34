package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What customers contest, at 2024-06-30: the amounts of their disputes, at most what is open. */
class DisputesTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = StagedValues.on("2024-06-30", Map.of());
        rows.with(
                SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency, status", """
                ('a-little', 'a', date '2024-04-01', date '2024-05-01', 800.00, 'EUR', null),
                ('twice', 'a', date '2024-04-01', date '2024-05-01', 500.00, 'EUR', null),
                ('more-than-open', 'b', date '2024-04-01', date '2024-05-01', 90.00, 'DKK', null),
                ('all', 'b', date '2024-04-01', date '2024-05-01', 35.00, 'DKK', null),
                ('all-and-a-part', 'b', date '2024-04-01', date '2024-05-01', 40.00, 'DKK', null),
                ('closed-before', 'c', date '2024-04-01', date '2024-05-01', 21.00, 'SEK', null),
                ('closed-after', 'c', date '2024-04-01', date '2024-05-01', 22.00, 'SEK', null),
                ('known-later', 'c', date '2024-04-01', date '2024-05-01', 23.00, 'SEK', null),
                ('no-debt', 'c', date '2024-04-01', date '2024-05-01', 24.00, 'SEK', 'void'),
                ('memo', 'c', date '2024-04-01', date '2024-05-01', -25.00, 'SEK', null)""");
        rows.with(
                SourceTable.PAYMENTS,
                "payment_id, invoice_id, payment_date, amount, is_success",
                "('p', 'more-than-open', date '2024-05-10', 60.00, true)");
        rows.with(SourceTable.DISPUTES, "dispute_id, invoice_id, opened_date, closed_date, amount, visible_from", """
                ('1', 'a-little', date '2024-05-05', null, 7.00, date '2024-05-05'),
                ('2', 'twice', date '2024-05-05', null, 20.00, date '2024-05-05'),
                ('3', 'twice', date '2024-05-06', null, 13.00, date '2024-05-06'),
                ('4', 'more-than-open', date '2024-05-05', null, 90.00, date '2024-05-05'),
                ('5', 'all', date '2024-05-05', null, null, date '2024-05-05'),
                ('6', 'all-and-a-part', date '2024-05-05', null, 4.00, date '2024-05-05'),
                ('7', 'all-and-a-part', date '2024-05-06', null, null, date '2024-05-06'),
                ('8', 'closed-before', date '2024-05-05', date '2024-06-29', 21.00, date '2024-05-05'),
                ('9', 'closed-after', date '2024-05-05', date '2024-07-01', 22.00, date '2024-05-05'),
                ('10', 'known-later', date '2024-05-05', null, 23.00, date '2024-07-02'),
                ('11', 'no-debt', date '2024-05-05', null, 24.00, date '2024-05-05'),
                ('12', 'memo', date '2024-05-05', null, 25.00, date '2024-05-05')""");
        rows.given(Table.OPS_SOURCES, "source_table, column_name, is_present", "('disputes', 'invoice_id', true)");
        rows.build(SqlStages.state()).build(Table.marts());
    }

    private static String contested(String currency) {
        return rows.rows("select invoice_id, disputed_amount from int_invoices where currency = '" + currency
                + "' and disputed_amount <> 0 order by invoice_id");
    }

    @Test
    void aDisputeOfAPartContestsThePart() {
        assertEquals("a-little|7.0000\ntwice|33.0000\n", contested("EUR"));
    }

    @Test
    void noMoreIsContestedThanIsOpenAndWithoutAnAmountAllOfIt() {
        assertEquals("all|35.0000\nall-and-a-part|40.0000\nmore-than-open|30.0000\n", contested("DKK"));
    }

    @Test
    void onlyDisputesThatAreOpenOnTheDayContestADebt() {
        assertEquals("closed-after|22.0000\n", contested("SEK"));
    }

    @Test
    void theFiguresOfTheDayAddThemAndNoBalanceMoves() {
        assertEquals(
                "DKK|105.00|105.00\nEUR|40.00|1300.00\nSEK|22.00|66.00\n",
                rows.rows("select currency, disputed_amount, outstanding_amount from mart_kpis order by currency"));
    }
}
