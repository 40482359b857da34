package io.arrears.desk.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.desk.Kind;
import io.arrears.desk.Refused;
import io.arrears.lake.Table;
import io.arrears.model.data.ModelTask;
import io.arrears.model.feature.FeatureSet;
import io.arrears.terms.Ageing;
import io.arrears.testing.HandLedger;
import io.arrears.testing.TestSpark;
import io.arrears.transform.AbtBuild;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Several attempts on one debt are one claim, the same that a run makes of them. */
class AttemptFileTest {

    private static final LocalDate DAY = LocalDate.of(2025, 7, 10);
    private static final FeatureSet FEATURES = new FeatureSet(
            "test",
            List.of(
                    "amount",
                    "attempts",
                    "failed_attempts",
                    "days_since_first_failure",
                    "days_since_last_attempt",
                    "paid_share"),
            List.of("provider", "reason_code", "currency"));
    private static final String HEADER = "order_id,attempt_id,attempted_at,amount,currency,result_status,attempts\n";

    private static RowReader read(String csv) {
        CsvText text = new CsvText(csv.getBytes(StandardCharsets.UTF_8));
        Map<ModelTask, FeatureSet> sets = new EnumMap<>(ModelTask.class);
        sets.put(ModelTask.FAILED_PAYMENT, FEATURES);
        sets.put(ModelTask.OVERDUE_INVOICE, FEATURES);
        RowReader reader = new RowReader(
                new RowRules(
                        Kind.CLAIMS,
                        Optional.of(DAY),
                        "XXX",
                        90,
                        false,
                        365,
                        new BigDecimal("0.01"),
                        Ageing.of(List.of(30, 60, 90)),
                        100_000),
                Columns.of(text.header()),
                sets);
        reader.read(text);
        return reader;
    }

    /** Claims as text: type, name, open amount, features. */
    private static Map<String, String> claims(RowReader reader) {
        Map<String, String> claims = new TreeMap<>();
        for (Case each : reader.cases()) {
            claims.put(
                    each.id(),
                    each.task().claimType().orElseThrow() + " "
                            + each.amount().stripTrailingZeros().toPlainString() + " "
                            + java.util.Arrays.toString(each.numbers()) + " "
                            + java.util.Arrays.toString(each.texts()));
        }
        return claims;
    }

    private static Map<String, String> claims(HandLedger ledger) {
        Map<String, String> claims = new TreeMap<>();
        SparkSession session = TestSpark.small();
        List<Row> rows = AbtBuild.at(DAY)
                .with("is_training", false)
                .over(session, ledger.rows())
                .get(Table.ABT_CLAIMS)
                // The desk sets aside what is older than claim-days, and says so; a run prices it by the rate of its
                // age.
                .where("is_scoring and not is_aged")
                .collectAsList();
        for (Row row : rows) {
            List<String> numbers = FEATURES.numeric().stream()
                    .map(name -> String.valueOf(
                            row.getAs(name) == null
                                    ? Double.NaN
                                    : row.<Number>getAs(name).doubleValue()))
                    .toList();
            List<String> texts = FEATURES.categorical().stream()
                    .map(name -> String.valueOf(row.<Object>getAs(name)))
                    .toList();
            claims.put(
                    row.<String>getAs("claim_id").replaceAll(".*:", ""),
                    row.getAs("claim_type") + " "
                            + row.<BigDecimal>getAs("amount")
                                    .stripTrailingZeros()
                                    .toPlainString() + " " + numbers + " " + texts);
        }
        return claims;
    }

