package io.arrears.model.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.model.metric.Bootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Made-up models whose right verdict is known. */
class VerdictTest {

    private static final DoubleUnaryOperator SAME = p -> p;

    private static void is(Verdict verdict, String words, Judged judged) {
        assertEquals(verdict, judged.verdict(), judged.reason());
        assertTrue(judged.reason().contains(words), judged.reason());
    }

    @Test
    void aCalibratedModelThatKnowsSomethingIsOk() {
        is(Verdict.OK, "of the base rate", Made.rows(2_000, 1).judged(SAME));
    }

    @Test
    void squeezedProbabilitiesInTheRightOrderOnlyOrder() {
        Judged judged = Made.rows(2_000, 2).squeezed();
        is(Verdict.ORDER_ONLY, "it orders better than any rule", judged);
        is(Verdict.ORDER_ONLY, "calibration slope ", judged);
        is(Verdict.ORDER_ONLY, "log loss ", judged);
    }

    /** The rows are right on average, the money is not: large debts that should come in stay out. No rule can see it. */
    @Test
    void probabilitiesThatMissTheMoneyOnlyOrder() {
        Made made = Made.rows(4_000, 3);
        for (int row = 0; row < made.outcome.length; row++) {
            boolean likely = made.chance[row] > 0.5;
            made.amount[row] = likely && (made.outcome[row] < 0.5 || row % 3 == 0) ? 700 : 100;
        }
        is(Verdict.ORDER_ONLY, "promised to arrived amount 1.", made.judged(SAME));
    }

    @Test
    void aReversedOrderIsNoSignal() {
        is(
                Verdict.NO_SIGNAL,
                "its order is reversed: ROC-AUC 0.",
                Made.rows(2_000, 4).reversed());
    }

    @Test
    void aModelThatARuleOrdersBetterIsNoSignal() {
        Made made = Made.rows(2_000, 5);
        for (int row = 0; row < made.amount.length; row++) {
            made.amount[row] = 1_000 - 900 * made.chance[row];
        }
        assertEquals(Rule.SMALLEST_FIRST, made.rules().best());
        // The model knows a part of what the amount says.
        double[] part = new double[made.chance.length];
        Arrays.setAll(part, row -> row % 2 == 0 ? made.chance[row] : 0.5);
        is(Verdict.NO_SIGNAL, "no better order than baseline:smallest_first: ", made.judged(part, made.rules()));
    }

    /** Both order alike, and the model's probabilities are right: it prices, though its order is no better. */
    @Test
    void goodProbabilitiesNeedAnOrderThatIsNotWorseThanTheRules() {
        Made made = Made.rows(2_000, 6);
        for (int row = 0; row < made.age.length; row++) {
            made.age[row] = -100 * made.chance[row];
        }
        assertEquals(Rule.NEWEST_FIRST, made.rules().best());
        is(Verdict.OK, "order not worse than baseline:newest_first", made.judged(SAME));
    }

    /** The same rows prove a model when each has its own customer, and do not when one customer has nine in ten. */
    @Test
    void oneCustomerWithNineTenthsOfTheRowsProvesNothing() {
        Made made = Made.rows(600, 7);
        double[] part = new double[made.chance.length];
        Arrays.setAll(part, row -> row % 10 == 0 ? 0.5 : made.chance[row]);
        assertEquals(Verdict.OK, made.judged(part, made.rules()).verdict());
        for (int row = 0; row < made.customer.length; row++) {
            made.customer[row] = row % 10 == 0 ? row / 10 : 60;
        }
        Judged judged = made.judged(part, made.rules());
        assertEquals(Verdict.NO_SIGNAL, judged.verdict(), judged.reason());
    }

    @Test
    void fewCustomersAreTooFewToTell() {
        Made made = Made.rows(2_000, 8);
        Arrays.setAll(made.customer, row -> row % 19);
        is(Verdict.NO_SIGNAL, "19 customers are too few to tell, 20 needed", made.judged(SAME));
    }

    @Test
    void eachColumnIsTriedInBothDirectionsOnTrainingRows() {
        Made train = Made.rows(2_000, 9);
        for (int row = 0; row < train.amount.length; row++) {
            train.amount[row] = 1_000 - 900 * train.chance[row] * train.chance[row];
            train.age[row] = 90 * (1 - train.chance[row]) + row % 50;
        }
        Rules rules = train.rules();
        assertEquals(
                List.of(Rule.AGEING_BUCKET, Rule.HIGHEST_PAST_RATE, Rule.SMALLEST_FIRST, Rule.NEWEST_FIRST),
                rules.chosen());
        assertEquals(Rule.SMALLEST_FIRST, rules.best());
        // On other rows the directions are those of training, though the other way would be better there.
        Made test = Made.rows(2_000, 10);
        Arrays.setAll(test.amount, row -> 900 * test.chance[row]);
        double auc = test.evaluated(test.chance, rules).metrics().stream()
                .filter(row -> row.model().equals("baseline:smallest_first")
                        && row.metric().equals("roc_auc"))
                .findFirst()
                .orElseThrow()
                .value();
        assertTrue(auc < 0.5, "ROC-AUC " + auc);
    }

    @Test
    void ofAQueueTheRuleThatBringsMostMoneyIsTheRival() {
        Made train = Made.rows(2_000, 11);
        for (int row = 0; row < train.amount.length; row++) {
            // The small come in more often, the large bring more.
            train.amount[row] = train.outcome[row] > 0.5 ? 50 + row % 40 : 60 + row % 40;
            train.amount[row] += row % 20 == 0 ? 5_000 : 0;
        }
        assertEquals(Rule.SMALLEST_FIRST, train.rules().best());
        assertEquals(Rule.LARGEST_FIRST, train.rules().worth());
    }

    @Test
    void anIntervalDrawsCustomersNotRows() {
        Made made = Made.rows(1_000, 12);
        double[] byRow = interval(made);
        Arrays.setAll(made.customer, row -> (int) (made.chance[row] * 25));
        double[] byCustomer = interval(made);
        assertTrue(
                byCustomer[1] - byCustomer[0] > 2 * (byRow[1] - byRow[0]),
                Arrays.toString(byCustomer) + " beside " + Arrays.toString(byRow));
        assertEquals(60, sum(new Bootstrap(1, 1).draws(0, 60)));
    }

    private static double[] interval(Made made) {
        return made.evaluated(made.chance, made.rules()).metrics().stream()
                .filter(row -> row.model().equals("model") && row.metric().equals("base_rate"))
                .findFirst()
                .map(row -> new double[] {row.lower(), row.upper()})
                .orElseThrow();
    }

    private static int sum(byte[] draws) {
        int sum = 0;
        for (byte each : draws) {
            sum += each;
        }
        return sum;
    }
}
