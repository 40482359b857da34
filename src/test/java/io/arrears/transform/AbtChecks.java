package io.arrears.transform;

import io.arrears.testing.Mutations;
import io.arrears.testing.NaiveClaims;
import io.arrears.testing.NaiveInvoices;
import io.arrears.testing.NaiveLedger;
import io.arrears.testing.RandomCompany;
import io.arrears.testing.StagedRows;
import io.arrears.testing.TestSpark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * The checks of point in time on some companies, by name, and a day. What changed, what was cut off and what was poisoned is
 * built in one go with the companies themselves, under other names; a check returns what it found wrong, empty when nothing
 * is.
 */
record AbtChecks(Map<String, StagedRows> companies, AbtBuild build, AbtSnapshot snapshot) {

    private static final int MUTATED = 3;

    /** Columns that name a row; the oracle says every other one, or that it is null. */
    private static final Set<String> KEYS =
            Set.of("observation_date", "entity_id", "invoice_id", "order_id", "claim_id");

    /** Companies with so many invoices each, by seed. */
    static Map<String, StagedRows> random(int invoices, long... seeds) {
        Map<String, StagedRows> companies = new TreeMap<>();
        for (long seed : seeds) {
            companies.put("seed" + seed, RandomCompany.of(seed, invoices));
        }
        return companies;
    }

    static AbtChecks of(Map<String, StagedRows> companies, AbtBuild build, int mutationsEach) {
        return built(companies, build, variants(companies, build, mutationsEach));
    }

    /** For the check against the oracle alone: nothing is changed, cut off or poisoned. */
    static AbtChecks unchanged(Map<String, StagedRows> companies, AbtBuild build) {
        return built(companies, build, base(companies));
    }

    private static AbtChecks built(Map<String, StagedRows> companies, AbtBuild build, StagedRows all) {
        return new AbtChecks(companies, build, AbtSnapshot.of(build.over(TestSpark.small(), all)));
    }

    private static StagedRows base(Map<String, StagedRows> companies) {
        StagedRows all = StagedRows.empty();
        companies.forEach((name, company) -> all.addAll(company.named("base" + name + "~")));
        return all;
    }

    /** The companies and what may not differ from them, side by side in one database. */
    static StagedRows variants(Map<String, StagedRows> companies, AbtBuild build, int mutationsEach) {
        StagedRows all = base(companies);
        companies.forEach((name, company) -> {
            all.addAll(company.truncatedTo(build.asOf()).named("truncated" + name + "~"));
            all.addAll(Mutations.poisoned(company, 7).named("poisoned" + name + "~"));
            for (int i = 0; i < MUTATED; i++) {
                all.addAll(
                        Mutations.after(build.asOf(), company, mutationsEach, i).named("mutated" + i + name + "~"));
            }
        });
        return all;
    }

    /** Of the company that has the fewest. */
    int observations() {
        return companies.keySet().stream()
                .mapToInt(name -> snapshot.text("base" + name).size())
                .min()
                .orElse(0);
    }