    @Test
    void aFileOfAttemptsGivesTheClaimsOfARun() {
        RandomAttempts attempts = RandomAttempts.of(14, 240);
        HandLedger ledger = new HandLedger();
        attempts.into(ledger);
        RowReader reader = read(attempts.csv());
        Map<String, String> expected = claims(ledger);
        assertTrue(expected.size() > 50, expected::toString);
        assertTrue(expected.values().stream().anyMatch(claim -> claim.contains(", 4.0, 3.0,")), expected::toString);
        assertEquals(expected, claims(reader));
        // Every row is in a claim or says why not, and in one place only.
        List<Integer> lines =
                new ArrayList<>(reader.refusals().stream().map(Refusal::line).toList());
        reader.cases().forEach(each -> lines.add(each.line()));
        assertEquals(
                IntStream.rangeClosed(2, attempts.rows().size() + 1).boxed().toList(),
                lines.stream().sorted().toList());
        BigDecimal open = reader.cases().stream().map(Case::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(
                0,
                open.compareTo(expected.values().stream()
                        .map(claim -> new BigDecimal(claim.split(" ")[1]))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)));
    }

    @Test
    void theLastFailureDescribesTheClaimAndEachRowSaysWhereItWent() {
        RowReader reader = read(HEADER + """
                A,1,2025-06-01,100,EUR,failed,9
                B,2,2025-06-02,50,EUR,failed,9
                A,3,2025-06-11 10:00,100,EUR,failed,9
                B,4,2025-06-12,50,EUR,success,9
                A,5,2025-06-20,30,EUR,success,9
                C,6,2025-06-20,70,EUR,failed,9
                A,7,2025-07-11,70,EUR,success,9
                D,8,2025-06-20,20,EUR,success,9
                """);
        assertEquals(
                Map.of(
                        "A",
                        "failed_payment 70 [70.0, 3.0, 2.0, 39.0, 20.0, 0.3] [null, null, EUR]",
                        "C",
                        "failed_payment 70 [70.0, 1.0, 1.0, 20.0, 20.0, 0.0] [null, null, EUR]"),
                claims(reader));
        assertEquals(
                List.of(
                        "2 JOINED part of claim A, scored from line 4",
                        "3 ASIDE 50.00",
                        "5 ASIDE success",
                        "6 JOINED part of claim A, scored from line 4",
                        "8 ASIDE 2025-07-11",
                        "9 ASIDE success"),
                reader.refusals().stream()
                        .map(each -> each.line() + " " + each.kind() + " " + each.found())
                        .toList());
        assertEquals(
                "a later attempt succeeded: nothing to recover",
                reader.refusals().get(1).reason());
        assertEquals(List.of(2, 4, 6), reader.cases().get(0).lines());
        assertEquals(List.of(), reader.cases().get(1).lines());
    }

    @Test
    void whatIsOnItsWayIsNoClaimUntilItFails() {
        RowReader reader = read(HEADER + """
                A,1,2025-06-01,100,EUR,failed,
                A,2,2025-06-20,100,EUR,pending,
                B,3,2025-06-02,50,EUR,processing,
                B,4,2025-06-03,50,EUR,scheduled,
                """);
        assertEquals(
                Map.of("A", "failed_payment 100 [100.0, 2.0, 1.0, 39.0, 20.0, 0.0] [null, null, EUR]"), claims(reader));
        assertEquals(
                List.of("3 JOINED part of claim A, scored from line 2", "4 ASIDE processing", "5 ASIDE scheduled"),
                reader.refusals().stream()
                        .map(each -> each.line() + " " + each.kind() + " " + each.found())
                        .toList());
        RowReader alone = read(HEADER + "C,5,2025-06-02,50,EUR,pending,1\n");
        assertEquals(Map.of(), claims(alone));
        assertEquals(
                "the payment is on its way: it has not failed yet",
                alone.refusals().get(0).reason());
    }

    @Test
    void aFileWithOneRowAClaimStaysAsItIs() {
        String rows = HEADER
                + "A,1,2025-06-01,100,EUR,failed,4\nB,2,2025-06-02,50,EUR,failed,2\nC,3,2025-06-02,50,EUR,success,1\n";
        Map<String, String> expected = Map.of(
                "A",
                "failed_payment 100 [100.0, 4.0, NaN, NaN, 39.0, NaN] [null, null, EUR]",
                "B",
                "failed_payment 50 [50.0, 2.0, NaN, NaN, 38.0, NaN] [null, null, EUR]");
        assertEquals(expected, claims(read(rows)));
        // The same row twice is one attempt, and a refund of a debt is none: there still is one row a claim.
        String copied = rows + "A,1,2025-06-01,100,EUR,failed,4\n";
        assertEquals(expected, claims(read(copied)));
        assertEquals(
                "the same claim is in a line above",
                read(copied).refusals().get(1).reason());
    }

