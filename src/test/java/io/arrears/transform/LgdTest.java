package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.StagedValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What defaulted balances brought in, worked out by hand as of 2026-06-30; a currency is a case. What was due on 2025-01-31
 * defaults on 2025-05-01; 90 days end on 2025-07-30, 180 on 2025-10-28, 365 on 2026-05-01.
 */
class LgdTest {

    private static StagedValues rows;

    @BeforeAll
    static void build() {
        rows = ledger(Map.of());
    }

    private static StagedValues ledger(Map<String, String> settings) {
        StagedValues ledger = StagedValues.on("2026-06-30", settings);
        ledger.with(
                SourceTable.INVOICES, "invoice_id, order_id, invoice_date, due_date, amount, currency, status", """
                ('partly', null, date '2025-01-01', date '2025-01-31', 1000.00, 'EUR', null),
                ('that-day', null, date '2025-01-01', date '2025-01-31', 100.00, 'EUR', null),
                ('day-after', null, date '2025-01-01', date '2025-01-31', 100.00, 'EUR', null),
                ('credited', null, date '2025-01-01', date '2025-01-31', 400.00, 'USD', null),
                ('annulled', null, date '2025-01-01', date '2025-01-31', 200.00, 'USD', null),
                ('before', null, date '2025-01-01', date '2025-01-31', 200.00, 'USD', null),
                ('given-up', null, date '2025-01-01', date '2025-01-31', 300.00, 'GBP', null),
                ('bounced', null, date '2025-01-01', date '2025-01-31', 100.00, 'CHF', null),
                ('undone', null, date '2025-01-01', date '2025-01-31', 100.00, 'CHF', null),
                ('overpaid', null, date '2025-01-01', date '2025-01-31', 60.00, 'CHF', null),
                ('disputed', null, date '2025-01-01', date '2025-01-31', 100.00, 'SEK', null),
                ('settled', null, date '2025-01-01', date '2025-01-31', 100.00, 'SEK', null),
                ('void', null, date '2025-01-01', date '2025-01-31', 100.00, 'SEK', 'void'),
                ('memo', null, date '2025-01-01', date '2025-01-31', -100.00, 'SEK', null),
                ('cancelled', 'O1', date '2025-01-01', date '2025-01-31', 100.00, 'SEK', null),
                ('undated', null, date '2025-01-01', null, 100.00, 'NOK', null),
                ('plan-only', null, date '2025-01-01', null, 50.00, 'AUD', null),
                ('booked', null, date '2025-01-01', date '2025-01-31', 100.00, 'DKK', null),
                ('posted', null, date '2025-01-01', date '2025-01-31', 100.00, 'DKK', null),
                ('just-over', null, date '2025-12-01', date '2026-01-01', 100.00, 'PLN', null),
                ('not-over', null, date '2025-12-01', date '2026-01-02', 100.00, 'PLN', null),
                ('parts', null, date '2025-01-01', date '2025-01-31', 300.00, 'RON', null),
                ('plan', null, date '2025-01-01', date '2025-01-31', 80.00, 'ISK', null),
                ('moved', null, date '2025-01-01', date '2025-01-31', 100.00, 'BGN', null),
                ('whose', null, date '2025-01-01', date '2025-01-31', 100.00, null, null)""");
        ledger.with(
                SourceTable.ORDERS,
                "order_id, order_date, net_amount, status, currency",
                "('O1', date '2024-12-31', 100.00, 'cancelled', 'SEK')");
        ledger.with(
                SourceTable.PAYMENTS, "payment_id, invoice_id, payment_date, visible_from, amount, is_success", """
                ('e1', 'partly', date '2025-03-01', date '2025-03-01', 200.00, true),
                ('e2', 'partly', date '2025-07-30', date '2025-07-30', 100.00, true),
                ('e3', 'partly', date '2025-07-31', date '2025-07-31', 50.00, true),
                ('e4', 'partly', date '2026-05-01', date '2026-05-01', 150.00, true),
                ('e5', 'partly', date '2026-05-02', date '2026-05-02', 25.00, true),
                ('e6', 'partly', date '2025-06-01', date '2025-06-01', 500.00, false),
                ('e7', 'that-day', date '2025-05-01', date '2025-05-01', 100.00, true),
                ('e8', 'day-after', date '2025-05-02', date '2025-05-02', 100.00, true),
                ('u1', 'credited', date '2025-07-01', date '2025-07-01', 150.00, true),
                ('g1', 'given-up', date '2025-06-01', date '2025-06-01', 120.00, true),
                ('c1', 'bounced', date '2025-03-01', date '2025-03-01', 60.00, true),
                ('c2', 'bounced', date '2025-06-01', date '2025-06-01', -60.00, true),
                ('c3', 'undone', date '2025-06-01', date '2025-06-01', 100.00, true),
                ('c4', 'undone', date '2025-06-20', date '2025-06-20', -100.00, true),
                ('c5', 'undone', date '2025-12-01', date '2025-12-01', 70.00, true),
                ('c6', 'overpaid', date '2025-06-01', date '2025-06-01', 90.00, true),
                ('d1', 'booked', date '2025-07-30', date '2025-08-05', 40.00, true),
                ('d2', 'posted', date '2025-04-30', date '2025-05-10', 100.00, true),
                ('r1', 'parts', date '2025-02-10', date '2025-02-10', 100.00, true),
                ('r2', 'parts', date '2025-07-10', date '2025-07-10', 50.00, true)""");
        ledger.with(SourceTable.CREDIT_NOTES, "credit_note_id, invoice_id, credit_date, amount", """
                ('n1', 'credited', date '2025-06-15', 100.00), ('n2', 'annulled', date '2025-08-15', 200.00),
                ('n3', 'before', date '2025-04-15', 150.00)""");
        ledger.with(
                SourceTable.WRITE_OFFS,
                "write_off_id, invoice_id, write_off_date, amount",
                "('w1', 'given-up', date '2025-03-01', 300.00), ('w2', 'plan', date '2025-03-10', 80.00)");
        ledger.with(SourceTable.DISPUTES, "dispute_id, invoice_id, opened_date, closed_date", """
                ('s1', 'disputed', date '2025-03-01', date '2025-05-02'),
                ('s2', 'settled', date '2025-03-01', date '2025-05-01')""");
        ledger.with(SourceTable.INSTALMENTS, "invoice_id, due_date, amount", """
                ('parts', date '2025-01-31', 100.00), ('parts', date '2025-03-31', 100.00),
                ('parts', date '2025-12-31', 100.00), ('plan', date '2025-01-31', 40.00),
                ('plan', date '2025-02-28', 40.00), ('plan-only', date '2025-01-31', 50.00)""");
        ledger.with(
                SourceTable.CHARGES,
                "charge_id, invoice_id, charge_date, amount, new_due_date",
                "('h1', 'moved', date '2025-04-01', 10.00, date '2025-05-31')");
        return ledger.build(List.of(Table.INT_LGD, Table.MART_LGD));
    }

