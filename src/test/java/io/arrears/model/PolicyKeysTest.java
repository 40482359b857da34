package io.arrears.model;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.arrears.config.Settings;
import io.arrears.config.SettingsLoader;
import io.arrears.model.PolicyOutcomes.Outcome;
import io.arrears.model.data.ModelTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every key that holds a policy changes what a run makes: each is changed alone, and something that a run stores is then
 * another. A new key needs a case here. The queries of a run work over small ledgers that are built once.
 */
class PolicyKeysTest {

    private static final List<String> SECTIONS = List.of(
            "leakage.policy",
            "default",
            "recovery",
            "currency",
            "quality",
            "finance",
            "finance.cash-discount",
            "finance.provision");

    @TempDir
    private static Path folder;

    /**
     * @param value another value of the key than the reference has
     * @param given other keys without which this one does not count
     */
    private record Case(String value, Map<String, String> given, Outcome outcome) {
        Case(String value, Outcome outcome) {
            this(value, Map.of(), outcome);
        }
    }

    private final PolicyOutcomes run = new PolicyOutcomes(folder);

    private final Map<String, List<Case>> cases = cases();

    private Map<String, List<Case>> cases() {
        Map<String, List<Case>> all = new HashMap<>();
        Map<String, String> discount = Map.of("finance.cash-discount.rate", "0.02", "finance.cash-discount.days", "10");
        policies().forEach((key, each) -> all.put("leakage.policy." + key, List.of(each)));
        all.put("leakage.policy.tolerance", tolerance());
        all.put(
                "leakage.policy.chargeback-days",
                List.of(new Case("119", run.control("C13")), new Case("60", run.abt("int_customer_events"))));
        all.putAll(tasks());
        all.put(
                "finance.provision.segments",
                List.of(new Case("region", run.marts("int_provision_segments", "provision_rates"))));
        all.put(
                "finance.provision.min-cases",
                List.of(new Case(
                        "1",
                        Map.of("finance.provision.segments", "region"),
                        run.marts("int_provision_segments", "provision_rates"))));
        all.put("finance.provision.forward-looking", List.of(new Case("1.1", run.marts("mart_provision_matrix"))));
        all.put("currency.default", List.of(new Case("GBP", run.currency())));
        all.put(
                "finance.ageing",
                List.of(
                        new Case("[29, 60, 90]", run.abt("abt_invoices")),
                        new Case("[29, 60, 90]", run.marts("int_invoices"))));
        all.put("finance.period-months", List.of(new Case("6", run.marts("mart_kpis"))));
        all.put("finance.cash-discount.rate", List.of(new Case("0.03", discount, run.marts("int_discount_terms"))));
        all.put("finance.cash-discount.days", List.of(new Case("9", discount, run.marts("int_discount_terms"))));
        all.put("currency.reporting", List.of(new Case("EUR", run.marts("int_fx_rates", "mart_kpis"))));
        all.put(
                "currency.max-rate-age-days",
                List.of(new Case("100", Map.of("currency.reporting", "EUR"), run.marts("int_fx_rates", "mart_kpis"))));
        all.put("quality.max-quarantined-row-share", List.of(new Case("1", run.staging())));
        all.put(
                "quality.max-quarantined-amount-share",
                List.of(new Case("1", Map.of("quality.max-quarantined-row-share", "1"), run.staging())));
        all.put("quality.min-row-share-of-previous", List.of(new Case("0", run.staging())));
        all.put("quality.schema-drift", List.of(new Case("fail", run.staging())));
        return all;
    }

    /** A balance of less than the tolerance is closed wherever one is looked at. */
    private List<Case> tolerance() {
        List<Case> each = new ArrayList<>();
        for (String file : List.of(
                "int_invoice_states",
                "int_observation_invoices",
                "int_observation_claims",
                "int_claim_spells",
                "int_customer_events")) {
            each.add(new Case("5000", run.abt(file)));
        }
        each.add(new Case("10000", run.control("C02")));
        each.add(new Case("15000", run.marts("int_balances", "int_invoices", "mart_ageing")));
        return each;
    }