    List<String> mutated() {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < MUTATED; i++) {
            wrong.addAll(unlikeBase("mutated" + i));
        }
        return wrong;
    }

    List<String> truncated() {
        return unlikeBase("truncated");
    }

    List<String> poisoned() {
        return unlikeBase("poisoned");
    }

    private List<String> unlikeBase(String variant) {
        List<String> wrong = new ArrayList<>();
        for (String name : companies.keySet()) {
            TreeSet<String> only = new TreeSet<>(snapshot.text(variant + name));
            TreeSet<String> missing = new TreeSet<>(snapshot.text("base" + name));
            TreeSet<String> both = new TreeSet<>(only);
            both.retainAll(missing);
            only.removeAll(both);
            missing.removeAll(both);
            only.forEach(row -> wrong.add(variant + name + " has " + row));
            missing.forEach(row -> wrong.add(variant + name + " lacks " + row));
        }
        return wrong;
    }

    List<String> naive() {
        LocalDate firstDay = build.asOf()
                .minusMonths((int) build.parameters().get("history_months"))
                .plusDays(1);
        int lag = (int) build.parameters().get("default_settlement_lag_days");
        int recoveryLag = (int) build.parameters().get("recovery_settlement_lag_days");
        int horizon = (int) build.parameters().get("default_horizon_days");
        int recoveryHorizon = (int) build.parameters().get("recovery_horizon_days");
        List<String> wrong = new ArrayList<>();
        StagedRows database = base(companies);
        companies.forEach((name, company) -> {
            NaiveLedger ledger = new NaiveLedger(company, database, build.asOf());
            wrong.addAll(differences(
                    name + " invoices",
                    new NaiveInvoices(ledger, firstDay, horizon, lag).rows(),
                    built(snapshot.invoices(), name)));
            wrong.addAll(differences(
                    name + " claims",
                    new NaiveClaims(ledger, firstDay, recoveryHorizon, recoveryLag).rows(),
                    built(snapshot.claims(), name)));
        });
        return wrong;
    }

    /** The rows of a company, by "observation date entity". */
    static Map<String, Map<String, Object>> built(Map<String, List<Row>> rows, String name) {
        return AbtSnapshot.keyed(rows.getOrDefault("base" + name, List.of()), "base" + name);
    }

    private static List<String> differences(
            String what, Map<String, Map<String, Object>> naive, Map<String, Map<String, Object>> built) {
        List<String> wrong = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(naive.keySet());
        keys.addAll(built.keySet());
        for (String key : keys) {
            if (!naive.containsKey(key) || !built.containsKey(key)) {
                wrong.add(what + " " + key + (naive.containsKey(key) ? " is missing" : " should not be there"));
                continue;
            }
            TreeSet<String> columns = new TreeSet<>(naive.get(key).keySet());
            columns.addAll(built.get(key).keySet());
            columns.removeAll(KEYS);
            columns.forEach(column -> {
                Object found = built.get(key).get(column);
                Object value = naive.get(key).get(column);
                Object plain = value == null ? null : AbtSnapshot.plain(value, "base");
                if (!Objects.equals(plain, found)) {
                    wrong.add(what + " " + key + " " + column + ": expected " + plain + ", found " + found);
                }
            });
        }
        return wrong;
    }

    /** Every past row must be, in features, the row that a run on that day scored. Pass a month end before the as-of day. */
    List<String> scoredThen(LocalDate day) {
        AbtBuild then = new AbtBuild(day, build.parameters(), build.alteration())
                .with("as_of", day)
                .with("is_training", false);
        AbtSnapshot scored = AbtSnapshot.of(then.over(TestSpark.small(), base(companies)));
        int lag = (int) build.parameters().get("default_settlement_lag_days");
        List<String> wrong = new ArrayList<>();
        for (String name : companies.keySet()) {
            Map<String, Map<String, Object>> invoices = built(snapshot.invoices(), name);
            Map<String, Map<String, Object>> claims = built(snapshot.claims(), name);
            built(scored.invoices(), name)
                    .forEach((key, row) -> compare(name + " invoices " + key, day, lag, invoices.get(key), row, wrong));
            built(scored.claims(), name)
                    .forEach((key, row) -> compare(name + " claims " + key, day, lag, claims.get(key), row, wrong));
        }
        return wrong;
    }

    private static void compare(
            String key,
            LocalDate day,
            int lag,
            Map<String, Object> past,
            Map<String, Object> scored,
            List<String> wrong) {
        if (past == null) {
            Object settled = scored.get("label_settled_on");
            boolean isOver =
                    settled == null || !((LocalDate) settled).minusDays(lag).isAfter(day);
            if (!isOver && !Boolean.TRUE.equals(scored.get("is_aged"))) {
                wrong.add(key + " was scored and is not in the panel");
            }
            return;
        }
        Map<String, Object> left = withoutLabel(past);
        Map<String, Object> right = withoutLabel(scored);
        if (!left.equals(right)) {
            wrong.add(key + ": past row " + left + ", scored row " + right);
        }
    }

    /** What past and scored rows share: all but the label and what the row is for. */
    static Map<String, Object> withoutLabel(Map<String, Object> row) {
        Map<String, Object> rest = new TreeMap<>(row);
        List.of("label", "label_status", "is_scoring").forEach(rest::remove);
        return rest;
    }
}