    @Test
    void rowsThatContradictEachOtherAreWrongAndTheOthersStand() {
        RowReader reader = read(HEADER + """
                A,1,2025-06-01,100,EUR,failed,
                A,2,2025-06-02,100,USD,success,
                B,3,2025-06-02,50,EUR,failed,
                B,3,2025-06-03,50,EUR,failed,
                C,4,2025-06-02,60,EUR,failed,
                C,5,soon,60,EUR,success,
                C,6,2025-06-04,many,EUR,success,
                C,7,2025-06-05,60,EUR,failed,
                C,7,2025-06-05,60,EUR,failed,
                C,8,2025-06-06,60,EUR,perhaps,
                """);
        assertEquals(
                Map.of("C", "failed_payment 60 [60.0, 2.0, 2.0, 38.0, 35.0, 0.0] [null, null, EUR]"), claims(reader));
        Map<String, Long> wrong = reader.refusals().stream()
                .filter(each -> each.kind() == Refusal.Kind.WRONG)
                .collect(Collectors.groupingBy(Refusal::reason, TreeMap::new, Collectors.counting()));
        assertEquals(
                Map.of(
                        "attempts on one debt in several currencies: what is open is unknown",
                        2L,
                        "another row has the same attempt id and says otherwise",
                        2L,
                        "the amount cannot be read",
                        1L,
                        "the result of the attempt is no known word",
                        1L,
                        "the day of the attempt cannot be read: it has no place among the other attempts on the debt",
                        1L),
                wrong);
        assertEquals(1, reader.unreadable().columns().iterator().next().count());
    }

    /** Where the file tells the outcome, the claim is looked at on the day of its last failure. */
    @Test
    void anOutcomeIsThatOfTheLastFailure() {
        RowReader reader = read(HEADER.replace("attempts", "recovered") + """
                A,1,2025-06-01,100,EUR,failed,0
                A,2,2025-06-11,100,EUR,failed,1
                A,3,2025-06-20,100,EUR,success,1
                """);
        Case claim = reader.cases().get(0);
        assertEquals(LocalDate.of(2025, 6, 11), claim.observedOn());
        assertEquals(Boolean.TRUE, claim.outcome());
        assertEquals(
                "failed_payment 100 [100.0, 2.0, 2.0, 10.0, 0.0, 0.0] [null, null, EUR]",
                claims(reader).get("A"));
        assertEquals("dated after the day looked at", reader.refusals().get(1).reason());
    }

    /** As in a run: the other rows of the file settle what a day or an amount means. */
    @Test
    void theFileSettlesTheOrderOfItsDaysAndTheSignOfItsDecimals() {
        RowReader reader = read(HEADER + """
                A,1,06/11/2025,1.500,EUR,failed,
                B,2,06/20/2025,"12,50",EUR,failed,
                """);
        assertEquals(
                List.of("A 2025-06-11 1500", "B 2025-06-20 12.5"),
                reader.cases().stream()
                        .map(each -> each.id() + " "
                                + DAY.minusDays((long) each.numbers()[4]) + " "
                                + each.amount().stripTrailingZeros().toPlainString())
                        .sorted()
                        .toList());
        assertEquals(
                "The column amount writes 1.500, where the sign may part thousands or decimals, and no other value says"
                        + " which: write its amounts with a point before two decimals, such as 1234.50.",
                assertThrows(
                                Refused.class,
                                () -> read(
                                        HEADER + "A,1,2025-06-11,1.500,EUR,failed,\nB,2,2025-06-11,12,EUR,failed,\n"))
                        .getMessage());
    }
}