    /** Days, cases, exposure, credited, recovered and the observed share, a line for each time after the default. */
    private static String observed(StagedValues ledger, String currency) {
        return ledger.rows("select days_since_default, cases, exposure_amount, credited_amount, recovered_amount, "
                + "round(lgd_observed, 4) from mart_lgd where currency = '" + currency
                + "' order by days_since_default");
    }

    @Test
    void cashCountsFromTheDayAfterTheDefaultToTheLastDayOfEachTime() {
        assertEquals(
                "90|2|900.00|0.00|200.00|0.7778\n180|2|900.00|0.00|250.00|0.7222\n365|2|900.00|0.00|400.00|0.5556\n",
                observed(rows, "EUR"));
    }

    @Test
    void aCreditNoteLeavesTheExposureAndACaseThatItTakesWholeIsNone() {
        assertEquals(
                "90|3|650.00|100.00|150.00|0.7273\n180|2|450.00|100.00|150.00|0.5714\n365|2|450.00|100.00|150.00|0.5714\n",
                observed(rows, "USD"));
    }

    @Test
    void aWriteOffIsALossAndWhatComesAfterItIsRecovered() {
        assertEquals(
                "90|1|300.00|0.00|120.00|0.6\n180|1|300.00|0.00|120.00|0.6\n365|1|300.00|0.00|120.00|0.6\n",
                observed(rows, "GBP"));
    }

    @Test
    void moneyTakenBackIsNotRecoveredAndNothingBeyondTheExposureIs() {
        assertEquals(
                "90|3|200.00|0.00|60.00|0.7\n180|3|200.00|0.00|60.00|0.7\n365|3|200.00|0.00|130.00|0.35\n",
                observed(rows, "CHF"));
    }

    @Test
    void whatIsVoidCancelledOrDisputedOnTheDayIsNoDefaultNorIsACreditMemo() {
        assertEquals(
                "90|1|100.00|0.00|0.00|1.0\n180|1|100.00|0.00|0.00|1.0\n365|1|100.00|0.00|0.00|1.0\n",
                observed(rows, "SEK"));
        assertEquals(
                "settled\n",
                rows.rows("select invoice_id from int_default_cases where currency = 'SEK' order by invoice_id"));
    }

    @Test
    void aPaymentCountsOnceItIsKnownAndOneBookedLateIsRecoveredUnlessTheLagCoversIt() {
        assertEquals(
                "90|2|200.00|0.00|100.00|0.5\n180|2|200.00|0.00|140.00|0.3\n365|2|200.00|0.00|140.00|0.3\n",
                observed(rows, "DKK"));
        assertEquals(
                "90|1|100.00|0.00|40.00|0.6\n180|1|100.00|0.00|40.00|0.6\n365|1|100.00|0.00|40.00|0.6\n",
                observed(ledger(Map.of("default.settlement-lag-days", "10")), "DKK"));
    }

