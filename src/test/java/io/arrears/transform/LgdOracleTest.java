package io.arrears.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.testing.NaiveInvoices;
import io.arrears.testing.NaiveLedger;
import io.arrears.testing.NaiveLgd;
import io.arrears.testing.RandomCompany;
import io.arrears.testing.StagedRows;
import io.arrears.testing.StagedValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The loss given default of random companies, with credit notes and disputes, against loops over every row of every day. */
class LgdOracleTest {

    private static final LocalDate LAST = RandomCompany.START.plusDays(RandomCompany.DAYS);
    private static final int MIN_CASES = 12;

    @ParameterizedTest(name = "seed {0}, horizon {1}, lag {2}")
    @CsvSource({"1, 10, 0", "2, 30, 6"})
    void everyFigureIsThatOfTheLoops(long seed, int horizon, int lag) {
        check(seed, horizon, lag, LAST.minusDays(seed));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(100, 160);
    }

    @Tag("proof")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyFigureIsThatOfTheLoopsForSixtyCompanies(long seed) {
        check(seed, (int) (seed % 4) * 15, (int) (seed % 3) * 4, LAST.minusDays(seed % 90));
    }

    private static void check(long seed, int horizon, int lag, LocalDate asOf) {
        StagedRows company = withReliefs(seed, RandomCompany.of(seed, 140));
        NaiveLgd naive = new NaiveLgd(new NaiveLedger(company, company, asOf), horizon, lag);
        StagedValues rows = StagedValues.on(
                asOf.toString(),
                Map.of(
                        "currency.default",
                        "XXX",
                        "default.horizon-days",
                        "" + horizon,
                        "default.settlement-lag-days",
                        "" + lag,
                        "default.lgd-min-cases",
                        "" + MIN_CASES));
        company.register(rows.maker());
        for (SourceTable table : StagedRows.SOURCES) {
            rows.put(table, rows.maker().table(table.staging().sqlName()));
        }
        rows.build(List.of(Table.INT_LGD));
        Map<String, String> days = new TreeMap<>();
        naive.cases().forEach((id, each) -> days.put(id, each.day() + " " + each.exposure()));
        assertEquals(String.join("\n", lines(days)), cases(rows), "cases");
        assertTrue(days.size() > 30, "only " + days.size() + " defaults, nothing is proved");
        assertEquals(
                String.join("\n", naive.rows(MIN_CASES, new BigDecimal("0.6"))),
                rows
                        .session()
                        .sql("select * from int_lgd order by currency, days_since_default")
                        .collectAsList()
                        .stream()
                        .map(row -> row.getAs("currency") + " " + row.getAs("days_since_default") + ": "
                                + row.getAs("cases") + " " + row.getAs("exposure_amount") + " "
                                + row.getAs("credited_amount") + " " + row.getAs("recovered_amount") + " "
                                + BigDecimal.valueOf((double) row.getAs("lgd_used"))
                                        .setScale(4, RoundingMode.HALF_UP))
                        .collect(java.util.stream.Collectors.joining("\n")));
    }

    private static List<String> lines(Map<String, String> byInvoice) {
        return byInvoice.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .toList();
    }

    private static String cases(StagedValues rows) {
        return rows.rows("select concat_ws(' ', invoice_id, defaulted_on, exposure_amount) from int_default_cases "
                        + "order by invoice_id")
                .strip();
    }

    /** Credit notes, some of them known late, and disputes, open and closed, over the months after the invoice. */
    private static StagedRows withReliefs(long seed, StagedRows company) {
        Random random = new Random(seed);
        for (Map<String, Object> invoice : List.copyOf(company.of("stg_invoices"))) {
            LocalDate issued = StagedRows.date(invoice, "invoice_date");
            BigDecimal amount = (BigDecimal) invoice.get("amount");
            if (random.nextInt(4) == 0) {
                LocalDate day = issued.plusDays(random.nextInt(200));
                company.add(
                        "stg_credit_notes",
                        day.plusDays(random.nextInt(3) * 5),
                        "credit_note_id",
                        "N" + invoice.get("invoice_id"),
                        "invoice_id",
                        invoice.get("invoice_id"),
                        "credit_date",
                        day,
                        "amount",
                        amount.divide(BigDecimal.valueOf(1 + random.nextInt(3)), 2, RoundingMode.DOWN)
                                .setScale(4));
            }
            if (random.nextInt(5) == 0) {
                LocalDate day = issued.plusDays(random.nextInt(90));
                company.add(
                        "stg_disputes",
                        day,
                        "dispute_id",
                        "D" + invoice.get("invoice_id"),
                        "invoice_id",
                        invoice.get("invoice_id"),
                        "opened_date",
                        day,
                        "closed_date",
                        random.nextBoolean() ? null : day.plusDays(random.nextInt(60)));
            }
        }
        return company;
    }

    /** The label of an observation whose due date stands until the end of its window says whether the balance defaults. */
    @Test
    void aBalanceDefaultsWhereTheLabelOfTheDefaultTaskIsOne() {
        int[] labels = new int[2];
        for (long seed = 3; seed < 10; seed++) {
            compareWithLabels(seed, 30, 6, labels);
        }
        assertTrue(labels[0] > 50 && labels[1] > 50, "only " + labels[0] + " and " + labels[1] + " labels");
    }

    private static void compareWithLabels(long seed, int horizon, int lag, int[] labels) {
        StagedRows company = RandomCompany.of(seed, 140);
        NaiveLedger ledger = new NaiveLedger(company, company, LAST);
        NaiveLgd naive = new NaiveLgd(ledger, horizon, lag);
        Map<String, NaiveLgd.Case> cases = naive.cases();
        Map<String, Map<String, Object>> invoices = new TreeMap<>();
        ledger.seen("stg_invoices", LAST).forEach(row -> invoices.put((String) row.get("invoice_id"), row));
        new NaiveInvoices(ledger, RandomCompany.START, horizon, lag).rows().forEach((key, row) -> {
            if (row.get("label") == null) {
                return;
            }
            String id = key.substring(key.indexOf(' ') + 1);
            LocalDate end = ((LocalDate) row.get("label_settled_on")).minusDays(lag);
            if (!end.minusDays(horizon).equals(naive.due(invoices.get(id), end))) {
                return;
            }
            NaiveLgd.Case found = cases.get(id);
            labels[(int) row.get("label")]++;
            if ((int) row.get("label") == 1) {
                assertTrue(found != null && !found.day().isAfter(end), key + " defaults on " + end);
            } else if (found != null
                    && ledger.at(invoices.get(id), end).writtenOff().signum() == 0) {
                assertNotEquals(end, found.day(), key + " does not default");
            }
        });
    }
}
