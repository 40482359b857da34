package io.arrears.model.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.model.data.ModelTask;
import io.arrears.model.metric.Bootstrap;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValueBacktestTest {

    private static ValueRow value(List<ValueRow> rows, String model, String currency) {
        return rows.stream()
                .filter(row -> row.model().equals(model) && row.currency().equals(currency))
                .findFirst()
                .orElseThrow();
    }

    private static List<ValueRow> values(Predictions rows, double[] probability, int capacity, String cost) {
        return values(rows, probability, capacity, cost, Rule.LARGEST_FIRST);
    }

    private static List<ValueRow> values(
            Predictions rows, double[] probability, int capacity, String cost, Rule worth) {
        Rules clerk = Rules.clerk(new AgeingRates(0.5, Map.of(), 100));
        Rules rules = new Rules(clerk.chosen(), clerk.best(), worth, clerk.rates());
        return new ValueBacktest(
                        rows,
                        probability,
                        rules.rivals(ModelTask.OVERDUE_INVOICE),
                        capacity,
                        new BigDecimal(cost),
                        new Bootstrap(1, 40))
                .of("test", "model");
    }

    /** Twenty claims of 1 to 20; those with an odd amount come in, and the model knows. */
    private static Predictions twenty(int[] day, String[] currency) {
        double[] amount = new double[20];
        double[] outcome = new double[20];
        double[] raw = new double[20];
        for (int i = 0; i < 20; i++) {
            amount[i] = i + 1;
            outcome[i] = (i + 1) % 2;
            raw[i] = outcome[i] > 0 ? 0.9 : 0.1;
        }
        return SomePredictions.of(raw, outcome, amount, day, currency);
    }

    @Test
    void aTenthOfTheDayIsChosenByEachRanking() {
        Predictions rows = twenty(new int[20], SomePredictions.filled(20, "USD"));
        List<ValueRow> values = values(rows, rows.raw(), 500, "0");
        assertEquals(new BigDecimal("36.00"), value(values, "model", "USD").arrived());
        assertEquals(new BigDecimal("32.40"), value(values, "model", "USD").expected());
        assertEquals(
                new BigDecimal("19.00"),
                value(values, "baseline:largest_first", "USD").arrived());
        assertEquals(
                new BigDecimal("19.00"),
                value(values, "baseline:oldest_first", "USD").arrived());
        assertEquals(
                new BigDecimal("10.00"), value(values, "baseline:random", "USD").arrived());
        assertEquals(1.0, value(values, "oracle", "USD").oracleShare());
        assertEquals(2, value(values, "model", "USD").capacity());
    }

    @Test
    void capacityHoldsPerDayAndIsSharedAmongCurrenciesWhoseMoneyIsNeverAdded() {
        int[] day = new int[20];
        String[] currency = new String[20];
        Arrays.setAll(day, i -> i / 10);
        Arrays.setAll(currency, i -> i % 10 < 5 ? "EUR" : "USD");
        Predictions rows = twenty(day, currency);
        List<ValueRow> values = values(rows, rows.raw(), 500, "0");
        assertEquals(
                2,
                value(values, "model", "EUR").capacity()
                        + value(values, "model", "USD").capacity());
        assertEquals(2, value(values, "model", "EUR").days());
        assertEquals(10, values.size());
    }

    @Test
    void whatDoesNotCoverAContactIsLeftOutAndTheCostIsTaken() {
        Predictions rows = twenty(new int[20], SomePredictions.filled(20, "USD"));
        ValueRow model = value(values(rows, rows.raw(), 500, "17"), "model", "USD");
        assertEquals(1, model.chosen());
        assertEquals(new BigDecimal("2.00"), model.net());
        ValueRow random = value(values(rows, rows.raw(), 500, "17"), "baseline:random", "USD");
        assertEquals(new BigDecimal("-24.00"), random.net());
    }

    @Test
    void equalAmountsAreRankedByTheRawScoreAndTheIntervalHoldsTheFigure() {
        SplittableRandom random = new SplittableRandom(3);
        double[] raw = new double[400];
        double[] outcome = new double[400];
        double[] amount = new double[400];
        Arrays.fill(amount, 35);
        for (int i = 0; i < 400; i++) {
            raw[i] = random.nextDouble();
            outcome[i] = random.nextDouble() < raw[i] ? 1 : 0;
        }
        double[] plateau = new double[400];
        Arrays.fill(plateau, 0.5);
        ValueRow model = value(values(SomePredictions.of(raw, outcome, amount), plateau, 500, "0"), "model", "USD");
        assertTrue(model.oracleShare() > 0.8, model.toString());
        assertTrue(
                model.lower().compareTo(model.arrived()) <= 0 && model.upper().compareTo(model.arrived()) >= 0,
                model.toString());
    }

    /** The two largest bring 19, the model's 36, the two smallest 1: the lead is over the rule chosen on training rows. */
    @Test
    void theLeadIsOverTheBestRuleOfTraining() {
        Predictions rows = twenty(new int[20], SomePredictions.filled(20, "USD"));
        List<ValueRow> values = values(rows, rows.raw(), 500, "0", Rule.SMALLEST_FIRST);
        ValueRow model = value(values, "model", "USD");
        assertEquals(new BigDecimal("35.00"), model.lead());
        assertTrue(model.leadLower().compareTo(model.lead()) <= 0, model.toString());
        assertTrue(model.leadUpper().compareTo(model.lead()) >= 0, model.toString());
        ValueRow rule = value(values, "baseline:smallest_first", "USD");
        assertTrue(rule.bestRule());
        assertEquals(null, rule.lead());
        assertEquals(
                new BigDecimal("18.00"),
                value(values, "baseline:largest_first", "USD").lead());
    }

    /** Both orders are the same, so no sample of customers has a difference, though each sum differs from sample to sample. */
    @Test
    void theIntervalOfTheLeadIsPaired() {
        Predictions rows = twenty(new int[20], SomePredictions.filled(20, "USD"));
        double[] byAmount = Arrays.stream(rows.amount()).map(a -> 0.5).toArray();
        ValueRow model =
                value(values(rows.scored(rows.amount()), byAmount, 500, "0", Rule.LARGEST_FIRST), "model", "USD");
        assertEquals(new BigDecimal("0.00"), model.leadLower());
        assertEquals(new BigDecimal("0.00"), model.leadUpper());
        assertTrue(model.upper().compareTo(model.lower()) > 0, model.toString());
    }

    @Test
    void noCapacityChoosesNothing() {
        Predictions rows = twenty(new int[20], SomePredictions.filled(20, "USD"));
        ValueRow model = value(values(rows, rows.raw(), 0, "0"), "model", "USD");
        assertEquals(new BigDecimal("0.00"), model.arrived());
        assertEquals(null, model.oracleShare());
    }
}
