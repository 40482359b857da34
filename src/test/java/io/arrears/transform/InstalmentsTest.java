package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Invoices of 300.00 in three parts at 2024-06-30: the first is 40 days overdue, the second 10, the third is due in July. Each
 * currency is a case.
 */
class InstalmentsTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = StagedValues.on("2024-06-30", Map.of());
        rows.with(SourceTable.INVOICES, "invoice_id, customer_id, invoice_date, due_date, amount, currency", """
                ('unpaid', 'a', date '2024-04-01', date '2024-04-30', 300.00, 'EUR'),
                ('half', 'b', date '2024-04-01', date '2024-04-30', 300.00, 'USD'),
                ('settled', 'c', date '2024-04-01', date '2024-04-30', 300.00, 'GBP'),
                ('short', 'd', date '2024-04-01', date '2024-04-30', 300.00, 'CHF'),
                ('moved', 'e', date '2024-04-01', date '2024-04-30', 300.00, 'SEK'),
                ('postponed', 'f', date '2024-04-01', date '2024-04-30', 300.00, 'NOK'),
                ('cent', 'g', date '2024-04-01', date '2024-04-30', 300.00, 'DKK'),
                ('twins', 'h', date '2024-04-01', date '2024-04-30', 300.00, 'PLN')""");
        StringBuilder parts =
                new StringBuilder("('short', date '2024-05-21', 100.00), ('short', date '2024-07-31', 100.00)");
        for (String invoice : new String[] {"unpaid", "half", "settled", "moved", "postponed", "cent"}) {
            for (String day : new String[] {"2024-07-31", "2024-05-21", "2024-06-20"}) {
                parts.append(", ('%s', date '%s', 100.00)".formatted(invoice, day));
            }
        }
        // Two equal parts of one day both count.
        parts.append(", ('twins', date '2024-05-21', 75.00), ('twins', date '2024-05-21', 75.00)");
        parts.append(", ('twins', date '2024-07-31', 150.00), ('nowhere', date '2024-07-31', 1.00)");
        rows.with(SourceTable.INSTALMENTS, "invoice_id, due_date, amount", parts.toString());
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success", """
                ('p1', 'half', date '2024-06-01', 150.00, true),
                ('p2', 'settled', date '2024-05-21', 100.00, true),
                ('p3', 'settled', date '2024-06-25', 100.00, true),
                ('p4', 'settled', date '2024-06-28', 100.00, true),
                ('p5', 'cent', date '2024-05-21', 99.99, true)""");
        rows.with(
                SourceTable.CREDIT_NOTES,
                "credit_note_id, invoice_id, credit_date, amount",
                "('c', 'moved', date '2024-06-10', 100.00)");
        rows.with(
                SourceTable.WRITE_OFFS,
                "write_off_id, invoice_id, write_off_date, amount",
                "('w', 'moved', date '2024-06-25', 20.00)");
        rows.with(SourceTable.CHARGES, "charge_id, invoice_id, charge_date, amount, new_due_date", """
                ('fee', 'moved', date '2024-06-15', 30.00, null),
                ('fee of later', 'postponed', date '2024-06-15', 10.00, date '2024-07-10')""");
        rows.given(
                Table.OPS_SOURCES,
                "source_table, column_name, is_present",
                "('write_offs', 'amount', true), ('credit_notes', 'amount', true)");
        rows.build(SqlStages.state()).build(Table.marts());
    }

    private static String invoice(String id) {
        return rows.rows(
                        "select due_date, days_past_due, ageing_bucket, funnel_stage, outstanding_amount, overdue_amount "
                                + "from mart_invoice_risk where invoice_id = '" + id + "'")
                .strip();
    }

    /** Bucket, invoices and amount, youngest first. */
    private static String ageing(String currency) {
        return rows.rows("select ageing_bucket, invoices, outstanding_amount from mart_ageing where currency = '"
                + currency + "' order by ageing_sort");
    }

    @Test
    void anInvoiceIsAgedPartByPartAndCountedOnce() {
        assertEquals("2024-05-21|40|31-60 Days|1-90 Days Overdue|300.00|200.00", invoice("unpaid"));
        assertEquals("Not Due|0|100.00\n1-30 Days|0|100.00\n31-60 Days|1|100.00\n", ageing("EUR"));
        assertEquals(
                "Not Due|0|100.00\n1-30 Days|0|100.00\n31-60 Days|1|100.00\n61-90 Days|0|0.00\n90+ Days|0|0.00\n"
                        + "No Due Date|0|0.00\n",
                rows.rows("select ageing_bucket, invoices, outstanding_amount from mart_provision_matrix "
                        + "where currency = 'EUR' order by ageing_sort"));
        assertEquals(
                "300.00|200.00|100.00|1|1\n",
                rows.rows("select outstanding_amount, overdue_amount, current_amount, open_invoices, overdue_invoices "
                        + "from mart_kpis where currency = 'EUR'"));
        assertEquals(
                "300.00|200.00\n",
                rows.rows("select outstanding_amount, overdue_amount from mart_customer_risk where currency = 'EUR'"));
    }

    @Test
    void moneySettlesTheOldestPartFirst() {
        assertEquals("2024-06-20|10|1-30 Days|1-90 Days Overdue|150.00|50.00", invoice("half"));
        assertEquals("Not Due|0|100.00\n1-30 Days|1|50.00\n", ageing("USD"));
        // 100 of the payment was 11 days late, 50 came before the second part was due.
        assertEquals(
                "150.00|1100.00\n",
                rows.rows("select paid_dated_amount, paid_late_days_amount from mart_kpis where currency = 'USD'"));
    }

    @Test
    void anInvoiceThatIsSettledFollowsItsLastPartAndIsLateIfAnyPartWas() {
        assertEquals("2024-07-31|-31|null|Fully Paid|0.00|0.00", invoice("settled"));
        assertEquals(
                "1|1\n",
                rows.rows("select judged_invoices, late_invoices from mart_customer_risk where currency = 'GBP'"));
        assertEquals(
                "2024-06-28|5\n",
                rows.rows("select settled_on, settled_days_late from int_invoice_states "
                        + "where invoice_id = 'settled' and valid_to = '2024-06-30'"));
    }

    @Test
    void partsThatDoNotSumToTheInvoiceAreNotUsed() {
        assertEquals("2024-04-30|61|61-90 Days|1-90 Days Overdue|300.00|300.00", invoice("short"));
        assertEquals("61-90 Days|1|300.00\n", ageing("CHF"));
    }

    @Test
    void creditsAndWriteOffsSettleTheOldestPartAndChargesAreDueWithTheLast() {
        assertEquals("2024-06-20|10|1-30 Days|1-90 Days Overdue|210.00|80.00", invoice("moved"));
        assertEquals("Not Due|0|130.00\n1-30 Days|1|80.00\n", ageing("SEK"));
    }

    @Test
    void aNewDueDatePostponesWhatIsDueBefore() {
        assertEquals("2024-07-10|-10|Not Due|Not Yet Due|310.00|0.00", invoice("postponed"));
    }

    @Test
    void aCentThatIsLeftOfAPartIsOpenWithTheNext() {
        assertEquals("2024-06-20|10|1-30 Days|1-90 Days Overdue|200.01|100.01", invoice("cent"));
        assertEquals("Not Due|0|100.00\n1-30 Days|1|100.01\n", ageing("DKK"));
    }

    @Test
    void equalPartsOfOneDayBothCount() {
        assertEquals("2024-05-21|40|31-60 Days|1-90 Days Overdue|300.00|150.00", invoice("twins"));
    }

    @Test
    void everyPartRollsByItself() {
        assertEquals(
                "2024-04-30|Not Due|1-30 Days|100.00\n2024-04-30|Not Due|Not Due|200.00\n2024-05-31|1-30 Days|Paid|100.00\n"
                        + "2024-05-31|Not Due|1-30 Days|50.00\n2024-05-31|Not Due|Not Due|100.00\n2024-05-31|Not Due|Paid|50.00\n",
                rows.rows(
                        "select month_end_date, from_bucket, to_bucket, moved_amount from mart_roll_rates "
                                + "where currency = 'USD' and moved_amount > 0 order by month_end_date, from_bucket, to_bucket"));
        // Written off, then credited: the first part took 100 of the 120, the second the rest.
        assertEquals(
                "1-30 Days|Credited|80.00\n1-30 Days|Written Off|20.00\nNot Due|1-30 Days|80.00\nNot Due|Credited|20.00\n"
                        + "Not Due|Not Due|100.00\n",
                rows.rows("select from_bucket, to_bucket, moved_amount from mart_roll_rates where currency = 'SEK' "
                        + "and month_end_date = '2024-05-31' and moved_amount > 0 order by from_bucket, to_bucket"));
    }

    @Test
    void theIdentitiesHold() {
        assertEquals("0.00\n", rows.rows("select sum(abs(difference)) from mart_reconciliation where identity < 6"));
        assertEquals(
                "",
                SqlFile.read("sql/checks/check_overdue.sql")
                        .on(rows.session(), rows.parameters())
                        .collectAsList()
                        .stream()
                        .map(Object::toString)
                        .reduce("", String::concat));
        assertEquals(
                "",
                SqlFile.read("sql/checks/check_ageing.sql")
                        .on(rows.session(), rows.parameters())
                        .collectAsList()
                        .stream()
                        .map(Object::toString)
                        .reduce("", String::concat));
    }
}
