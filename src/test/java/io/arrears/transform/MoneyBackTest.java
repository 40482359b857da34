package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Money that goes back, is credited or given up, at 2024-06-30; each customer is a case, each currency a ledger. */
class MoneyBackTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = StagedValues.on("2024-06-30", Map.of());
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, order_id, customer_id, invoice_date, due_date, amount, currency",
                """
                ('shared-1', null, 'shared', date '2024-04-01', date '2024-04-30', 60.00, 'EUR'),
                ('shared-2', null, 'shared', date '2024-04-02', date '2024-04-30', 40.00, 'EUR'),
                ('memo', null, 'memo', date '2024-05-01', date '2024-05-31', -30.00, 'EUR'),
                ('applied-i', null, 'applied', date '2024-05-01', date '2024-05-31', 100.00, 'EUR'),
                ('applied-m', null, 'applied', date '2024-05-10', date '2024-05-10', -30.00, 'EUR'),
                ('paid-out', null, 'paid-out', date '2024-05-01', date '2024-05-31', -90.00, 'EUR'),
                ('returned', null, 'returned', date '2024-05-01', date '2024-05-31', 100.00, 'EUR'),
                ('kept', null, 'kept', date '2024-05-01', date '2024-05-31', 100.00, 'EUR'),
                ('bounced', null, 'bounced', date '2024-03-10', date '2024-04-10', 200.00, 'EUR'),
                ('again', null, 'again', date '2024-03-31', date '2024-04-10', 200.00, 'CHF'),
                ('bad-debt', null, 'bad-debt', date '2023-12-01', date '2023-12-31', 300.00, 'SEK'),
                ('bad-paid', null, 'bad-paid', date '2023-12-01', date '2023-12-31', 100.00, 'SEK'),
                ('credited', null, 'credited', date '2024-05-01', date '2024-05-31', 100.00, 'EUR'),
                ('settled', null, 'settled', date '2024-05-01', date '2024-05-31', 100.00, 'EUR'),
                ('twice', 'o-twice', 'twice', date '2024-05-01', date '2024-05-31', 100.00, 'EUR'),
                ('fee-back', null, 'fee-back', date '2024-03-01', date '2024-03-31', 150.00, 'NOK'),
                ('to-and-fro', null, 'to-and-fro', date '2024-03-10', date '2024-04-10', 300.00, 'NOK'),
                ('memo-1', null, 'two-memos', date '2024-05-01', date '2024-05-31', -40.00, 'DKK'),
                ('memo-2', null, 'two-memos', date '2024-05-02', date '2024-05-31', -40.00, 'DKK'),
                ('named', null, 'named', date '2024-04-01', date '2024-04-30', 50.00, 'EUR')""");
        rows.with(
                SourceTable.ORDERS,
                "order_id, customer_id, order_date, net_amount, status, currency",
                "('o-twice', 'twice', date '2024-04-30', 100.00, 'completed', 'EUR')");
        rows.with(
                SourceTable.RETURNS,
                "return_id, order_id, return_date, qty, refund_amount",
                "('r-1', 'o-twice', date '2024-06-10', 0, 70.00), ('r-2', 'o-twice', date '2024-06-12', 1, 50.00)");
        rows.with(
                SourceTable.PAYMENTS,
                "payment_id, invoice_id, payment_date, amount, is_success, reverses_payment_id",
                """
                ('receipt', 'shared-1', date '2024-04-29', 60.00, true, null),
                ('receipt', 'shared-2', date '2024-04-29', 40.00, true, null),
                ('a-1', 'applied-i', date '2024-05-10', 30.00, true, null),
                ('a-2', 'applied-m', date '2024-05-10', -30.00, true, null),
                ('a-3', 'applied-i', date '2024-05-20', 70.00, true, null),
                ('po', 'paid-out', date '2024-05-10', -90.00, true, null),
                ('r-1', 'returned', date '2024-05-30', 110.00, true, null),
                ('r-2', 'returned', date '2024-06-05', -10.00, true, null),
                ('k-1', 'kept', date '2024-05-30', 110.00, true, null),
                ('b-1', 'bounced', date '2024-04-10', 200.00, true, null),
                ('b-2', 'bounced', date '2024-04-15', -200.00, true, null),
                ('g-1', 'again', date '2024-04-10', 200.00, true, null),
                ('g-2', 'again', date '2024-05-30', -200.00, true, null),
                ('g-3', 'again', date '2024-06-09', 200.00, true, null),
                ('d-1', 'bad-debt', date '2024-06-01', 120.00, true, null),
                ('d-2', 'bad-paid', date '2024-06-01', 100.00, true, null),
                ('c-1', 'credited', date '2024-05-20', 100.00, true, null),
                ('s-1', 'settled', date '2024-05-20', 90.00, true, null),
                ('t-1', 'twice', date '2024-05-20', 100.00, true, null),
                ('t-2', 'twice', date '2024-05-21', 100.00, true, null),
                ('f-1', 'to-and-fro', date '2024-04-10', 300.00, true, null),
                ('f-2', 'to-and-fro', date '2024-04-15', -300.00, true, null),
                ('f-3', 'to-and-fro', date '2024-05-01', 300.00, true, null),
                ('f-4', 'to-and-fro', date '2024-05-05', -300.00, true, null),
                ('n-1', 'named', date '2024-04-20', 50.00, true, null),
                ('n-2', 'named', date '2024-05-25', 50.00, true, null),
                ('n-3', 'named', date '2024-05-28', -50.00, true, 'n-1')""");
        rows.with(
                SourceTable.CREDIT_NOTES,
                "credit_note_id, invoice_id, credit_date, amount",
                "('c', 'credited', date '2024-05-25', 100.00), ('s', 'settled', date '2024-05-25', 10.00)");
        rows.with(
                SourceTable.WRITE_OFFS,
                "write_off_id, invoice_id, write_off_date, amount",
                "('w', 'bad-debt', date '2024-05-01', 300.00), ('w', 'bad-paid', date '2024-05-01', 100.00)");
        rows.with(SourceTable.CHARGES, "charge_id, invoice_id, charge_date, amount, new_due_date", """
                ('fee', 'fee-back', date '2024-05-01', 15.00, date '2024-06-15'),
                ('fee-gone', 'fee-back', date '2024-05-20', -15.00, null)""");
        rows.given(
                Table.OPS_SOURCES,
                "source_table, column_name, is_present",
                "('credit_notes', 'amount', true), ('write_offs', 'amount', true)");
        rows.build(SqlStages.state()).build(Table.marts());
    }

    /** Outstanding, credit balance, recovered bad debt, sent back, last payment of the money that stayed. */
    private static String of(String invoice) {
        return rows.rows("select outstanding_amount, overpaid_amount, recovered_bad_debt_amount, sent_back_amount, "
                        + "last_payment_date from mart_invoice_risk where invoice_id = '" + invoice + "'")
                .strip();
    }

    @Test
    void whatBouncesIsOwedAndOverdueHoweverOftenItWasTried() {
        assertEquals("200.00|0.00|0.00|0.00|null", of("bounced"));
        assertEquals("300.00|0.00|0.00|0.00|null", of("to-and-fro"));
        assertEquals(
                "bounced|200.00\nto-and-fro|300.00\n",
                rows.rows("select invoice_id, overdue_amount from mart_invoice_risk "
                        + "where invoice_id in ('bounced', 'to-and-fro') order by invoice_id"));
    }

    @Test
    void aFeeThatIsTakenBackLeavesTheInvoiceWithItsNewDueDate() {
        assertEquals(
                "150.00|2024-06-15|1-30 Days\n",
                rows.rows("select outstanding_amount, due_date, ageing_bucket from mart_invoice_risk "
                        + "where invoice_id = 'fee-back'"));
        assertEquals("0.00\n", rows.rows("select charges_amount from mart_kpis where currency = 'NOK'"));
        assertEquals(
                "0\n",
                rows.rows("select count(*) from mart_reconciliation where currency = 'NOK' and difference <> 0"));
    }

    @Test
    void twoEqualMemosAreTwoCredits() {
        assertEquals(
                "0.00|80.00\n",
                rows.rows("select outstanding_amount, overpaid_amount from mart_kpis where currency = 'DKK'"));
    }

    @Test
    void oneReceiptPaysEveryInvoiceItNames() {
        assertEquals("0.00|0.00|0.00|0.00|2024-04-29", of("shared-1"));
        assertEquals("0.00|0.00|0.00|0.00|2024-04-29", of("shared-2"));
        assertEquals("2\n", rows.rows("select count(*) from int_payments where payment_id = 'receipt'"));
    }

    @Test
    void aCreditMemoIsACreditBalanceUntilItIsAppliedOrPaidOut() {
        assertEquals("0.00|30.00|0.00|0.00|null", of("memo"));
        assertEquals("0.00|0.00|0.00|0.00|null", of("applied-m"));
        assertEquals("0.00|0.00|0.00|0.00|2024-05-20", of("applied-i"));
        assertEquals("0.00|0.00|0.00|0.00|null", of("paid-out"));
        assertEquals(
                "",
                rows.rows("select customer_id from mart_customer_risk where customer_id in ('memo', 'paid-out')"
                        + " and judged_invoices > 0"));
        assertEquals(
                "",
                rows.rows("select invoice_id from int_invoice_states"
                        + " where invoice_id in ('memo', 'applied-m', 'paid-out') and settled_on is not null"));
    }

    @Test
    void whatIsPaidOrCreditedTooMuchIsACreditBalanceUntilItIsSentBack() {
        assertEquals("0.00|0.00|0.00|0.00|2024-05-30", of("returned"));
        assertEquals("0.00|10.00|0.00|0.00|2024-05-30", of("kept"));
        assertEquals("0.00|100.00|0.00|0.00|2024-05-20", of("credited"));
        assertEquals("0.00|0.00|0.00|0.00|2024-05-20", of("settled"));
        assertEquals("0.00|0.00|0.00|100.00|2024-05-21", of("twice"));
        assertEquals(
                "r-1|70.0000\nr-2|30.0000\n",
                rows.rows("select return_id, sent_back_amount from int_refunds order by return_id"));
    }

    @Test
    void aWriteOffCountsUpToWhatIsOpenAndTheRestIsRecovered() {
        assertEquals("0.00|0.00|120.00|0.00|2024-06-01", of("bad-debt"));
        assertEquals("0.00|0.00|100.00|0.00|2024-06-01", of("bad-paid"));
        assertEquals(
                "400.00|220.00|0.00|0.00\n",
                rows.rows("select written_off_amount, recovered_bad_debt_amount, outstanding_amount, overpaid_amount"
                        + " from mart_kpis where currency = 'SEK'"));
    }

    @Test
    void daysLateRunToTheMoneyThatStayed() {
        assertEquals("200.00|0.00|0.00|0.00|null", of("bounced"));
        assertEquals("0.00|0.00|0.00|0.00|2024-06-09", of("again"));
        assertEquals("60.0\n", rows.rows("select average_days_late from mart_kpis where currency = 'CHF'"));
        // The reversal names the first payment, so the second one is what settled the invoice.
        assertEquals("0.00|0.00|0.00|0.00|2024-05-25", of("named"));
    }

    @Test
    void aSettlementThatIsUndoneIsGoneFromThatDayOnAndNotBefore() {
        assertEquals(
                "2024-04-10|2024-04-10|0|0.0000\n2024-05-30|null|null|200.0000\n2024-06-09|2024-06-09|60|0.0000\n",
                rows.rows("select valid_from, settled_on, settled_days_late, open_amount from int_invoice_states"
                        + " where invoice_id = 'again' and valid_from > '2024-03-31' order by valid_from"));
        assertEquals(
                "2024-04-20|2024-04-20|-10\n2024-05-25|2024-04-20|-10\n2024-05-28|2024-05-25|25\n",
                rows.rows("select valid_from, settled_on, settled_days_late from int_invoice_states"
                        + " where invoice_id = 'named' and valid_from > '2024-04-01' order by valid_from"));
    }

    @Test
    void everyIdentityHolds() {
        assertEquals("", rows.rows("select * from mart_reconciliation where difference <> 0"));
        assertEquals(
                "recovered|220.00|220.00\nsent back|100.00|100.00\n",
                rows.rows("select part, left_amount, right_amount from mart_reconciliation"
                        + " where part in ('recovered', 'sent back') and left_amount <> 0 order by part"));
    }
}