    @Test
    void onlyACaseWhoseTimeIsOverCounts() {
        assertEquals(
                "90|1|100.00|0.00|0.00|1.0\n180|0|0.00|0.00|0.00|null\n365|0|0.00|0.00|0.00|null\n",
                observed(rows, "PLN"));
    }

    @Test
    void anInvoiceDefaultsByTheDueDateOfItsOldestOpenPartAndByTheOneAgreedSince() {
        assertEquals(
                "moved|2025-08-29|110.00\nparts|2025-06-29|200.00\n",
                rows.rows("select invoice_id, defaulted_on, round(exposure_amount, 3) from int_default_cases "
                        + "where currency in ('RON', 'BGN') order by invoice_id"));
        assertEquals(
                "90|1|50.00|0.00|0.00|1.0\n180|1|50.00|0.00|0.00|1.0\n365|1|50.00|0.00|0.00|1.0\n",
                observed(rows, "AUD"));
        assertEquals(
                "90|1|80.00|0.00|0.00|1.0\n180|1|80.00|0.00|0.00|1.0\n365|1|80.00|0.00|0.00|1.0\n",
                observed(rows, "ISK"));
        assertEquals(
                "90|1|200.00|0.00|50.00|0.75\n180|1|200.00|0.00|50.00|0.75\n365|1|200.00|0.00|50.00|0.75\n",
                observed(rows, "RON"));
    }

    @Test
    void theConfiguredShareIsUsedWithItsReasonWhereTheLedgerCannotSayOne() {
        assertEquals(
                "EUR|2|0.6|default.lgd|2 of at least 100 cases\nNOK|null|0.6|default.lgd|no invoice has a due date\n"
                        + "PLN|0|0.6|default.lgd|0 of at least 100 cases\nXXX|1|0.6|default.lgd|the currency is not known\n",
                rows.rows("select currency, cases, lgd_used, lgd_source, default_lgd_reason from mart_lgd "
                        + "where is_used and currency in ('EUR', 'NOK', 'PLN', 'XXX') order by currency"));
        assertEquals(
                "null|null|null|null\n",
                rows.rows("select distinct exposure_amount, credited_amount, recovered_amount, lgd_observed "
                        + "from mart_lgd where currency = 'NOK'"));
    }

    @Test
    void theLedgersOwnShareOfAYearIsUsedFromAHundredCasesOn() {
        StagedValues many = StagedValues.on("2026-06-30", Map.of("default.lgd", "0.45"));
        many.put(
                SourceTable.INVOICES,
                many.maker()
                        .sql("select concat(currency, id) as invoice_id, date '2025-01-01' as invoice_date, "
                                + "date '2025-01-31' as due_date, cast(10 as decimal(19, 4)) as amount, currency "
                                + "from range(100) cross join (values ('HUF'), ('CZK')) as t (currency) "
                                + "where id < 99 or currency = 'HUF'"));
        many.put(
                SourceTable.PAYMENTS,
                many.maker()
                        .sql(
                                "select concat(currency, id) as payment_id, concat(currency, id) as invoice_id, "
                                        + "date '2025-12-01' as payment_date, cast(3.33 as decimal(19, 4)) as amount, "
                                        + "true as is_success from range(7) cross join (values ('HUF'), ('CZK')) as t (currency)"));
        many.build(List.of(Table.INT_LGD, Table.MART_LGD));
        assertEquals(
                "CZK|99|0.976455|0.45|default.lgd|99 of at least 100 cases\nHUF|100|0.97669|0.9767|ledger|null\n",
                many.rows("select currency, cases, round(lgd_observed, 6), lgd_used, lgd_source, default_lgd_reason "
                        + "from mart_lgd where is_used order by currency"));
        assertEquals(
                "1.0|0.9767|ledger\n",
                many.rows("select lgd_observed, lgd_used, lgd_source from mart_lgd "
                        + "where currency = 'HUF' and days_since_default = 90"));
    }

    @Test
    void aLedgerThatStatesNoCurrencyHasItsOwnShare() {
        StagedValues one = StagedValues.on("2026-06-30", Map.of("default.lgd-min-cases", "1"));
        one.with(
                SourceTable.INVOICES,
                "invoice_id, invoice_date, due_date, amount",
                "('I', date '2025-01-01', date '2025-01-31', 100.00)");
        one.build(List.of(Table.INT_LGD));
        assertEquals(
                "XXX|1|1.0|ledger\n",
                one.rows("select currency, cases, lgd_used, lgd_source from int_lgd where is_used"));
    }
}
