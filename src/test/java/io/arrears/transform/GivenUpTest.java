package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Invoices that their state gives up, at 2024-06-30 (the period begins on 2024-03-30). The ledger has no write-offs but two. */
class GivenUpTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = StagedValues.on("2024-06-30", Map.of());
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, customer_id, invoice_date, due_date, amount, currency, status, given_up_from, visible_from",
                """
                ('dated', 'a', date '2024-01-10', date '2024-02-10', 250.00, 'SEK', 'uncollectible', date '2024-05-15',
                    date '2024-01-10'),
                ('paid-later', 'b', date '2024-01-10', date '2024-02-10', 400.00, 'SEK', 'written off', date '2024-04-20',
                    date '2024-01-10'),
                ('booked', 'c', date '2024-01-10', date '2024-02-10', 120.00, 'NOK', 'uncollectible', date '2024-04-10',
                    date '2024-01-10'),
                ('booked-in-part', 'd', date '2024-01-10', date '2024-02-10', 110.00, 'NOK', 'uncollectible',
                    date '2024-04-10', date '2024-01-10'),
                ('booked-before', 'e', date '2024-01-10', date '2024-02-10', 90.00, 'NOK', 'uncollectible',
                    date '2024-04-10', date '2024-01-10'),
                ('not-yet', 'f', date '2024-01-10', date '2024-02-10', 80.00, 'SEK', 'uncollectible', date '2024-07-05',
                    date '2024-01-10'),
                ('before-the-period', 'g', date '2024-01-10', date '2024-02-10', 100.00, 'SEK', 'uncollectible',
                    date '2024-02-20', date '2024-01-10'),
                ('known-later', 'h', date '2024-01-10', date '2024-02-10', 60.00, 'SEK', 'uncollectible',
                    date '2024-04-01', date '2024-05-20'),
                ('memo', 'i', date '2024-01-10', date '2024-02-10', -30.00, 'SEK', 'uncollectible', date '2024-04-01',
                    date '2024-01-10'),
                ('fee-later', 'j', date '2024-01-10', date '2024-02-10', 40.00, 'SEK', 'uncollectible',
                    date '2024-04-01', date '2024-01-10'),
                ('s-open', 's', date '2024-05-01', date '2024-05-31', 10.00, 'DKK', 'open', null,
                    date '2024-05-01'),
                ('s-submitted', 's', date '2024-05-02', date '2024-05-31', 11.00, 'DKK', 'submitted', null,
                    date '2024-05-02'),
                ('s-Paid', 's', date '2024-05-03', date '2024-05-31', 12.00, 'DKK', 'Paid', null,
                    date '2024-05-03'),
                ('s-limbo', 's', date '2024-05-04', date '2024-05-31', 13.00, 'DKK', 'limbo', null,
                    date '2024-05-04'),
                ('s-abandoned', 's', date '2024-05-05', date '2024-05-31', 14.00, 'DKK', 'abandoned', null,
                    date '2024-05-05'),
                ('s-reversed', 's', date '2024-05-06', date '2024-05-31', 15.00, 'DKK', 'reversed', null,
                    date '2024-05-06'),
                ('s-Draft', 's', date '2024-05-07', date '2024-05-31', 16.00, 'DKK', 'Draft', null,
                    date '2024-05-07'),
                ('s-deleted', 's', date '2024-05-08', date '2024-05-31', 17.00, 'DKK', 'deleted', null,
                    date '2024-05-08'),
                ('s-uncollectible', 's', date '2024-05-09', date '2024-05-31', 18.00, 'DKK', 'uncollectible', date '2024-06-30',
                    date '2024-05-09')""");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success", """
                ('p-1', 'paid-later', date '2024-03-01', 50.00, true),
                ('p-2', 'paid-later', date '2024-06-05', 70.00, true)""");
        rows.with(
                SourceTable.CHARGES,
                "charge_id, invoice_id, charge_date, amount",
                "('c', 'fee-later', date '2024-06-01', 7.00)");
        rows.with(SourceTable.WRITE_OFFS, "write_off_id, invoice_id, write_off_date, amount", """
                ('w-1', 'booked', date '2024-05-02', 120.00),
                ('w-2', 'booked-in-part', date '2024-05-02', 45.00),
                ('w-3', 'booked-before', date '2024-03-01', 30.00)""");
        rows.build(SqlStages.state()).build(Table.marts());
    }

    /** Outstanding, credit balance, written off, recovered. */
    private static String of(String invoice) {
        return rows.rows("select outstanding_amount, overpaid_amount, written_off_amount, recovered_bad_debt_amount"
                        + " from mart_invoice_risk where invoice_id = '" + invoice + "'")
                .strip();
    }

    @Test
    void whatIsOpenOnTheFirstDayOfTheStateIsWrittenOff() {
        assertEquals("0.00|0.00|250.00|0.00", of("dated"));
        assertEquals("0.00|0.00|100.00|0.00", of("before-the-period"));
        assertEquals("0.00|0.00|60.00|0.00", of("known-later"));
        assertEquals("0.00|30.00|0.00|0.00", of("memo"));
        assertEquals("7.00|0.00|40.00|0.00", of("fee-later"));
    }

    @Test
    void aStateOfALaterDayWritesOffNothingYet() {
        assertEquals("80.00|0.00|0.00|0.00", of("not-yet"));
    }

    @Test
    void laterMoneyIsRecoveredBadDebtAndTheWriteOffIsNoSettlement() {
        assertEquals("0.00|0.00|350.00|70.00", of("paid-later"));
        assertEquals(
                "2024-01-10|400.0000|null\n2024-03-01|350.0000|null\n2024-04-20|0.0000|null\n2024-06-05|0.0000|null\n",
                rows.rows("select valid_from, open_amount, settled_on from int_invoice_states"
                        + " where invoice_id = 'paid-later' order by valid_from"));
    }

    @Test
    void aRowOfWriteOffsForTheSameInvoiceCountsOnce() {
        assertEquals("0.00|0.00|120.00|0.00", of("booked"));
        assertEquals("0.00|0.00|110.00|0.00", of("booked-in-part"));
        assertEquals("0.00|0.00|90.00|0.00", of("booked-before"));
    }

    @Test
    void onlyWordsOfDebtsAndWordsOfNoListAreOwed() {
        assertEquals(
                "s-Paid|12.00|0.00\ns-limbo|13.00|0.00\ns-open|10.00|0.00\ns-submitted|11.00|0.00\n"
                        + "s-uncollectible|0.00|18.00\n",
                rows.rows("select invoice_id, outstanding_amount, written_off_amount from mart_invoice_risk"
                        + " where currency = 'DKK' and not is_void order by invoice_id"));
    }

    @Test
    void theFiguresOfTheDayHaveTheStatesAndEveryIdentityHolds() {
        assertEquals(
                "DKK|18.00|0.00|46.00|0.00\nNOK|320.00|0.00|0.00|0.00\nSEK|800.00|70.00|87.00|30.00\n",
                rows.rows("select currency, written_off_amount, recovered_bad_debt_amount, outstanding_amount,"
                        + " overpaid_amount from mart_kpis order by currency"));
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0"));
        // 320 of NOK less the 30 before the period.
        assertEquals(
                "DKK|-18.0000\nNOK|-290.0000\nSEK|-700.0000\n",
                rows.rows(
                        "select currency, amount from int_movements where movement = 'write-offs' order by currency"));
    }
}
