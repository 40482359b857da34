package io.arrears.terms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.testing.Sources;
import io.arrears.testing.TestSpark;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each term at its edges, in Java and asked by SQL. */
class TermsTest {

    private static SparkSession session;

    @BeforeAll
    static void open() {
        session = TestSpark.session();
    }

    private static Object sql(String expression) {
        return session.sql("select " + expression + " from values (1)").head().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "-2147483648, Not Due, 1, Not Due, 1",
        "-1, Not Due, 1, Not Due, 1",
        "0, Not Due, 1, Not Due, 1",
        "1, 1-30 Days, 2, 1-30 Days, 2",
        "30, 1-30 Days, 2, 1-30 Days, 2",
        "31, 31-60 Days, 3, 31-60 Days, 3",
        "60, 31-60 Days, 3, 31-60 Days, 3",
        "61, 61-90 Days, 4, 61-90 Days, 4",
        "90, 61-90 Days, 4, 61-90 Days, 4",
        "91, 90+ Days, 5, 91-120 Days, 5",
        "120, 90+ Days, 5, 91-120 Days, 5",
        "121, 90+ Days, 5, 121-180 Days, 6",
        "180, 90+ Days, 5, 121-180 Days, 6",
        "181, 90+ Days, 5, 181-365 Days, 7",
        "365, 90+ Days, 5, 181-365 Days, 7",
        "366, 90+ Days, 5, 365+ Days, 8",
        "2147483647, 90+ Days, 5, 365+ Days, 8",
    })
    void dueTodayIsNotOverdueAndEachEdgeBelongsToTheYoungerBucket(
            int days, String bucket, int sort, String detail, int detailSort) {
        Ageing ageing = Ageing.of(List.of(30, 60, 90));
        assertEquals(bucket, ageing.bucket(days));
        assertEquals(detail, ageing.detail(days));
        assertEquals(bucket, sql("terms.ageing_bucket(" + days + ", array(30, 60, 90))"));
        assertEquals(sort, sql("terms.ageing_sort('" + bucket + "', array(30, 60, 90))"));
        assertEquals(detail, sql("terms.ageing_detail(" + days + ", array(30, 60, 90))"));
        assertEquals(detailSort, sql("terms.ageing_detail_sort('" + detail + "', array(30, 60, 90))"));
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7, 1-7 Days, 1-7 Days",
        "7, 8, 7+ Days, 8-120 Days",
        "15 45, 46, 45+ Days, 46-120 Days",
        "119, 120, 119+ Days, 120-120 Days",
        "120, 121, 120+ Days, 121-180 Days",
        "365, 366, 365+ Days, 365+ Days",
        "400, 366, 1-400 Days, 1-400 Days",
        "400, 401, 400+ Days, 400+ Days",
    })
    void theDetailCutsWhatLiesAboveTheLastEdge(String edges, int days, String bucket, String detail) {
        String given = "array(" + edges.replace(" ", ", ") + ")";
        assertEquals(bucket, sql("terms.ageing_bucket(" + days + ", " + given + ")"));
        assertEquals(detail, sql("terms.ageing_detail(" + days + ", " + given + ")"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, Low Risk, 1",
        "0.2999, Low Risk, 1",
        "0.3, Medium Risk, 2",
        "0.5999, Medium Risk, 2",
        "0.6, High Risk, 3",
        "1, High Risk, 3"
    })
    void eachEdgeOfRiskBelongsToTheHigherBucket(String probability, String bucket, int sort) {
        assertEquals(bucket, sql("terms.risk_bucket(" + probability + "d, 0.3, 0.6)"));
        assertEquals(sort, sql("terms.risk_sort('" + bucket + "')"));
        assertEquals(RiskBucket.BUCKETS.get(sort - 1), bucket);
    }

    /** Three parts of 100: what is open up to the second, which has 100 due after it. */
    @ParameterizedTest
    @CsvSource({
        "300, 0, 200.0000",
        "150, 0, 50.0000",
        "100.02, 0, 0.0200",
        "100.01, 0, 0.0000",
        "40, 0, 0.0000",
        "150, 30, 20.0000",
        "150, -30, 50.0000"
    })
    void moneySettlesTheOldestPartFirst(String open, String charges, String upTo) {
        String call = "terms.open_up_to(%s, %s, 100, 0.01)";
        assertEquals(new BigDecimal(upTo), sql(call.formatted(open, charges)));
    }

    @Test
    void allIsOpenUpToTheLastPart() {
        assertEquals(new BigDecimal("150.0000"), sql("terms.open_up_to(150, 30, cast(null as decimal(19, 4)), 0.01)"));
        assertNull(sql("terms.open_up_to(cast(null as decimal(19, 4)), 30, 100, 0.01)"));
    }

    @Test
    void whatIsNotScoredHasNoRisk() {
        assertNull(sql("terms.risk_bucket(cast(null as double), 0.3, 0.6)"));
        assertNull(sql("terms.risk_sort(cast(null as string))"));
        assertEquals(0, sql("terms.risk_sort('Some Risk')"));
    }

    @ParameterizedTest
    @CsvSource({
        "100.01, 0, 100, 250, EUR, 40.00",
        "100.01, 100, 200, 250, EUR, 40.01",
        "100.01, 200, 250, 250, EUR, 20.00",
        "-0.01, 0, 1, 3, EUR, 0",
        "-0.01, 1, 2, 3, EUR, -0.01",
        "-0.01, 2, 3, 3, EUR, 0",
        "12.345, 0, 1, 1, EUR, 12.345",
        "7, 1, 1, 1, EUR, 0",
        "999999999999.99, 0, 1, 3, EUR, 333333333333.33",
        "1000, 0, 1, 3, JPY, 333",
        "1000, 2, 3, 3, JPY, 333",
        "1, 1, 2, 3, KWD, 0.334",
    })
    void partsOfAnAmountAreCutToTheMinorUnitAndTheLastTakesTheRest(
            BigDecimal amount, BigDecimal from, BigDecimal to, BigDecimal whole, String currency, BigDecimal part) {
        assertEquals(0, part.compareTo(Share.part(amount, from, to, whole, CurrencyUnit.digits(currency))));
        String given = "terms.part_of(%s, %s, %s, %s, '%s')".formatted(amount, from, to, whole, currency);
        assertEquals(0, part.compareTo((BigDecimal) sql(given)), given);
    }

    @Test
    void withoutDueDateThereIsABucketAtTheEnd() {
        Ageing ageing = Ageing.of(List.of(30, 60, 90));
        assertEquals(
                "No Due Date",
                sql("coalesce(terms.ageing_bucket(cast(null as int), array(30, 60, 90)), terms.no_due_date())"));
        assertEquals(6, sql("terms.ageing_sort('No Due Date', array(30, 60, 90))"));
        assertEquals(
                List.of("Not Due", "1-30 Days", "31-60 Days", "61-90 Days", "90+ Days", "No Due Date"),
                ageing.buckets());
        assertEquals(
                ageing.buckets(),
                session.sql("select terms.ageing_buckets(array(30, 60, 90))")
                        .head()
                        .getList(0));
        assertEquals("90+ Days", ageing.oldest());
        assertEquals(90, ageing.lastEdge());
        assertEquals("90+ Days", sql("terms.oldest_bucket(array(30, 60, 90))"));
        assertEquals(0, sql("terms.ageing_sort('Credit Balance', array(30, 60, 90))"));
        assertNull(sql("terms.ageing_sort(cast(null as string), array(30, 60, 90))"));
        assertNull(sql("terms.ageing_bucket(cast(null as int), array(30, 60, 90))"));
        assertNull(sql("terms.ageing_detail(cast(null as int), array(30, 60, 90))"));
        assertNull(sql("terms.claim_size(cast(null as decimal(19, 4)))"));
        assertNull(sql("terms.part_of(cast(null as decimal(19, 4)), 0, 1, 1, 'EUR')"));
    }

    @Test
    void ratesOneAfterAnotherAreMultiplied() {
        assertEquals(0.5 * 0.4 * 0.3, sql("terms.product(array(0.5d, 0.4d, 0.3d))"));
        assertEquals(0.0, sql("terms.product(array(0.5d, 0d))"));
        assertEquals(1.0, sql("terms.product(cast(array() as array<double>))"));
        assertNull(sql("terms.product(array(0.5d, null))"));
        assertNull(sql("terms.product(cast(null as array<double>))"));
    }

    @ParameterizedTest
    @CsvSource({
        "false, 91, Fully Paid, 1",
        "true, 0, Not Yet Due, 2",
        "true, 1, 1-90 Days Overdue, 3",
        "true, 90, 1-90 Days Overdue, 3",
        "true, 91, 90+ Days Overdue, 4",
    })
    void theFunnelLooksAtTheBalanceThenAtTheAge(boolean isOpen, int days, String stage, int sort) {
        assertEquals(stage, sql("terms.funnel_stage(" + isOpen + ", " + days + ")"));
        assertEquals(sort, sql("terms.funnel_sort('" + stage + "')"));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, <25",
        "24.9999, <25",
        "25.0000, <100",
        "99.9999, <100",
        "100, <500",
        "499.9999, <500",
        "500, >=500",
        "999999999999999.9999, >=500",
    })
    void aClaimOfALimitIsInTheBandAboveIt(String amount, String band) {
        assertEquals(band, ClaimSize.of(Double.parseDouble(amount)));
        assertEquals(band, sql("terms.claim_size(cast('" + amount + "' as decimal(19, 4)))"));
    }

    @Test
    void eachWordMeansTheSameInJavaAndInSql() {
        Map<String, String> meanings = new TreeMap<>();
        Stream.of(
                        "void voided cancelled canceled refund reversal credit chargeback success succeeded successful",
                        "approved captured settled paid ok voi voids open draft failed declined capture chargebacks error")
                .flatMap(words -> Stream.of(words.split(" ")))
                .forEach(word -> {
                    String java = meaning(
                            InvoiceState.isVoid(UTF8String.fromString(word)),
                            OrderState.isCancelled(UTF8String.fromString(word)),
                            PaymentWords.isSuccess(word),
                            PaymentWords.isRefund(word),
                            PaymentWords.isChargeback(word));
                    assertEquals(java, meaningInSql(word), word);
                    meanings.merge(java, word, (before, more) -> before + " " + more);
                });
        assertEquals(
                Map.of(
                        "void", "void draft",
                        "cancelled", "cancelled canceled",
                        "success", "success succeeded successful approved captured settled paid ok",
                        "refund", "refund reversal credit",
                        "chargeback", "chargeback",
                        "", "voided voi voids open failed declined capture chargebacks error"),
                meanings);
    }

    private static String meaningInSql(String word) {
        Row row = session.sql("select terms.is_void(word), terms.is_cancelled(word), terms.is_success(word),"
                        + " terms.is_refund(word), terms.is_chargeback(word) from values ('" + word + "') as t (word)")
                .head();
        return meaning(row.getBoolean(0), row.getBoolean(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4));
    }

    private static String meaning(
            boolean isVoid, boolean isCancelled, boolean isSuccess, boolean isRefund, boolean isChargeback) {
        return (isVoid ? "void" : "")
                + (isCancelled ? "cancelled" : "")
                + (isSuccess ? "success" : "")
                + (isRefund ? "refund" : "")
                + (isChargeback ? "chargeback" : "");
    }

    @Test
    void javaReadsWordsInAnyCaseAndNullIsNoWord() {
        assertTrue(PaymentWords.isSuccess("Approved"));
        assertFalse(PaymentWords.isChargeback((String) null));
        assertEquals(false, sql("terms.is_void(cast(null as string))"));
        assertEquals(false, sql("terms.is_given_up(cast(null as string))"));
        assertEquals(true, sql("terms.is_given_up('written_off') and terms.is_given_up('uncollectible')"));
        assertEquals(false, sql("terms.is_given_up('void') or terms.is_given_up('paid')"));
        assertEquals(false, sql("terms.is_cancelled(cast(null as string))"));
        assertEquals(false, sql("terms.is_pending(cast(null as string)) or terms.is_reversal(cast(null as string))"));
        assertEquals(true, sql("terms.is_pending('processing') and not terms.is_pending('failed')"));
        assertEquals(true, sql("terms.is_reversal('reversal') and not terms.is_reversal('refund')"));
        assertEquals(true, sql("terms.is_authorisation('auth') and not terms.is_authorisation('capture')"));
        assertEquals("1 part, 2 parts", sql("concat(terms.counted(1, 'part'), ', ', terms.counted(2, 'part'))"));
        assertEquals(false, sql("terms.is_success(cast(null as string))"));
        assertEquals("I1", sql("terms.debt('I1', '5')"));
        assertEquals("order 5", sql("terms.debt(cast(null as string), '5')"));
        assertEquals("invoice order 5", sql("terms.debt('order 5', '6')"));
        assertEquals("invoice invoice order 5", sql("terms.debt('invoice order 5', '6')"));
        assertNull(sql("terms.debt(cast(null as string), cast(null as string))"));
        assertEquals(false, sql("terms.is_refund(cast(null as string))"));
        assertEquals(false, sql("terms.is_chargeback(cast(null as string))"));
    }

    @Test
    void theTailOfABetaBinomialIsWhatItsFormulaSays() {
        // mean 0.5 and spread 1/3 are a = b = 1: each number of hits from 0 to 4 is equally likely.
        assertEquals(0.2, BetaBinomial.tail(4, 4, 0.5, 1 / 3.0), 1e-12);
        assertEquals(0.8, BetaBinomial.tail(1, 4, 0.5, 1 / 3.0), 1e-12);
        assertEquals(1, BetaBinomial.tail(0, 4, 0.5, 1 / 3.0), 1e-12);
        assertEquals(BetaBinomial.tail(4, 9, 0.21, 0.04), sql("terms.beta_binomial_tail(4, 9, 0.21d, 0.04d)"));
    }

    @Test
    void theSpreadOfPeersIsThatOfTheMomentsWithinItsLimits() {
        assertEquals(1.5 / 4, BetaBinomial.mean(1, 3));
        assertEquals(1.5 / 4, sql("terms.beta_binomial_mean(1d, 3d)"));
        // two peers of 10 trials, 1 and 9 hits: (8.2 - 5) / 0.25 = 12.8; (12.8 - 1) / (20 - 10 - 1) is above the limit.
        assertEquals(0.5, BetaBinomial.spread(10, 20, 8.2, 200, 2));
        // 4 and 6 hits: (5.2 - 5) / 0.25 = 0.8; (0.8 - 1) / 9 is below the limit.
        assertEquals(0.0001, BetaBinomial.spread(10, 20, 5.2, 200, 2));
        // 3 and 7 hits: (5.8 - 5) / 0.25 = 3.2; (3.2 - 1) / 9.
        assertEquals(2.2 / 9, BetaBinomial.spread(10, 20, 5.8, 200, 2), 1e-12);
        assertEquals(
                BetaBinomial.spread(10, 20, 5.8, 200, 2),
                sql("terms.beta_binomial_spread(10d, 20d, double(5.8), 200d, 2)"));
        // one peer alone says nothing about a spread.
        assertEquals(0.0001, BetaBinomial.spread(5, 10, 2.5, 100, 1));
    }

    @Test
    void aViewAFilterAStepAParameterAndANewSessionKnowTheTerms() {
        SparkSession fresh = session.newSession();
        TestSpark.view(
                fresh, "invoices", "select * from values (1, 'void'), (31, 'open'), (95, null) as t (days, status)");
        TestSpark.view(
                fresh, "aged", "select status, terms.ageing_bucket(days, array(30, 60, 90)) as bucket from invoices");
        List<Row> rows = fresh.sql(
                        "with kept as (select bucket from aged where not terms.is_void(status))"
                                + " select bucket, terms.ageing_bucket(:days, :edges) from kept order by bucket",
                        Map.of("days", 61, "edges", new Integer[] {30, 60, 90}))
                .collectAsList();
        assertEquals("[[31-60 Days,61-90 Days], [90+ Days,61-90 Days]]", rows.toString());
        assertTrue(fresh.sql("select terms.ageing_bucket(days, array(30, 60, 90)) from invoices")
                .queryExecution()
                .analyzed()
                .toString()
                .contains("static_invoke"));
    }

    /** The oracles of the tests and what the sample company writes say their own words. */
    @Test
    void noOtherPackageNamesABucketOrAWordOfPayment() {
        assertEquals(
                List.of(),
                Sources.under(Sources.MAIN, ".java").stream()
                        .filter(source -> !Set.of("terms", "sample").contains(source.packageName()))
                        .filter(source ->
                                source.text().matches("(?s).*\"(Not Due|31-60 Days|succeeded|chargeback|>=500)\".*"))
                        .map(source -> source.file().toString())
                        .toList());
    }

    @Test
    void aMisspeltTermIsNamed() {
        AnalysisException wrong =
                assertThrows(AnalysisException.class, () -> session.sql("select terms.ageing_bukket(1)"));
        assertTrue(wrong.getMessage().contains("`terms`.`ageing_bukket`"), wrong.getMessage());
    }

    @Test
    void aDismissalCountsUpToItsLastDay() {
        Row row = session.sql(
                        "select terms.decision(' Dismiss '), terms.decision('accepted'), terms.decision('reopened'),"
                                + " terms.decision('perhaps'), terms.decision(null),"
                                + " terms.is_dismissed('dismissed', date '2025-06-30', date '2025-06-30'),"
                                + " terms.is_dismissed('dismissed', date '2025-06-30', date '2025-07-01'),"
                                + " terms.is_dismissed('dismissed', null, date '2025-07-01'),"
                                + " terms.is_dismissed('accepted', date '2025-07-01', date '2025-07-01'),"
                                + " terms.is_dismissed(null, date '2025-07-01', date '2025-07-01')")
                .head();
        assertEquals("[dismissed,accepted,withdrawn,null,null,true,false,null,false,false]", row.toString());
    }

    @Test
    void stagingReadsNothingAsNothing() {
        Row row = session.sql(
                        "select terms.as_day(text), terms.as_instant(text), terms.as_money(text), terms.as_quantity(text),"
                                + " terms.as_rate(text), terms.as_count(text), terms.as_flag(text), terms.as_text(text), terms.as_word(text),"
                                + " terms.why_no_day(text), terms.why_no_money(text), terms.why_no_success(text), terms.is_rounded(text, 2),"
                                + " terms.is_odd_number(text), terms.is_odd_day(text), terms.has_control(text)"
                                + " from values (cast(null as string)) as t (text)")
                .head();
        assertEquals(
                "[null,null,null,null,null,null,null,null,null,no_date,no_amount,null,false,false,false,false]",
                row.toString());
    }

    @Test
    void whatStagingReadsIsWhatJavaReads() {
        Row row = session.sql("select terms.as_day('31.01.2024'), terms.as_instant('2024-01-31 10:00:00.123456+02:00'),"
                        + " terms.as_money('1.234,565'), terms.as_quantity('0.12345'), terms.as_rate('1.5'),"
                        + " terms.as_count('3.0'), terms.as_flag('Yes'), terms.as_flag('perhaps'),"
                        + " terms.as_text(' a\\tb '), terms.as_text('NULL'), terms.why_no_day(''),"
                        + " terms.why_no_money('12'), terms.is_rounded('0.125', 2), terms.is_odd_number('1,5'),"
                        + " terms.is_odd_day('20240131'), terms.has_control('a\\tb'), terms.why_no_success('Paid'),"
                        + " terms.why_no_success('perhaps')")
                .head();
        assertEquals(
                "[2024-01-31,2024-01-31 08:00:00.123456,1234.56500000,0.1235,1.5000000000,3,true,null,a b,null,no_date,null,"
                        + "true,true,true,true,null,unknown_success_word]",
                row.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0",
        "0, 0",
        "1, 1",
        "2, 2-3",
        "3, 2-3",
        "4, 4-7",
        "7, 4-7",
        "8, 8-14",
        "14, 8-14",
        "15, 15+",
        "900, 15+"
    })
    void theWaitBeforeARetryHasItsRange(int days, String range) {
        assertEquals(range, sql("terms.retry_wait(" + days + ")"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-06-01, Sun, 1-5",
        "2025-06-05, Thu, 1-5",
        "2025-06-06, Fri, 6-10",
        "2025-06-25, Wed, 21-25",
        "2025-06-26, Thu, 26-31",
        "2024-12-31, Tue, 26-31",
    })
    void theDayOfARetryHasItsWeekdayAndPartOfTheMonth(String day, String weekday, String part) {
        assertEquals(weekday, sql("terms.retry_weekday(date '" + day + "')"));
        assertEquals(part, sql("terms.month_part(date '" + day + "')"));
    }

    /** Of Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void theIntervalOfARateIsWilsons(long successes, long attempts, double lower, double upper) {
        assertEquals(lower, (double) sql("terms.rate_lower(" + successes + "L, " + attempts + "L)"), 0.00005);
        assertEquals(upper, (double) sql("terms.rate_upper(" + successes + "L, " + attempts + "L)"), 0.00005);
    }

    @Test
    void ofNoAttemptsThereIsNoRate() {
        assertNull(sql("terms.rate_lower(0L, 0L)"));
        assertNull(sql("terms.rate_upper(0L, 0L)"));
    }
}
