package io.arrears.transform;

import io.arrears.lake.Table;
import io.arrears.testing.Mutations;
import io.arrears.testing.NaiveClaims;
import io.arrears.testing.NaiveInvoices;
import io.arrears.testing.NaiveLedger;
import io.arrears.testing.StagedRows;
import io.arrears.testing.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/**
 * The checks of point in time on one company and day. What changed, what was cut off and what was poisoned is built in one
 * go with the company itself, under other names; a check returns what it found wrong, empty when nothing is.
 */
record AbtChecks(StagedRows company, AbtBuild build, AbtSnapshot snapshot) {

    private static final int MUTATED = 3;

    static AbtChecks of(StagedRows company, AbtBuild build, int mutationsEach) {
        StagedRows all = variants(company, build, mutationsEach);
        return new AbtChecks(company, build, AbtSnapshot.of(build.over(small(TestSpark.session()), all)));
    }

    /** The company and what may not differ from it, side by side in one database. */
    static StagedRows variants(StagedRows company, AbtBuild build, int mutationsEach) {
        StagedRows all = company.named("base~");
        all.addAll(company.truncatedTo(build.asOf()).named("truncated~"));
        all.addAll(Mutations.poisoned(company, 7).named("poisoned~"));
        for (int i = 0; i < MUTATED; i++) {
            all.addAll(Mutations.after(build.asOf(), company, mutationsEach, i).named("mutated" + i + "~"));
        }
        return all;
    }

    /** A session for small data: interpreting a plan costs less than compiling it. */
    static SparkSession small(SparkSession session) {
        session.conf().set("spark.sql.codegen.wholeStage", "false");
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        return session;
    }

    int observations() {
        return snapshot.text("base").size();
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
        TreeSet<String> only = new TreeSet<>(snapshot.text(variant));
        TreeSet<String> missing = new TreeSet<>(snapshot.text("base"));
        TreeSet<String> both = new TreeSet<>(only);
        both.retainAll(missing);
        only.removeAll(both);
        missing.removeAll(both);
        List<String> wrong = new ArrayList<>();
        only.forEach(row -> wrong.add(variant + " has " + row));
        missing.forEach(row -> wrong.add(variant + " lacks " + row));
        return wrong;
    }

    List<String> naive() {
        NaiveLedger ledger = new NaiveLedger(company, build.asOf());
        int lag = (int) build.parameters().get("default_settlement_lag_days");
        List<String> wrong = differences("invoices",
                new NaiveInvoices(ledger, (int) build.parameters().get("default_horizon_days"), lag).rows(),
                AbtSnapshot.keyed(snapshot.invoices().getOrDefault("base", List.of()), "base"));
        int recoveryLag = (int) build.parameters().get("recovery_settlement_lag_days");
        wrong.addAll(differences("claims",
                new NaiveClaims(ledger, (int) build.parameters().get("recovery_horizon_days"), recoveryLag).rows(),
                AbtSnapshot.keyed(snapshot.claims().getOrDefault("base", List.of()), "base")));
        return wrong;
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
            Map<String, Object> expected = new TreeMap<>(naive.get(key));
            expected.forEach((column, value) -> {
                Object found = built.get(key).get(column);
                Object plain = value == null ? null : AbtSnapshot.plain(value, "base");
                if (!java.util.Objects.equals(plain, found)) {
                    wrong.add(what + " " + key + " " + column + ": expected " + plain + ", found " + found);
                }
            });
        }
        return wrong;
    }

    /** Every past row must be, in features, the row that a run on that day scored. Pass a month end before the as-of day. */
    List<String> scoredThen(java.time.LocalDate day) {
        AbtBuild then = new AbtBuild(day, build.parameters(), build.alteration()).with("as_of", day).with("is_training", false);
        AbtSnapshot scored = AbtSnapshot.of(then.over(small(TestSpark.session()), company));
        List<String> wrong = new ArrayList<>();
        for (Table table : List.of(Table.ABT_INVOICES, Table.ABT_CLAIMS)) {
            boolean isInvoices = table == Table.ABT_INVOICES;
            Map<String, Map<String, Object>> past = AbtSnapshot.keyed(
                    (isInvoices ? snapshot.invoices() : snapshot.claims()).getOrDefault("base", List.of()), "base");
            AbtSnapshot.keyed((isInvoices ? scored.invoices() : scored.claims()).getOrDefault("", List.of()), "")
                    .forEach((key, row) -> compare(table.sqlName() + " " + key, day,
                            (int) build.parameters().get("default_settlement_lag_days"), past.get(key), row, wrong));
        }
        return wrong;
    }

    private static void compare(String key, java.time.LocalDate day, int lag, Map<String, Object> past,
            Map<String, Object> scored, List<String> wrong) {
        if (past == null) {
            Object settled = scored.get("label_settled_on");
            boolean isOver = settled == null || !((java.time.LocalDate) settled).minusDays(lag).isAfter(day);
            if (!isOver) {
                wrong.add(key + " was scored and is not in the panel");
            }
            return;
        }
        Map<String, Object> left = new TreeMap<>(past);
        Map<String, Object> right = new TreeMap<>(scored);
        for (String column : List.of("label", "label_status", "is_scoring")) {
            left.remove(column);
            right.remove(column);
        }
        if (!left.equals(right)) {
            wrong.add(key + ": past row " + left + ", scored row " + right);
        }
    }
}
