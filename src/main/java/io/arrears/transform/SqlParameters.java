package io.arrears.transform;

import io.arrears.config.Settings;
import io.arrears.lake.AsOf;
import io.arrears.pipeline.DayContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The named parameters every SQL file may use, from the day and the settings. Money and shares are decimals or doubles.
 */
public final class SqlParameters {

    private SqlParameters() {}

    /** The parameters of a run or of a published day. */
    public static Map<String, Object> of(DayContext day) {
        return of(day.asOf(), day.settings());
    }

    /** Where no model is to be trained. */
    public static Map<String, Object> of(AsOf asOf, Settings settings) {
        return of(asOf, settings, false);
    }

    /** @param isTraining whether the run will train a model, and so needs the panel of past observations */
    public static Map<String, Object> of(AsOf asOf, Settings settings, boolean isTraining) {
        Map<String, Object> values = new TreeMap<>();
        values.put("is_training", isTraining);
        values.put("as_of", asOf.date());
        // Staging reads a later one where days of a backfill share an ingest.
        values.put("ingest_day", asOf.date());
        // Both clip to the end of a shorter month, as the calendar does.
        values.put("period_months", settings.finance().periodMonths());
        values.put("period_start", asOf.date().minusMonths(settings.finance().periodMonths()));
        values.put("ageing", settings.finance().ageing().toArray(Integer[]::new));
        Optional<Settings.CashDiscount> discount = settings.finance().cashDiscount();
        values.put(
                "cash_discount_rate", discount.map(Settings.CashDiscount::rate).orElse(BigDecimal.ZERO));
        values.put(
                "cash_discount_days", discount.map(Settings.CashDiscount::days).orElse(0));
        Settings.Provision provision = settings.finance().provision();
        values.put("provision_segments", provision.segments());
        values.put("provision_min_cases", provision.minCases());
        values.put("provision_forward_looking", provision.forwardLooking());
        values.put("default_currency", settings.currency().fallback());
        values.put("reporting_currency", settings.currency().reporting().orElse(""));
        values.put("max_rate_age_days", settings.currency().maxRateAgeDays());
        // Words and the state of each, in one order.
        Map<String, String> stateOf = settings.ledger().stateOf();
        values.put("ledger_words", stateOf.keySet().toArray(String[]::new));
        values.put("ledger_states", stateOf.values().toArray(String[]::new));
        values.put("privacy_names", settings.privacyNames());
        values.put("default_horizon_days", settings.defaults().horizonDays());
        values.put("default_settlement_lag_days", settings.defaults().settlementLagDays());
        values.put("default_observe", settings.defaults().observe());
        values.put("lgd", settings.defaults().lgd());
        values.put("lgd_min_cases", settings.defaults().lgdMinCases());
        values.put("medium_risk_from", settings.defaults().mediumRiskFrom());
        values.put("high_risk_from", settings.defaults().highRiskFrom());
        values.put("recovery_horizon_days", settings.recovery().horizonDays());
        values.put("recovery_settlement_lag_days", settings.recovery().settlementLagDays());
        values.put("recovery_observe", settings.recovery().observe());
        values.put("claim_days", settings.recovery().claimDays());
        values.put(
                "oldest_claim_date",
                settings.recovery()
                        .oldestDays()
                        .map(days -> asOf.date().minusDays(days))
                        .orElse(LocalDate.of(1, 1, 1)));
        values.put("recovery_capacity", settings.recovery().capacity());
        values.put("capacity_unit", settings.recovery().capacityUnit());
        values.put("grace_days", settings.recovery().graceDays());
        values.put("smallest_amount", settings.recovery().smallestAmount());
        values.put("contact_cost", settings.recovery().contactCost());
        Settings.Holdout holdout = settings.recovery().holdout();
        values.put("quarter", Quarter.of(asOf.date()));
        values.put("holdout_share", holdout.share());
        values.put("holdout_below", Quarter.drawnBelow(holdout.share()));
        values.put("holdout_largest", holdout.largest().orElse(BigDecimal.TEN.pow(15)));
        values.put("holdout_fewest", holdout.fewest());
        values.put("retry_fewest", settings.recovery().retry().fewest());
        values.put("trust_final_retries", settings.recovery().trustFinalRetries());
        values.put("history_months", settings.model().historyMonths());
        settings.policy().values().forEach((key, value) -> values.put(key.replace('-', '_'), sqlValue(value)));
        return values;
    }

    /** Whole numbers stay integers; fractions become decimals, so that they compare exactly with money. */
    private static Object sqlValue(Object value) {
        return value instanceof List<?> words
                ? words.toArray(String[]::new)
                : value instanceof Integer || value instanceof Long ? value : new BigDecimal(value.toString());
    }
}
