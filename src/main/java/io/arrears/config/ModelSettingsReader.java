package io.arrears.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Reads what shapes the models: {@code default}, {@code recovery}, {@code model}, {@code split}, {@code backtest},
 * {@code tune}.
 */
final class ModelSettingsReader {

    private static final String[] OBSERVE = {"month_ends", "week_ends", "at_issue"};
    private static final int TEN_YEARS = 3650;
    private static final int CENTURY = 36500;
    private static final int BILLION = 1_000_000_000;

    private final Values values;
    private final Names names;

    ModelSettingsReader(Values values, Names names) {
        this.values = values;
        this.names = names;
    }

    Settings.Default defaults() {
        int before = values.problems().count();
        double medium = values.share("default.medium-risk-from");
        double high = values.share("default.high-risk-from");
        if (high < medium && values.problems().count() == before) {
            values.refuse("default.high-risk-from", "default.medium-risk-from = " + medium + " or more");
        }
        return new Settings.Default(
                values.whole("default.horizon-days", 0, TEN_YEARS, "days"),
                values.whole("default.settlement-lag-days", 0, TEN_YEARS, "days"),
                values.oneOf("default.observe", OBSERVE),
                values.share("default.lgd"),
                values.whole("default.lgd-min-cases", 1, BILLION, "defaulted balances"),
                medium,
                high,
                values.whole("default.trees", 1, 2000, "trees"),
                values.whole("default.depth", 1, 30, "levels of a tree"),
                values.whole("default.bins", 2, 1024, "bins of a feature"),
                values.whole("default.min-leaf", 1, BILLION, "rows"),
                seed("default.seed"),
                values.oneOf("default.contender", "none", "gradient_boosting", "xgboost"));
    }

    Settings.Recovery recovery() {
        return new Settings.Recovery(
                values.whole("recovery.horizon-days", 1, TEN_YEARS, "days"),
                values.whole("recovery.settlement-lag-days", 0, TEN_YEARS, "days"),
                values.oneOf("recovery.observe", OBSERVE),
                values.whole("recovery.claim-days", 0, TEN_YEARS, "days"),
                values.optionalWhole("recovery.oldest-days", 0, CENTURY, "days"),
                values.whole("recovery.capacity", 0, BILLION, "customers or claims"),
                values.oneOf("recovery.capacity-unit", "customer", "claim"),
                values.number("recovery.contact-cost", "0", "1000000000", "money for one contact"),
                values.whole("recovery.grace-days", 0, TEN_YEARS, "days"),
                values.number("recovery.smallest-amount", "0", "1000000000", "major units of a currency"),
                values.flag("recovery.trust-final-retries"),
                values.number("recovery.regularisation", "0", "1000", "weight of the penalty")
                        .doubleValue(),
                values.whole("recovery.max-iterations", 1, 100_000, "iterations"),
                seed("recovery.seed"),
                holdout(),
                new Settings.Retry(
                        values.whole("recovery.retry-fewest", 1, BILLION, "retries"),
                        values.whole("recovery.retry-pseudo-attempts", 0, BILLION, "attempts")));
    }

    private Settings.Holdout holdout() {
        String largest = "recovery.holdout-largest";
        String expected = "a number, or null";
        return new Settings.Holdout(
                values.share("recovery.holdout-share"),
                values.optionalWord(largest, ".*", expected)
                        .map(any -> values.number(largest, "0", "1000000000", "major units of a currency, or null")),
                values.whole("recovery.holdout-fewest", 2, BILLION, "customers"));
    }

    private long seed(String key) {
        return values.whole(key, Long.MIN_VALUE, Long.MAX_VALUE, "any");
    }

    Settings.Model model() {
        return new Settings.Model(
                values.whole("model.retrain-every-days", 1, TEN_YEARS, "days"),
                values.whole("model.max-train-rows", 1, BILLION, "entities"),
                values.whole("model.history-months", 1, 600, "months"),
                values.whole("model.min-entities", 1, BILLION, "entities"),
                values.whole("model.min-class-train", 1, BILLION, "entities"),
                values.whole("model.min-class-holdout", 1, BILLION, "entities"),
                values.whole("model.bootstrap-samples", 1, 100_000, "samples"),
                features("model.default-features", names.invoiceFeatures()),
                features("model.recovery-features", names.claimFeatures()));
    }

    private Settings.Features features(String key, Supplier<Set<String>> known) {
        int before = values.problems().count();
        List<String> numeric = columns(key + ".numeric", known);
        List<String> categorical = columns(key + ".categorical", known);
        List<String> all = new ArrayList<>(numeric);
        all.addAll(categorical);
        Set<String> twice = new TreeSet<>(all);
        twice.removeIf(name -> all.indexOf(name) == all.lastIndexOf(name));
        if (!twice.isEmpty()) {
            values.problems().add(key + ": expected each feature once, found more than once " + twice);
        }
        if (all.isEmpty() && values.problems().count() == before) {
            values.problems().add(key + ": expected at least one feature under numeric or categorical");
        }
        return new Settings.Features(numeric, categorical);
    }

    private List<String> columns(String key, Supplier<Set<String>> known) {
        List<String> columns = values.words(key, "[a-z][a-z0-9_]*", "columns such as past_late_rate");
        Set<String> others = new TreeSet<>(columns);
        ConfigurationFiles.reference().resolve().getStringList(key).forEach(others::remove);
        if (!others.isEmpty()) {
            refuseUnknown(key, others, known.get());
        }
        return columns;
    }

    private void refuseUnknown(String key, Set<String> features, Set<String> known) {
        if (!known.isEmpty()) {
            features.stream().filter(name -> !known.contains(name)).forEach(name -> values.problems()
                    .add(key + ": no feature is called " + name + "; " + Spelling.hint(name, known)
                            + "sql/README.md lists them"));
        }
    }

    Settings.Split split() {
        Settings.Split split =
                new Settings.Split(values.share("split.test-share"), values.share("split.calibrate-share"));
        if (split.testShare() + split.calibrateShare() >= 1) {
            values.problems()
                    .add("split.test-share + split.calibrate-share = " + (split.testShare() + split.calibrateShare())
                            + ": expected less than 1, or nothing is left to train on");
        }
        return split;
    }

    Settings.Backtest backtest() {
        return new Settings.Backtest(
                values.flag("backtest.enabled"),
                values.whole("backtest.origins", 0, 100, "days in the past"),
                values.whole("backtest.max-rows", 1, BILLION, "observations"));
    }

    Settings.Tune tune() {
        return new Settings.Tune(
                values.whole("tune.fits", 2, 10_000, "fits"),
                values.whole("tune.max-rows", 1, BILLION, "observations"));
    }
}
