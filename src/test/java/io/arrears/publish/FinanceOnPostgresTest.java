package io.arrears.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.arrears.lake.Table;
import io.arrears.testing.RandomBooks;
import io.arrears.testing.RandomCompany;
import io.arrears.testing.SampleLedger;
import io.arrears.testing.StagedValues;
import io.arrears.testing.TwelveCustomers;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The finance pack by two engines: the same SQL files over the same staged rows in Spark and in PostgreSQL, every row and
 * value compared. Decimals, counts, days and text must be equal, doubles up to their last digits.
 */
class FinanceOnPostgresTest {

    private static final LocalDate DAY = RandomCompany.START.plusDays(RandomCompany.DAYS - 65);

    private static FinanceTwin twin;

    @BeforeAll
    static void build() throws SQLException {
        StagedValues books = RandomBooks.of(1, 150, DAY).build(Table.marts());
        twin = FinanceTwin.of("shared_books", books);
    }

    @AfterAll
    static void drop() throws SQLException {
        twin.close();
    }

    @Test
    void everyRowAndValueIsTheSame() throws SQLException {
        assertEquals("", String.join("\n", twin.differences()));
    }

    @Test
    void everyRowAndValueIsTheSameOnAPastDay() throws SQLException {
        same(RandomBooks.of(2, 100, LocalDate.of(2024, 9, 15)).build(Table.marts()));
    }

    @Test
    void theBooksWorkedOutByHandAreTheSame() throws SQLException {
        same(TwelveCustomers.books());
    }

    @Test
    void theSampleLedgerIsTheSame() throws SQLException {
        same(SampleLedger.books("2025-11-22"));
    }

    private static void same(StagedValues others) throws SQLException {
        try (FinanceTwin other = FinanceTwin.of("other_books", others)) {
            assertEquals("", String.join("\n", other.differences()));
        }
    }

    static Stream<Arguments> companies() {
        return LongStream.rangeClosed(100, 160)
                .mapToObj(seed -> Arguments.of(seed, DAY.plusDays(60 - new Random(seed).nextInt(460))));
    }

    @Tag("proof")
    @ParameterizedTest(name = "company {0} on {1}")
    @MethodSource("companies")
    void everyRowAndValueIsTheSameForSixtyCompanies(long seed, LocalDate asOf) throws SQLException {
        same(RandomBooks.of(seed, 60 + (int) (seed % 5) * 60, asOf).build(Table.marts()));
    }

    /** A comparison of nulls and zeros would prove nothing. */
    @Test
    void everyColumnOfEveryMartHasMoreThanOneValue() {
        assertEquals(
                Map.of(
                        "mart_kpis",
                        Set.of("period_months", "period_start_date", "period_days", "reporting_currency"),
                        "mart_provision_matrix",
                        Set.of("forward_looking_factor"),
                        "mart_customer_worklist",
                        Set.of("not_looked"),
                        "mart_uplift",
                        Set.of("basis")),
                twin.columnsOfOneValue());
    }

    @Test
    void filesThatPostgresCannotRunAreListedAndNoOthers() {
        Map<String, String> refused = new TreeMap<>();
        FinanceTwin.files().keySet().forEach(name -> twin.refusal(name).ifPresent(state -> refused.put(name, state)));
        assertEquals(
                Map.of(
                        "int_debt_attempts",
                        "42601",
                        "int_invoice_states",
                        "42601",
                        "int_recoveries",
                        "42601",
                        "int_stayed",
                        "42601"),
                refused);
        List<String> listed = new ArrayList<>(FinanceTwin.OTHERWISE.keySet());
        listed.addAll(FinanceTwin.LEFT_OUT.keySet());
        assertEquals(List.copyOf(refused.keySet()), listed.stream().sorted().toList());
    }

    /** What one engine gets wrong must show: each changes one file for Spark alone. */
    @ParameterizedTest(name = "{0}: {1} for {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "mart_ageing            | > terms.minor_units(:tolerance, currency)) as is_counted | > 500) as is_counted",
                "int_invoices           | ageing_bucket(days_past_due,    | ageing_bucket(days_past_due + 10,",
                "int_balances           | - greatest(owed_amount, 0), 0) | - greatest(owed_amount, 0), -1)",
                "int_reversals          | is_named or coalesce(place, 0) > 0 | is_named or coalesce(place, 0) > 1",
                "int_sent_back          | refunded_amount - before_amount | over_amount",
                "int_end_reliefs        | least(overpaid_amount, refunded_amount) | overpaid_amount",
                "int_receivables        | due_date >= :as_of              | due_date > :period_start",
                "int_countback          | day(:as_of)                     | day(last_day(:as_of))",
                "int_movements          | and is_success                  | and not is_success",
                "int_bucket_moves       | last_day(add_months(month_end_date, 1)) | last_day(add_months(month_end_date, 2))",
                "mart_roll_rates        | sum(amount) as from_amount      | max(amount) as from_amount",
                "int_default_cases      | sum(int_movement_lines.paid_amount) | sum(int_movement_lines.credited_amount)",
                "int_default_recoveries | coalesce(received.credited_amount, 0) | coalesce(received.paid_amount, 0)",
                "int_lgd                | sum(exposure_amount)            | sum(exposure_amount - credited_amount)",
                "mart_lgd               | recovered_amount as decimal     | credited_amount as decimal",
                "int_rolled_amounts     | paid_amount, 'Credited'         | credited_amount, 'Credited'",
                "int_roll_steps         | states.bucket = 'Written Off' or | states.bucket = 'Credited' or",
                "int_provision_segments | then region                     | then country",
                "provision_rates        | current row and unbounded       | 1 following and unbounded",
                "mart_provision_matrix  | sum(provision_amount)           | max(provision_amount)",
                "kpi_risk               | balance_rank <= 10              | balance_rank <= 1",
                "mart_recovery_rates    | sum(recovered_amount)           | sum(owed_amount)",
                "int_recoveries         | receipt.day between failed_date | receipt.day between date_add(failed_date, 9)",
                "int_fx_rates           | min_by(fx_rate, preference)     | min_by(fx_rate, -preference)",
                "mart_revenue_by_month  | where is_success                | where not is_success",
                "claim_flags            | < :holdout_below                | > :holdout_below",
                "trial_claims           | .receipt_date > claims.first_flagged_on | .receipt_date > date_add(claims.first_flagged_on, 29)",
                "mart_uplift            | sqrt(sum(step * step))          | sum(abs(step))",
                "int_retries            | 1 preceding and 1 preceding     | 2 preceding and 2 preceding",
                "retry_plans            | chance desc                     | chance",
                "mart_retry_timing      | days.chance >= days.best_chance | days.chance > days.best_chance",
                "mart_reconciliation    | ('sales', 4, 'roll-forward', 1, 0) | ('sales', 4, 'roll-forward', -1, 0)"
            })
    void aFileChangedForSparkAloneIsFound(String name, String from, String to) throws SQLException {
        assertNotEquals(
                List.of(),
                twin.differences(
                        name,
                        text -> {
                            assertNotEquals(text, text.replace(from, to), name + " does not hold " + from);
                            return text.replace(from, to);
                        },
                        Map.of()));
    }

    @Test
    void aParameterChangedForSparkAloneIsFound() throws SQLException {
        assertNotEquals(
                List.of(),
                twin.differences(
                        "int_receivables",
                        text -> text,
                        Map.of("period_start", DAY.minusMonths(3).plusDays(9))));
        assertNotEquals(List.of(), twin.differences("int_lgd", text -> text, Map.of("lgd", 0.4501)));
    }
}