    private Map<String, Case> policies() {
        return Map.ofEntries(
                Map.entry("materiality", new Case("151", run.findings())),
                Map.entry("severity-medium", new Case("151", run.findings())),
                Map.entry("severity-high", new Case("150", run.findings())),
                Map.entry("billing-grace-days", new Case("6", run.control("B01"))),
                Map.entry("duplicate-invoice-days", new Case("2", run.control("B05"))),
                Map.entry("usual-basket-pairs", new Case("3", run.control("B05"))),
                Map.entry("duplicate-payment-days", new Case("2", run.control("C04"))),
                Map.entry("list-price-tolerance", new Case("0.2", run.control("P01"))),
                Map.entry("discount-limit", new Case("0.14", run.control("P02"))),
                Map.entry("short-payment-days", new Case("31", run.control("C01"))),
                Map.entry("long-overdue-days", new Case("89", run.control("C03"))),
                Map.entry("refund-share-limit", new Case("0.79", run.control("R03"))),
                Map.entry("tax-share-orders", new Case("2", run.view("int_tax_shares"))),
                Map.entry("smallest-tax-share", new Case("0.2", run.view("int_tax_shares"))),
                Map.entry("largest-tax-share", new Case("0.1", run.view("int_tax_shares"))),
                Map.entry("match-days", new Case("44", run.view("int_unbilled_orders"))),
                Map.entry("return-window-days", new Case("29", run.control("R06"))),
                Map.entry("late-billing-days", new Case("13", run.control("B04"))),
                Map.entry("annual-interest-rate", new Case("0.2", run.control("B04"))),
                Map.entry("longest-terms-days", new Case("300", run.control("B08"))),
                Map.entry("discount-bunch-width", new Case("0.005", run.people("P05"))),
                Map.entry("rep-fewest-orders", new Case("41", run.people("P05"))),
                Map.entry("fewest-peers", new Case("11", run.people("P05"))),
                Map.entry("outlier-z", new Case("1000", run.people("P05"))),
                Map.entry("outlier-tail", new Case("0", run.people("P07"))),
                Map.entry("serial-returner-fewest", new Case("9", run.people("R09"))),
                Map.entry("serial-returner-tail", new Case("0", run.people("R09"))),
                Map.entry("days-before-retry", new Case("4", run.control("C08"))),
                Map.entry("hard-declines", new Case("[lost_card]", run.control("C09"))),
                Map.entry("attempt-fee", new Case("0.2", run.control("C09"))),
                Map.entry("visa-attempts-30-days", new Case("21", run.control("C10"))),
                Map.entry("mastercard-attempts-1-day", new Case("11", run.control("C10"))),
                Map.entry("mastercard-attempts-30-days", new Case("19", run.control("C10"))),
                Map.entry("capture-grace-days", new Case("4", run.control("C11"))),
                Map.entry("late-fee-rate", new Case("0.08", run.control("A01"))),
                Map.entry(
                        "late-fee-grace-days",
                        new Case("300", Map.of("leakage.policy.late-fee-rate", "0.08"), run.control("A01"))),
                Map.entry("discount-taken-width", new Case("0.4", run.control("A11"))),
                Map.entry("dormant-days", new Case("300", run.control("A03"))),
                Map.entry("delinquent-days", new Case("59", run.control("A05"))));
    }

