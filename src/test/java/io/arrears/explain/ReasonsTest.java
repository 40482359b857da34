package io.arrears.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.arrears.explain.Reasons.Effect;
import io.arrears.model.feature.CategoryRule;
import io.arrears.model.feature.FeatureEncoding;
import io.arrears.model.feature.NumericRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a reason says of a value, and that it never says the contrary of what the value means. */
class ReasonsTest {

    /** Sentences that speak against payment, whatever a model says of them. */
    private static final List<Pattern> AGAINST = patterns(
            "[0-9,.]+ days? (overdue|past due)",
            "issued ([4-9][0-9]|[0-9]{3,}|[0-9],[0-9]{3}) days ago",
            "(first failure|last attempt|last payment) ([7-9][0-9]|[0-9]{3,}|[0-9],[0-9]{3}) days ago",
            "([3-9][0-9]|100) % of .* paid late",
            "(last|other|recent) .*invoices? .*paid [0-9.,]+ days? late.*",
            "[0-9,.]+ [A-Z]* ?overdue on other invoices.*",
            "[0-9,]+ other overdue invoices? .*",
            "([2-9]|[0-9]{2,}) (failed )?payment attempts( so far)?",
            "[0-9,]+ chargebacks? .*",
            "(only ([0-9]|[1-4][0-9]) %|nothing) paid so far",
            "(only ([0-9]|[12][0-9]) %|none) of the customer's earlier claims recovered");

    /** Sentences that speak for it. */
    private static final List<Pattern> IN_FAVOUR = patterns(
            "only [0-9,.]+ days? (overdue|past due)",
            "due (today|in .*)",
            "only issued .*",
            "(first failure|last attempt|last payment) only .*",
            "(only .*|none) of the customer's other invoices paid late",
            ".*paid ([0-9.,]+ days? early|on time).*",
            "(no other overdue invoice|nothing overdue) .*",
            "no .*payment attempt.*",
            "no chargeback .*",
            "(8[0-9]|9[0-9]|100) % (paid so far|of the customer's earlier claims recovered)");

    private static List<Pattern> patterns(String... forms) {
        return List.of(forms).stream().map(Pattern::compile).toList();
    }

    private static Reasons reasons(
            Effect effect, List<String> numbers, List<String> texts, Contributions contributions) {
        List<String> features = new ArrayList<>(numbers);
        features.addAll(texts);
        FeatureEncoding encoding = new FeatureEncoding(
                numbers.stream()
                        .map(name -> new NumericRule(name, 600, false, 0, 0, false))
                        .toList(),
                texts.stream()
                        .map(name -> new CategoryRule(name, List.of("EUR")))
                        .toList(),
                false);
        int[] featureOfSlot = IntStream.range(0, features.size()).toArray();
        return new Reasons(encoding, contributions, Phrases.load(), Natures.load(), features, featureOfSlot, effect);
    }

    private static String[] of(Effect effect, String features, double[] values, double... contributions) {
        return reasons(effect, List.of(features.split(" ")), List.of(), vector -> contributions)
                .of(values, new String[0]);
    }

