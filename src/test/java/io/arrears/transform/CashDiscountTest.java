package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.NaiveDiscounts;
import io.arrears.testing.RandomBooks;
import io.arrears.testing.StagedValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Cash discounts: 2 % of what is invoiced in November for money that comes within ten days, unless the invoice says otherwise. */
class CashDiscountTest {

    private static final Map<String, String> POLICY =
            Map.of("finance.cash-discount.rate", "0.02", "finance.cash-discount.days", "10");

    private static StagedValues books(String asOf, Map<String, String> settings) {
        StagedValues rows = StagedValues.on(asOf, settings);
        rows.with(
                SourceTable.INVOICES,
                "invoice_id, customer_id, invoice_date, due_date, amount, currency, ledger_state, discount_until, discount_amount",
                """
                ('again', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('back', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('cent', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('charged', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('credited', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('credited later', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('dinar', 'C', date '2025-11-01', date '2025-12-01', 12.345, 'KWD', null, null, null),
                ('full', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('in parts', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('in time', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('known later', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('late', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('memo', 'C', date '2025-11-01', date '2025-12-01', -50.00, 'EUR', null, null, null),
                ('part back', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('says', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, date '2025-11-20', 3.00),
                ('twice', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('two payments', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', null, null, null),
                ('void', 'C', date '2025-11-01', date '2025-12-01', 100.00, 'EUR', 'void', null, null),
                ('yen', 'C', date '2025-11-01', date '2025-12-01', 1001, 'JPY', null, null, null)""");
        rows.with(SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, amount, is_success, visible_from", """
                ('again', 'again', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('again back', 'again', date '2025-12-01', -98.00, true, date '2025-12-01'),
                ('again paid', 'again', date '2025-12-15', 100.00, true, date '2025-12-15'),
                ('back', 'back', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('back back', 'back', date '2025-12-01', -98.00, true, date '2025-12-01'),
                ('cent', 'cent', date '2025-11-11', 97.99, true, date '2025-11-11'),
                ('charged', 'charged', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('credited', 'credited', date '2025-11-11', 88.20, true, date '2025-11-11'),
                ('credited later', 'credited later', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('dinar', 'dinar', date '2025-11-11', 12.098, true, date '2025-11-11'),
                ('full', 'full', date '2025-11-11', 100.00, true, date '2025-11-11'),
                ('in parts', 'in parts', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('in time', 'in time', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('known later', 'known later', date '2025-11-11', 98.00, true, date '2025-12-20'),
                ('late', 'late', date '2025-11-12', 98.00, true, date '2025-11-12'),
                ('part back', 'part back', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('part gone', 'part back', date '2025-12-01', -20.00, true, date '2025-12-01'),
                ('says', 'says', date '2025-11-20', 97.00, true, date '2025-11-20'),
                ('twice 1', 'twice', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('twice 2', 'twice', date '2025-11-25', 98.00, true, date '2025-11-25'),
                ('two 1', 'two payments', date '2025-11-05', 50.00, true, date '2025-11-05'),
                ('two 2', 'two payments', date '2025-11-11', 48.00, true, date '2025-11-11'),
                ('void', 'void', date '2025-11-11', 98.00, true, date '2025-11-11'),
                ('yen', 'yen', date '2025-11-11', 981, true, date '2025-11-11')""");
        rows.with(SourceTable.CREDIT_NOTES, "credit_note_id, invoice_id, credit_date, amount", """
                ('N1', 'credited', date '2025-11-03', 10.00), ('N2', 'credited later', date '2025-12-10', 10.00)""");
        rows.with(SourceTable.CHARGES, "charge_id, invoice_id, charge_date, amount", """
                ('F1', 'charged', date '2025-12-05', 5.00)""");
        rows.with(SourceTable.INSTALMENTS, "instalment_id, invoice_id, due_date, amount", """
                ('R1', 'in parts', date '2025-12-01', 60.00), ('R2', 'in parts', date '2025-12-20', 40.00)""");
        return rows;
    }

    private static String balances(StagedValues rows, String and) {
        return rows.rows(
                "select invoice_id, cast(cash_discount_amount as decimal(9, 2)), cast(open_amount as decimal(9, 2)) from int_invoices where "
                        + and + " order by invoice_id");
    }

    @Test
    void whatIsPaidInTimeLessTheDiscountIsSettled() {
        StagedValues rows = books("2025-12-31", POLICY);
        rows.build(SqlStages.state()).build(Table.marts());
        assertEquals("""
                again|0.00|0.00
                back|0.00|100.00
                cent|2.00|0.01
                charged|2.00|5.00
                credited|1.80|0.00
                credited later|0.00|-8.00
                full|0.00|0.00
                in parts|0.00|2.00
                in time|2.00|0.00
                known later|2.00|0.00
                late|0.00|2.00
                memo|0.00|-50.00
                part back|0.00|22.00
                says|3.00|0.00
                twice|2.00|-98.00
                two payments|2.00|0.00
                void|0.00|-98.00
                """, balances(rows, "currency = 'EUR'"));
        assertEquals("0.247|0.00\n", money(rows, "dinar"));
        assertEquals("20.00|0.00\n", money(rows, "yen"));
        // Granted on the day on which the last money came, taken back on the day on which it went.
        assertEquals("in time|2025-11-01|100.00|null\nin time|2025-11-11|0.00|2025-11-11\n", states(rows, "in time"));
        assertEquals(
                "known later|2025-11-01|100.00|null\nknown later|2025-12-20|0.00|2025-12-20\n",
                states(rows, "known later"));
        assertEquals(
                "again|2025-11-01|100.00|null\nagain|2025-11-11|0.00|2025-11-11\nagain|2025-12-01|100.00|null\n"
                        + "again|2025-12-15|0.00|2025-12-15\n",
                states(rows, "again"));
        assertEquals(
                "-20\n",
                rows.rows("select settled_days_late from int_invoice_states where invoice_id = 'in time' "
                        + "and settled_on is not null"));
        assertEquals("0.00\n", rows.rows("select sum(abs(difference)) from mart_reconciliation where identity < 6"));
        assertEquals(
                "16.80|36.80\n",
                rows.rows(
                        "select cast(cash_discount_amount as decimal(9, 2)), cast(credited_amount as decimal(9, 2)) from mart_kpis where currency = 'EUR'"));
        for (String check : List.of("invoices", "ageing", "overdue", "customers")) {
            assertEquals(
                    List.of(),
                    SqlFile.read("sql/checks/check_" + check + ".sql")
                            .on(rows.session(), rows.parameters())
                            .collectAsList(),
                    check);
        }
    }

    private static String money(StagedValues rows, String invoice) {
        return rows.rows(
                "select cast(cash_discount_amount as decimal(9, 3)), cast(open_amount as decimal(9, 3)) from int_invoices where invoice_id = '"
                        + invoice + "'");
    }

    private static String states(StagedValues rows, String invoice) {
        return rows.rows(
                "select invoice_id, valid_from, cast(open_amount as decimal(9, 2)), settled_on from int_invoice_states "
                        + "where invoice_id = '" + invoice + "' order by valid_from");
    }

    @Test
    void nothingIsGrantedBeforeTheLastMoneyIsKnown() {
        StagedValues rows = books("2025-11-30", POLICY);
        rows.build(List.of(Table.INT_ORDER_LINES, Table.INT_INVOICE_ORDERS, Table.INT_INVOICES));
        assertEquals(
                """
                again|2.00|0.00
                back|2.00|0.00
                credited later|2.00|0.00
                known later|0.00|100.00
                part back|2.00|0.00
                """, balances(rows, "invoice_id in ('again', 'back', 'credited later', 'known later', 'part back')"));
    }

    @Test
    void theBooksCloseBetweenDaysOnEitherSideOfAGrantThatIsTakenBack() {
        for (String start : List.of("2025-11-10", "2025-11-30", "2025-12-14")) {
            StagedValues rows = books("2025-12-31", POLICY).set("period_start", LocalDate.parse(start));
            rows.build(SqlStages.state()).build(Table.marts());
            assertEquals(
                    "0.00\n",
                    rows.rows("select sum(abs(difference)) from mart_reconciliation where identity = 4"),
                    start);
        }
    }

    @Test
    void withoutAPolicyAShortPaymentStaysShortAndTheInvoiceMaySpeakForItself() {
        StagedValues rows = books("2025-12-31", Map.of());
        rows.build(List.of(Table.INT_ORDER_LINES, Table.INT_INVOICE_ORDERS, Table.INT_INVOICES));
        assertEquals("in time|0.00|2.00\nsays|3.00|0.00\n", balances(rows, "invoice_id in ('in time', 'says')"));
    }

    @Test
    void randomLedgersGrantWhatLoopsGrantOnEveryDay() {
        int granted = 0;
        int takenBack = 0;
        for (long seed = 3; seed < 5; seed++) {
            LocalDate asOf = LocalDate.of(2025, 4, 1);
            StagedValues rows = RandomBooks.of(seed, 250, asOf);
            NaiveDiscounts naive = new NaiveDiscounts(rows.session());
            Map<String, BigDecimal> sums = new TreeMap<>();
            rows.keep("changes", rows.view("int_credits").where("is_cash_discount"));
            for (Row day : rows.session()
                    .sql(
                            "select visible_from, collect_list(struct(invoice_id, amount)) from changes group by 1 order by 1")
                    .collectAsList()) {
                for (Row change : day.<Row>getList(1)) {
                    BigDecimal amount = change.getDecimal(1);
                    takenBack += amount.signum() < 0 ? 1 : 0;
                    granted += amount.signum() > 0 ? 1 : 0;
                    sums.merge(change.getString(0), amount, BigDecimal::add);
                }
                Map<String, BigDecimal> known = new TreeMap<>();
                sums.forEach((invoice, amount) -> known.put(invoice, amount.stripTrailingZeros()));
                known.values().removeIf(amount -> amount.signum() == 0);
                LocalDate date = day.getDate(0).toLocalDate();
                assertEquals(new TreeMap<>(naive.granted(date)), known, seed + " on " + date);
            }
            assertEquals(
                    new TreeMap<>(naive.granted(asOf)).keySet().toString(),
                    rows
                            .session()
                            .sql("select invoice_id from int_invoices where cash_discount_amount <> 0 order by 1")
                            .collectAsList()
                            .stream()
                            .map(row -> row.getString(0))
                            .toList()
                            .toString());
        }
        assertTrue(granted > 10 && takenBack > 3, granted + " granted, " + takenBack + " taken back");
    }
}
