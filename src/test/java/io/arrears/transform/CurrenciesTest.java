package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.testing.StagedValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The currency of a row: stated, of its invoice, of its order, the only one of its customer or of the ledger, or unknown. */
class CurrenciesTest {

    private static final String INVOICE = "invoice_id, order_id, customer_id, invoice_date, amount, currency";

    private static StagedValues ledger(String fallback) {
        return StagedValues.on("2024-06-30", Map.of("currency.default", fallback));
    }

    private static String currencies(StagedValues rows, SourceTable table) {
        String key = table.staging().key().get(0);
        return rows.rows("select concat(" + key + ", ' ', currency) from known_" + table.sourceName() + " order by 1")
                .replace("\n", ", ");
    }

    @Test
    void aRowHasTheCurrencyOfWhatIsNearest() {
        StagedValues rows = ledger("EUR")
                .with(
                        SourceTable.ORDERS,
                        "order_id, customer_id, order_date, currency",
                        "('O1', 'C1', date '2024-01-01', 'GBP'), ('O2', 'C2', date '2024-01-01', null), "
                                + "('O3', 'C9', date '2024-01-01', null), ('O4', 'C4', date '2024-01-01', null)")
                .with(
                        SourceTable.INVOICES,
                        INVOICE,
                        "('I1', 'O1', 'C1', date '2024-01-02', 100, 'EUR'), ('I2', 'O1', 'C1', date '2024-01-02', 100, null), "
                                + "('I3', 'O2', 'C2', date '2024-01-02', 100, 'USD'), "
                                + "('I4', 'O2', 'C2', date '2024-01-02', 100, null), "
                                + "('I5', null, 'C1', date '2024-01-02', 100, null), "
                                + "('I6', null, 'C3', date '2024-01-02', 100, null), "
                                + "('I7', null, null, date '2024-01-02', 100, null), "
                                + "('I8', 'none', 'C3', date '2024-01-02', 100, null), "
                                + "('I9', null, null, date '2024-01-02', 100, 'JPY')")
                .with(
                        SourceTable.INVOICE_LINES,
                        "invoice_id, line_id, order_id, net_amount",
                        "('I9', 'I9-1', 'O4', 100)")
                .with(
                        SourceTable.PAYMENTS,
                        "payment_id, invoice_id, customer_id, payment_date, amount, currency, is_success",
                        "('P1', 'I2', null, date '2024-02-01', 10, null, true), "
                                + "('P2', null, 'C3', date '2024-02-01', 10, 'CHF', true), "
                                + "('P3', null, null, date '2024-02-01', 10, null, true), "
                                + "('P4', null, 'C1', date '2024-02-01', 10, null, true), "
                                + "('P5', null, 'C2', date '2024-02-01', 10, null, true), "
                                + "('P6', 'I2', null, date '2024-02-01', 10, 'EUR', true)")
                .with(
                        SourceTable.RETURNS,
                        "return_id, order_id, customer_id, return_date, refund_amount, currency",
                        "('R1', 'O1', null, date '2024-03-01', 5, null), ('R2', null, 'C3', date '2024-03-01', 5, null), "
                                + "('R3', null, null, date '2024-03-01', 5, null), "
                                + "('R4', 'O1', null, date '2024-03-01', 5, 'EUR')")
                .with(
                        SourceTable.CREDIT_NOTES,
                        "credit_note_id, invoice_id, credit_date, amount, currency",
                        "('N1', 'I2', date '2024-03-01', 7, 'GBP'), ('N2', 'I2', date '2024-03-01', 7, 'EUR')")
                .with(
                        SourceTable.WRITE_OFFS,
                        "write_off_id, invoice_id, write_off_date, amount, currency",
                        "('W1', 'I2', date '2024-03-01', 2, 'GBP'), ('W2', 'I2', date '2024-03-01', 2, 'EUR')");
        assertEquals("O1 GBP, O2 USD, O3 XXX, O4 JPY, ", currencies(rows, SourceTable.ORDERS));
        assertEquals(
                "I1 EUR, I2 GBP, I3 USD, I4 USD, I5 XXX, I6 CHF, I7 XXX, I8 CHF, I9 JPY, ",
                currencies(rows, SourceTable.INVOICES));
        assertEquals("P1 GBP, P2 CHF, P3 XXX, P4 XXX, P5 USD, P6 EUR, ", currencies(rows, SourceTable.PAYMENTS));
        assertEquals("R1 GBP, R2 CHF, R3 XXX, R4 EUR, ", currencies(rows, SourceTable.RETURNS));
        assertEquals(
                "I2 in EUR\n",
                rows.rows("select invoice_id from known_payments where payment_id = 'P6'"),
                "ten euros do not pay ten pounds");
        for (SourceTable table : List.of(SourceTable.CREDIT_NOTES, SourceTable.WRITE_OFFS)) {
            assertEquals(
                    "I2|GBP\nI2 in EUR|EUR\n",
                    rows.rows("select invoice_id, currency from known_" + table.sourceName() + " order by 1"),
                    table.sourceName());
        }
        assertEquals(
                "O1 in EUR\n",
                rows.rows("select order_id from known_returns where return_id = 'R4'"),
                "five euros take nothing from an order in pounds");
        assertEquals(
                "81.0000\n",
                rows.build(SqlStages.state())
                        .rows("select outstanding_amount from int_invoices where invoice_id = 'I2'"),
                "ten of a hundred pounds are paid, seven credited and two given up; euros do none of it");
    }

