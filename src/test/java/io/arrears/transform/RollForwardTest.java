package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.NaiveReceivables;
import io.arrears.testing.StagedValues;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Balances, ageing and the roll-forward between any two days of random companies, against loops in Java: payments that come
 * later, in part, before their invoice or are booked late, instalments, charges with new due dates, credits, write-offs, by
 * row and by state, and what comes after them, refunds of what was overpaid, void invoices, rows that come into conflict.
 */
class RollForwardTest {

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theBooksCloseToTheCentBetweenAnyTwoDays(long seed) {
        check(seed);
    }

    static Stream<Long> seeds() {
        return IntStream.rangeClosed(100, 200).mapToObj(Long::valueOf);
    }

    @Tag("proof")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theBooksCloseForAHundredCompanies(long seed) {
        check(seed);
    }

    private static void check(long seed) {
        Random random = new Random(seed);
        LocalDate opens = FIRST.plusDays(random.nextInt(300));
        LocalDate closes = opens.plusDays(1 + random.nextInt(300));
        NaiveReceivables naive = NaiveReceivables.random(seed, 60, FIRST);
        StagedValues rows = StagedValues.on(closes.toString(), Map.of("currency.default", "XXX"))
                .set("period_start", opens);
        for (SourceTable table : List.of(
                SourceTable.ORDERS,
                SourceTable.RETURNS,
                SourceTable.INVOICES,
                SourceTable.INVOICE_LINES,
                SourceTable.CHARGES,
                SourceTable.INSTALMENTS,
                SourceTable.PAYMENTS,
                SourceTable.CREDIT_NOTES,
                SourceTable.WRITE_OFFS)) {
            rows.put(table, naive.rows(rows.maker(), table));
        }
        rows.build(List.of(Table.INT_ORDER_LINES, Table.INT_INVOICE_ORDERS, Table.INT_INVOICES));
        rows.keep("int_aged_amounts", rows.view("int_aged_amounts"));
        String days = opens + " to " + closes;
        assertEquals(
                naive.ageing(closes),
                text(
                        rows,
                        "select concat_ws(' ', currency, if(overpaid_amount > 0, "
                                + "'Credit Balance', ageing_bucket)), sum(outstanding_amount + overpaid_amount) from int_aged_amounts "
                                + "group by all"),
                "ageing on " + closes);
        assertEquals(
                naive.overdue(closes),
                text(rows, "select currency, sum(overdue_amount) from int_invoices group by currency"),
                "overdue on " + closes);
        rows.keep("int_end_parts", rows.view("int_end_parts"));
        rows.keep("int_end_reliefs", rows.view("int_end_reliefs"));
        rows.keep("opening", rows.view("int_opening"));
        rows.keep("movements", rows.view("int_movements"));
        assertEquals(
                naive.net(opens, closes),
                text(rows, "select currency, opening_net_amount from opening"),
                "opening of " + days);
        assertEquals(
                naive.net(closes, closes),
                text(
                        rows,
                        "select currency, sum(amount) from (select currency, opening_net_amount "
                                + "as amount from opening union all select currency, amount from movements) group by currency"),
                "roll-forward " + days);
    }

    private static Map<String, String> text(StagedValues rows, String query) {
        Map<String, String> text = new TreeMap<>();
        for (Row row : rows.session().sql(query).collectAsList()) {
            text.put(row.getString(0), NaiveReceivables.plain(row.getDecimal(1)));
        }
        text.values().removeIf("0"::equals);
        return text;
    }

    @Test
    void theDaysBetweenBucketsAreThoseOfTheDefinition() {
        assertEquals(
                List.of(
                        "Not Due",
                        "Not Due",
                        "1-30 Days",
                        "1-30 Days",
                        "31-60 Days",
                        "31-60 Days",
                        "61-90 Days",
                        "61-90 Days",
                        "90+ Days"),
                Stream.of(-1, 0, 1, 30, 31, 60, 61, 90, 91)
                        .map(days -> NaiveReceivables.bucket(FIRST, FIRST.plusDays(days)))
                        .toList());
    }
}