    private Map<String, List<Case>> tasks() {
        Map<String, List<Case>> all = new HashMap<>();
        Outcome forest = run.recipe(ModelTask.DEFAULT);
        Outcome regression = run.recipe(ModelTask.FAILED_PAYMENT);
        List.of("trees", "depth", "bins", "min-leaf", "seed")
                .forEach(key -> all.put("default." + key, List.of(new Case("7", forest))));
        all.put("default.contender", List.of(new Case("gradient_boosting", forest)));
        List.of("regularisation", "max-iterations", "seed")
                .forEach(key -> all.put("recovery." + key, List.of(new Case("7", regression))));
        all.put(
                "default.horizon-days",
                List.of(
                        new Case("30", run.abt("int_observation_invoices")),
                        new Case("500", Map.of("default.lgd-min-cases", "1"), run.lossGivenDefault())));
        all.put(
                "default.settlement-lag-days",
                List.of(
                        new Case("9", run.abt("int_observation_invoices")),
                        new Case("500", Map.of("default.lgd-min-cases", "1"), run.lossGivenDefault())));
        all.put("default.observe", List.of(new Case("week_ends", run.abt("int_observation_invoices"))));
        all.put(
                "default.lgd",
                List.of(
                        new Case("0.4", run.marts("int_lgd", "mart_lgd")),
                        new Case("0.4", run.marts("int_lgd", "mart_provision_matrix"))));
        all.put("default.lgd-min-cases", List.of(new Case("1", run.lossGivenDefault())));
        all.put(
                "default.medium-risk-from",
                List.of(
                        new Case("0.55", run.marts("mart_invoice_risk")),
                        new Case("0.55", run.marts("mart_customer_risk"))));
        all.put(
                "default.high-risk-from",
                List.of(
                        new Case("0.45", run.marts("mart_invoice_risk")),
                        new Case("0.45", run.marts("mart_customer_risk"))));
        all.put("recovery.horizon-days", List.of(new Case("60", run.abt("int_observation_claims"))));
        all.put("recovery.settlement-lag-days", List.of(new Case("9", run.abt("int_observation_claims"))));
        all.put("recovery.observe", List.of(new Case("week_ends", run.abt("int_observation_claims"))));
        all.put("recovery.claim-days", List.of(new Case("40", run.abt("int_claim_spells"))));
        all.put("recovery.oldest-days", List.of(new Case("40", run.abt("int_claim_spells"))));
        all.put("recovery.trust-final-retries", List.of(new Case("true", run.abt("abt_claims"))));
        all.put("recovery.capacity", List.of(new Case("1", run.queue())));
        // Three claims, or four of three customers.
        Map<String, String> three = Map.of("recovery.capacity", "3");
        all.put("recovery.capacity-unit", List.of(new Case("claim", three, run.queue())));
        all.put("recovery.contact-cost", List.of(new Case("130", run.queue())));
        all.put("recovery.grace-days", List.of(new Case("80", run.queue())));
        all.put("recovery.smallest-amount", List.of(new Case("200", run.queue())));
        Map<String, String> drawn = Map.of("recovery.holdout-share", "1");
        all.put("recovery.holdout-share", List.of(new Case("1", run.queue())));
        all.put("recovery.holdout-largest", List.of(new Case("250", drawn, run.queue())));
        all.put(
                "recovery.holdout-fewest",
                List.of(new Case("2", run.marts("trial_claims", "trial_members", "mart_uplift"))));
        all.put("recovery.retry-fewest", List.of(new Case("1", run.marts("int_retries", "int_retry_cells"))));
        all.put("recovery.retry-pseudo-attempts", List.of(new Case("7", run.retries())));
        return all;
    }

    /** With those that have no value in the reference. */
    private static Stream<String> keys() {
        Config reference = ConfigFactory.parseURL(Settings.class.getResource("/reference.conf"))
                .resolve();
        return SECTIONS.stream()
                .flatMap(section ->
                        reference.getObject(section).keySet().stream().map(key -> section + "." + key))
                .filter(key -> !SECTIONS.contains(key))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyChangesWhatARunMakes(String key) throws Exception {
        assertTrue(cases.containsKey(key), key + " has no case: say here what it changes");
        for (Case each : cases.get(key)) {
            Map<String, String> changed = new HashMap<>(each.given());
            changed.put(key, each.value());
            // The reference last: a view that an outcome makes on the way is left as the others expect it.
            String other = each.outcome().of(SettingsLoader.load(Optional.empty(), changed));
            String before = each.outcome().of(SettingsLoader.load(Optional.empty(), each.given()));
            assertNotEquals(before, other, key + " = " + each.value() + " changes nothing of " + each.outcome());
        }
    }
}