    @Test
    void oneStatedCurrencyIsThatOfAllRowsAndTheDefaultIsForALedgerThatStatesNone() {
        String invoices =
                "('I1', null, 'C1', date '2024-01-02', 100, %s), ('I2', null, 'C2', date '2024-01-02', 100, null)";
        assertEquals(
                "I1 SEK, I2 SEK, ",
                currencies(
                        ledger("EUR").with(SourceTable.INVOICES, INVOICE, invoices.formatted("'SEK'")),
                        SourceTable.INVOICES));
        assertEquals(
                "I1 EUR, I2 EUR, ",
                currencies(
                        ledger("EUR").with(SourceTable.INVOICES, INVOICE, invoices.formatted("null")),
                        SourceTable.INVOICES));
        assertEquals(
                "I1 XXX, I2 XXX, ",
                currencies(
                        ledger("XXX").with(SourceTable.INVOICES, INVOICE, invoices.formatted("null")),
                        SourceTable.INVOICES));
    }

    @Test
    void whatIsNotVisibleYetSaysNothing() {
        StagedValues rows = ledger("EUR")
                .with(
                        SourceTable.INVOICES,
                        INVOICE,
                        "('I1', null, 'C1', date '2024-01-02', 100, 'SEK'), ('I2', null, 'C2', date '2024-01-02', 100, null), "
                                + "('I3', null, 'C3', date '2024-07-01', 100, 'USD')");
        assertEquals("I1 SEK, I2 SEK, ", currencies(rows, SourceTable.INVOICES));
    }

    /** Observations of the past use what their day knew: an order that becomes known later names no currency then. */
    @Test
    void theKnownCurrencyIsThatOfTheDayOnWhichTheRowBecameVisible() {
        StagedValues rows = ledger("EUR")
                .with(
                        SourceTable.ORDERS,
                        "order_id, customer_id, order_date, currency, visible_from",
                        "('O1', 'C1', date '2024-01-01', 'GBP', date '2024-01-01'), "
                                + "('O2', 'C2', date '2024-03-01', 'GBP', date '2024-03-01')")
                .with(
                        SourceTable.INVOICES,
                        INVOICE,
                        "('I0', null, 'C0', date '2023-12-01', 100, null), "
                                + "('I1', 'O1', 'C1', date '2024-01-02', 100, null), "
                                + "('I2', 'O2', 'C2', date '2024-02-02', 100, null), "
                                + "('I3', null, 'C3', date '2024-02-10', 100, 'USD'), "
                                + "('I4', 'O2', 'C2', date '2024-04-02', 100, null)");
        assertEquals(
                "I0|XXX|EUR\nI1|GBP|GBP\nI2|GBP|GBP\nI3|USD|USD\nI4|GBP|GBP\n",
                rows.rows("select invoice_id, currency, known_currency from known_invoices order by 1"));
        rows = ledger("EUR")
                .with(
                        SourceTable.ORDERS,
                        "order_id, customer_id, order_date, currency, visible_from",
                        "('O2', 'C2', date '2024-03-01', 'GBP', date '2024-03-01')")
                .with(
                        SourceTable.INVOICES,
                        INVOICE,
                        "('I2', 'O2', 'C2', date '2024-02-02', 100, null), ('I3', null, 'C3', date '2024-01-10', 100, 'USD')");
        assertEquals(
                "I2|GBP|USD\nI3|USD|USD\n",
                rows.rows("select invoice_id, currency, known_currency from known_invoices order by 1"));
    }
}