    private static double value(String feature, Random random) {
        if (random.nextInt(12) == 0) {
            return Double.NaN;
        }
        double draw = random.nextInt(5) == 0 ? 0 : random.nextDouble();
        if (feature.endsWith("_share") || feature.endsWith("_rate")) {
            return draw;
        }
        boolean isSigned =
                feature.contains("late") || feature.equals("days_overdue") || feature.equals("days_past_due");
        return Math.rint(draw * List.of(2, 40, 900, 90_000).get(random.nextInt(4)))
                - (isSigned ? random.nextInt(30) : 0);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void noSentenceSaysTheContraryOfWhatItShows(Effect effect) {
        Config model = ConfigFactory.parseURL(Reasons.class.getResource("/reference.conf"))
                .resolve()
                .getConfig(effect == Effect.RISK ? "model.default-features" : "model.recovery-features");
        List<String> numbers = model.getStringList("numeric");
        List<String> texts = List.of("currency", "ageing_bucket");
        Random random = new Random(7);
        Reasons reasons = reasons(effect, numbers, texts, vector -> random.doubles(vector.length, -1, 1)
                .toArray());
        TreeSet<String> wrong = new TreeSet<>();
        TreeMap<String, Integer> judged = new TreeMap<>();
        int told = 0;
        for (int row = 0; row < 20_000; row++) {
            double[] values = numbers.stream()
                    .mapToDouble(feature -> value(feature, random))
                    .toArray();
            String[] said = reasons.of(values, new String[] {"EUR", "61-90 Days"});
            for (String sentence : said) {
                if (sentence == null) {
                    continue;
                }
                told++;
                boolean inFavour =
                        sentence.endsWith(effect == Effect.RISK ? "(lowers the risk)" : "(raises the chance)");
                String what = sentence.substring(0, sentence.lastIndexOf(" ("));
                for (Pattern form : inFavour ? AGAINST : IN_FAVOUR) {
                    if (form.matcher(what).matches()) {
                        wrong.add(sentence);
                    }
                }
                for (Pattern form : inFavour ? IN_FAVOUR : AGAINST) {
                    if (form.matcher(what).matches()) {
                        judged.merge(form.pattern(), 1, Integer::sum);
                    }
                }
            }
        }
        assertEquals(new TreeSet<>(), wrong);
        assertTrue(told > 50_000, "only " + told + " reasons: they are left out too often");
        assertTrue(judged.size() >= 14, "only these forms were met: " + judged);
    }

    @Test
    void whatMovesTogetherIsToldAsOneByItsSum() {
        assertArrayEquals(
                new String[] {
                    "3 other overdue invoices of the customer (lowers the chance)",
                    "61 days overdue (lowers the chance)",
                    null
                },
                of(
                        Effect.CHANCE,
                        "days_overdue days_since_issue overdue_invoices",
                        new double[] {61, 91, 3},
                        -0.9,
                        0.7,
                        -0.5));
        assertArrayEquals(
                new String[] {"issued 91 days ago (raises the risk)", null, null},
                of(Effect.RISK, "days_past_due days_since_issue", new double[] {-5, 91}, 0.2, 0.3));
    }

    @Test
    void whatNoValueExplainsIsLeftOut() {
        assertArrayEquals(
                new String[3], of(Effect.CHANCE, "days_overdue days_since_issue", new double[] {61, 91}, 0.4, 0.3));
        assertArrayEquals(
                new String[] {"only 12 days overdue (raises the chance)", null, null},
                of(Effect.CHANCE, "days_overdue days_since_issue", new double[] {12, 91}, 0.1, 0.3));
        assertArrayEquals(new String[3], of(Effect.RISK, "past_late_rate", new double[] {0.004}, 0.4));
        assertArrayEquals(
                new String[] {"credit score 580 (current value) (raises the risk)", null, null},
                of(Effect.RISK, "credit_score", new double[] {580}, 0.4));
        assertArrayEquals(new String[3], of(Effect.RISK, "credit_score", new double[] {620}, 0.4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days_overdue | 1 | 1 day overdue",
                "days_overdue | 1234 | 1,234 days overdue",
                "days_past_due | -1 | due in 1 day",
                "days_past_due | 0 | due today",
                "mean_days_late_last_3 | -1 | last 3 invoices paid 1 day early on average",
                "mean_days_late_last_3 | 2.54 | last 3 invoices paid 2.5 days late on average",
                "days_late_last_1 | 0 | last invoice paid on time",
                "open_invoices | 1 | 1 other open invoice of the customer",
                "open_invoices | 1200 | 1,200 other open invoices of the customer",
                "customer_open_amount | 1234567.4 | customer owes 1,234,567 EUR on other invoices",
                "customer_open_amount | 0 | customer owes nothing on other invoices",
                "failed_attempts | 1 | 1 failed payment attempt",
                "final_retries | 3 | 3 retries in all",
                "failed_attempts_per_order | 0.5 | 0.5 failed payment attempts for each order of the customer",
                "past_late_rate | 0.4 | 40 % of the customer's other invoices paid late",
                "past_late_rate | 0 | none of the customer's other invoices paid late",
                "credit_score | NaN | credit score unknown",
                "made_up_feature | 1500 | made up feature 1,500"
            })
    void aNumberHasSeparatorsUnitsAndItsPlural(String feature, double value, String said) {
        assertEquals(said, Phrases.load().number(feature, value, "EUR", false));
    }

    @Test
    void everyFeatureOfTheReferenceHasAPhraseOfItsOwnAndNoPlaceholderIsLeft() {
        Config model = ConfigFactory.parseURL(Reasons.class.getResource("/reference.conf"))
                .resolve()
                .getConfig("model");
        TreeSet<String> features = new TreeSet<>();
        for (String task : List.of("default-features", "recovery-features")) {
            features.addAll(model.getStringList(task + ".numeric"));
        }
        features.addAll(Natures.load().all().keySet());
        Phrases phrases = Phrases.load();
        List<String> wrong = new ArrayList<>();
        for (String feature : features) {
            for (double value : List.of(0.0, 1.0, -3.0, 40.0)) {
                for (boolean isLittle : List.of(true, false)) {
                    String said = phrases.number(feature, value, null, isLittle);
                    if (said.equals(feature.replace('_', ' ') + " " + (int) value) && feature.contains("_")
                            || said.contains("{")) {
                        wrong.add(said);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }
}
