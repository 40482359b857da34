package io.arrears.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads {@code leakage.policy}, each value of which becomes a parameter of the controls, and {@code leakage.controls}.
 */
final class PolicyReader {

    private static final String SECTION = "leakage.policy.";
    private static final int TEN_YEARS = 3650;

    private static final String CONTROLS = "leakage.controls";
    private static final Set<String> OF_A_CONTROL = Set.of("enabled", "severity", "materiality");
    private static final String MOST_MONEY = "1000000000";
    private static final String MAJOR_UNITS = "major units of the currency";

    private final Values values;
    private final Names names;
    private final Map<String, Object> read = new TreeMap<>();

    PolicyReader(Values values, Names names) {
        this.values = values;
        this.names = names;
    }

    Settings.Policy read() {
        int before = values.problems().count();
        readAll();
        if (values.problems().count() == before) {
            compare();
        }
        return new Settings.Policy(read, controls());
    }

    private Map<String, Settings.Control> controls() {
        Map<String, Settings.Control> controls = new TreeMap<>();
        Map<String, Values> sections = values.named(CONTROLS, OF_A_CONTROL);
        Set<String> known = sections.isEmpty() ? Set.of() : names.controls().get();
        sections.forEach((id, section) -> {
            if (!known.isEmpty() && !known.contains(id)) {
                values.problems()
                        .add(CONTROLS + "." + id + ": there is no such control; " + Spelling.hint(id, known)
                                + "scripts/arrears controls lists them");
            }
            controls.put(
                    id,
                    new Settings.Control(
                            !section.has("enabled") || section.flag("enabled"),
                            section.has("severity")
                                    ? Optional.of(section.oneOf("severity", "high", "medium", "low"))
                                    : Optional.empty(),
                            section.has("materiality")
                                    ? Optional.of(section.number("materiality", "0", MOST_MONEY, MAJOR_UNITS))
                                    : Optional.empty()));
        });
        return controls;
    }

    private void readAll() {
        number("tolerance", "1000000", "minor units");
        number("materiality", MOST_MONEY, MAJOR_UNITS);
        number("severity-medium", MOST_MONEY, MAJOR_UNITS);
        number("severity-high", MOST_MONEY, MAJOR_UNITS);
        days("billing-grace-days");
        days("duplicate-invoice-days");
        count("usual-basket-pairs", "pairs of invoices");
        days("duplicate-payment-days");
        share("list-price-tolerance");
        share("discount-limit");
        days("short-payment-days");
        days("long-overdue-days");
        share("refund-share-limit");
        count("tax-share-orders", "orders");
        share("smallest-tax-share");
        share("largest-tax-share");
        days("match-days");
        days("return-window-days");
        days("late-billing-days");
        number("annual-interest-rate", "10", "share a year");
        days("longest-terms-days");
        share("discount-bunch-width");
        count("rep-fewest-orders", "orders or invoices");
        count("fewest-peers", "reps");
        number("outlier-z", "1000", "robust standard deviations");
        share("outlier-tail");
        count("serial-returner-fewest", "refunds");
        share("serial-returner-tail");
        days("days-before-retry");
        read.put(
                "hard-declines",
                values
                        .words(SECTION + "hard-declines", ".*\\S.*", "words, for example [lost_card, stolen_card]")
                        .stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList());
        number("attempt-fee", "1000000", "money for one attempt");
        count("visa-attempts-30-days", "attempts");
        count("mastercard-attempts-1-day", "attempts");
        count("mastercard-attempts-30-days", "attempts");
        days("capture-grace-days");
        days("chargeback-days");
        number("late-fee-rate", "10", "share a year");
        days("late-fee-grace-days");
        share("discount-taken-width");
        days("dormant-days");
        days("delinquent-days");
    }

    private void compare() {
        for (List<String> pair : List.of(
                List.of("severity-medium", "severity-high"),
                List.of("discount-bunch-width", "discount-limit"),
                List.of("smallest-tax-share", "largest-tax-share"),
                List.of("mastercard-attempts-1-day", "mastercard-attempts-30-days"))) {
            Number small = (Number) read.get(pair.get(0));
            Number large = (Number) read.get(pair.get(1));
            if (small.doubleValue() > large.doubleValue()) {
                values.refuse(SECTION + pair.get(0), "no more than " + SECTION + pair.get(1) + " = " + large);
            }
        }
    }

    private void days(String key) {
        read.put(key, values.whole(SECTION + key, 0, TEN_YEARS, "days"));
    }

    private void count(String key, String unit) {
        read.put(key, values.whole(SECTION + key, 1, 1_000_000, unit));
    }

    private void share(String key) {
        read.put(key, values.share(SECTION + key));
    }

    private void number(String key, String most, String unit) {
        read.put(key, values.number(SECTION + key, "0", most, unit).doubleValue());
    }
}
