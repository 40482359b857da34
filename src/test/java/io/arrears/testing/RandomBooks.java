package io.arrears.testing;

import io.arrears.lake.SourceTable;
import io.arrears.lake.Table;
import io.arrears.transform.SqlStages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * A {@link RandomCompany} with what the finance pack adds: a third currency, credits, write-offs, disputes, rates with gaps,
 * rows that come into conflict, names, and made-up scores, findings and counts. Equal seeds, equal books.
 */
public final class RandomBooks {

    private static final List<String> CURRENCIES = List.of("EUR", "USD", "GBP", "XXX");

    private final Random random;
    private final StagedValues values;
    /** Whether the source has every optional table; those of even seeds may lack some. */
    private final boolean isComplete;

    private RandomBooks(long seed, LocalDate asOf) {
        random = new Random(seed);
        isComplete = seed % 2 == 1;
        // A loss given default with digits enough to make half cents.
        values = StagedValues.on(
                asOf.toString(),
                Map.ofEntries(
                        Map.entry("currency.reporting", "EUR"),
                        Map.entry("currency.max-rate-age-days", String.valueOf(20 + random.nextInt(60))),
                        Map.entry("default.lgd", "0.45"),
                        // A ledger of a year and a half has defaults that are a year old where they come soon.
                        Map.entry("default.horizon-days", "10"),
                        Map.entry("default.lgd-min-cases", "8"),
                        Map.entry("finance.provision.segments", "region"),
                        Map.entry("finance.provision.min-cases", "5"),
                        Map.entry("finance.provision.forward-looking", "1.25"),
                        Map.entry("recovery.holdout-share", "0.3"),
                        Map.entry("recovery.holdout-largest", "2000"),
                        Map.entry("recovery.holdout-fewest", "3"),
                        Map.entry("recovery.retry-fewest", "3")));
    }

    /** Staging, the state of the day and what other stages hand to the marts; the marts are not built. */
    public static StagedValues of(long seed, int invoices, LocalDate asOf) {
        RandomBooks books = new RandomBooks(seed, asOf);
        StagedRows company = RandomCompany.of(seed, invoices);
        RandomLines.add(seed, company, books.values);
        books.stage(company);
        books.rates();
        books.values.build(SqlStages.state());
        books.scores();
        books.findings();
        books.counts();
        books.chased();
        books.retries();
        return books.values;
    }

    private void stage(StagedRows rows) {
        rows.of("stg_customers").forEach(row -> row.put("customer_name", "Name of " + row.get("customer_id")));
        for (int i = 6; i < 24; i++) {
            rows.add(
                    "stg_customers",
                    RandomCompany.START,
                    "customer_id",
                    "C" + i,
                    "customer_name",
                    chance(0.8) ? "Name " + i : null,
                    "segment",
                    "S" + i % 2,
                    "region",
                    "R" + i % 3,
                    "country",
                    "GB");
        }
        for (Map<String, Object> invoice : rows.of("stg_invoices")) {
            if (chance(0.1)) {
                invoice.put("currency", "GBP");
            }
            if (chance(0.6)) {
                invoice.put("customer_id", "C" + random.nextInt(25));
            }
            reduce(rows, invoice);
        }
        NaiveDiscounts.offer(random, rows);
        for (Map<String, Object> refund : List.copyOf(rows.of("stg_returns"))) {
            BigDecimal amount = (BigDecimal) refund.get("refund_amount");
            refund.put("refund_amount", amount.multiply(BigDecimal.valueOf(1 + random.nextInt(20))));
            if (chance(0.3)) {
                rows.add(
                        "stg_returns",
                        StagedRows.date(refund, "visible_from"),
                        "return_id",
                        refund.get("return_id") + "b",
                        "order_id",
                        chance(0.7) ? refund.get("order_id") : "O-none",
                        "return_date",
                        refund.get("return_date"),
                        "refund_amount",
                        refund.get("refund_amount"));
            }
        }
        for (String table : List.of(
                "stg_invoices",
                "stg_payments",
                "stg_charges",
                "stg_credit_notes",
                "stg_orders",
                "stg_returns",
                "stg_transactions")) {
            rows.of(table).stream()
                    .filter(row -> chance(0.04))
                    .forEach(row -> row.put(
                            "conflict_from",
                            StagedRows.date(row, "visible_from").plusDays(40 + random.nextInt(120))));
        }
        rows.register(values.maker());
        for (SourceTable table : SourceTable.values()) {
            if (StagedRows.TABLES.contains(table.staging().sqlName())) {
                values.put(table, values.maker().table(table.staging().sqlName()));
            }
        }
        values.with(
                SourceTable.SALES_REPS, "sales_rep_id, sales_rep_name", "('P0', 'Zoë'), ('P1', 'adam'), ('P2', null)");
    }

    private void reduce(StagedRows rows, Map<String, Object> invoice) {
        String id = (String) invoice.get("invoice_id");
        LocalDate issued = StagedRows.date(invoice, "invoice_date");
        BigDecimal amount = (BigDecimal) invoice.get("amount");
        if (chance(0.2)) {
            LocalDate day = issued.plusDays(random.nextInt(120) - 3);
            rows.add(
                    "stg_credit_notes",
                    chance(0.2) ? day.plusDays(20) : day,
                    "credit_note_id",
                    "N" + id,
                    "invoice_id",
                    chance(0.05) ? "I-none" : id,
                    "credit_date",
                    day,
                    "amount",
                    part(amount));
        }
        if (chance(0.12)) {
            LocalDate day = issued.plusDays(30 + random.nextInt(200));
            rows.add(
                    "stg_write_offs",
                    day,
                    "write_off_id",
                    "W" + id,
                    "invoice_id",
                    id,
                    "write_off_date",
                    day,
                    "amount",
                    part(amount));
        }
        if (chance(0.15)) {
            LocalDate day = issued.plusDays(random.nextInt(100));
            rows.add(
                    "stg_disputes",
                    day,
                    "dispute_id",
                    "D" + id,
                    "invoice_id",
                    id,
                    "opened_date",
                    day,
                    "closed_date",
                    chance(0.4) ? null : day.plusDays(random.nextInt(200)),
                    "amount",
                    chance(0.5) ? null : part(amount));
        }
    }

    private BigDecimal part(BigDecimal amount) {
        return chance(0.3)
                ? amount
                : amount.multiply(BigDecimal.valueOf(random.nextDouble())).setScale(2, RoundingMode.HALF_UP);
    }

    private void rates() {
        List<String> rows = new ArrayList<>();
        LocalDate last = RandomCompany.START.plusDays(RandomCompany.DAYS);
        for (String pair :
                List.of("'USD', 'EUR', 0.9", "'EUR', 'USD', 1.1", "'EUR', 'GBP', 0.8", "'USD', 'GBP', 0.7")) {
            for (LocalDate day = RandomCompany.START; day.isBefore(last); day = day.plusDays(1 + random.nextInt(40))) {
                LocalDate seen = chance(0.2) ? day.plusDays(random.nextInt(30)) : day;
                rows.add("('F%d', %s%s, date '%s', date '%s')"
                        .formatted(rows.size(), pair, digits(random.nextInt(10)), day, seen));
            }
        }
        values.put(
                SourceTable.FX_RATES,
                values.maker()
                        .sql("select * from values " + String.join(", ", rows)
                                + " as t(fx_rate_id, from_currency, to_currency, rate, rate_date, visible_from)"));
    }

    private String digits(int count) {
        return random.ints(count, 0, 10).mapToObj(String::valueOf).collect(Collectors.joining());
    }

    private void scores() {
        List<String> invoices = new ArrayList<>();
        List<String> claims = new ArrayList<>();
        for (Row row : values.session()
                .sql("select invoice_id, order_id, customer_id, currency, outstanding_amount, is_overdue "
                        + "from int_invoices where is_open order by invoice_id")
                .collectAsList()) {
            double probability = random.nextDouble();
            if (chance(0.85)) {
                invoices.add("('%s', %sD, %s, %s)"
                        .formatted(
                                row.getString(0), probability, money(row.getDecimal(4), 0.45 * probability), model()));
            }
            if (chance(row.getBoolean(5) ? 0.9 : 0.2)) {
                claims.add("('invoice:%s', %s, %s, %s, %s, '%s', %s, %sD, %s, %d, %s, %s)"
                        .formatted(
                                row.getString(0),
                                one("overdue_invoice", "failed_payment"),
                                chance(0.9) ? text(row.getString(0)) : "null",
                                text(row.getString(1)),
                                text(row.getString(2)),
                                row.getString(3),
                                row.getDecimal(4),
                                probability,
                                money(row.getDecimal(4), probability),
                                claims.size() + 1,
                                model(),
                                money(row.getDecimal(4), random.nextDouble())));
            }
        }
        chasing();
        String model = "model_version, model_status, reason_1, reason_2, reason_3, verdict";
        given(Table.SCORE_INVOICES, "invoice_id, default_prob, expected_loss, " + model, invoices);
        given(
                Table.SCORE_CLAIMS,
                "claim_id, claim_type, invoice_id, order_id, customer_id, currency, amount, p_recover_30d, "
                        + "ev_recovered, priority_rank, " + model + ", order_value",
                claims);
        evaluation();
    }

    /** Who was flagged or left alone in the last year, and what is known of the days of retries. */
    private void chased() {
        LocalDate asOf = LocalDate.parse(String.valueOf(values.parameter("as_of")));
        List<String> rows = new ArrayList<>();
        for (Row row : values.session()
                .sql("select invoice_id, order_id, customer_id, currency, amount from int_invoices"
                        + " where customer_id is not null order by invoice_id")
                .collectAsList()) {
            LocalDate day = asOf.minusDays(10 + 91L * random.nextInt(4));
            String quarter = day.getYear() + "-Q" + (day.getMonthValue() + 2) / 3;
            boolean isOut = (row.getString(2) + quarter).hashCode() % 3 == 0;
            rows.add("('%s', '%s', '%s', 'invoice:%s', %s, %s, date '%s', '%s', %s, %s)"
                    .formatted(
                            row.getString(3),
                            quarter,
                            row.getString(2),
                            row.getString(0),
                            chance(0.8) ? text(row.getString(0)) : "null",
                            text(row.getString(1)),
                            day,
                            isOut ? "hold-out" : "chase",
                            row.getString(2).hashCode() % 5 == 0 ? "null" : "0.3D",
                            row.getDecimal(4)));
        }
        given(
                Table.SCORE_TREATMENTS,
                "currency, quarter, debtor_id, claim_id, invoice_id, order_id, first_flagged_on, treatment, holdout_share, "
                        + "amount",
                rows);
    }

    private void retries() {
        List<String> rows = new ArrayList<>();
        List<String> reasons = values.view("int_retries").groupBy("reason_code").count().collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
        for (String cut : List.of("now", "backtest")) {
            for (String reason : reasons) {
                effect(rows, cut, reason, "reason", "All");
                List.of("0", "1", "2-3", "4-7", "8-14", "15+")
                        .forEach(value -> effect(rows, cut, reason, "days_since_failure", value));
                List.of("Mon", "Tue", "Sun").forEach(value -> effect(rows, cut, reason, "weekday", value));
                List.of("1-5", "11-15", "26-31").forEach(value -> effect(rows, cut, reason, "month_part", value));
            }
        }
        given(
                Table.SCORE_RETRIES,
                "cut_off, reason_code, part, value, attempts, successes, expected_successes, factor, is_used",
                rows);
    }

    private void effect(List<String> rows, String cut, String reason, String part, String value) {
        rows.add("('%s', '%s', '%s', '%s', %d, %d, %sD, %sD, %b)"
                .formatted(
                        cut,
                        reason,
                        part,
                        value,
                        10 + random.nextInt(9),
                        1 + random.nextInt(9),
                        random.nextInt(40) / 4.0,
                        0.5 + random.nextInt(8) / 8.0,
                        chance(0.5)));
    }

    /** Promises about open invoices, and letters and calls to their customers, in the sixty days up to the as-of day. */
    private void chasing() {
        LocalDate asOf = LocalDate.parse(String.valueOf(values.parameter("as_of")));
        List<String> promises = new ArrayList<>();
        List<String> contacts = new ArrayList<>();
        for (Row row : values.session()
                .sql("select invoice_id, customer_id, outstanding_amount from int_invoices where is_open"
                        + " order by invoice_id")
                .collectAsList()) {
            LocalDate day = asOf.minusDays(random.nextInt(60));
            String id = row.getString(0);
            if (chance(0.4)) {
                promises.add("('Q%s', '%s', date '%s', date '%s', %s)"
                        .formatted(
                                id,
                                id,
                                day,
                                day.plusDays(random.nextInt(60)),
                                chance(0.5) ? "null" : row.getDecimal(2)));
            }
            if (chance(0.4)) {
                contacts.add("('K%s', %s, '%s', date '%s', %s, %s)"
                        .formatted(
                                id,
                                chance(0.5) ? text(row.getString(1)) : "null",
                                id,
                                day,
                                one("call", "mail"),
                                one("no answer", null)));
            }
        }
        outcomes(asOf);
        values.with(
                SourceTable.PROMISES,
                "promise_id, invoice_id, promise_date, pay_by_date, amount",
                String.join(", ", promises));
        values.with(
                SourceTable.CONTACTS,
                "contact_id, customer_id, invoice_id, contact_date, channel, outcome",
                String.join(", ", contacts));
    }

    /** Calls and letters about claims and customers up to 200 days ago, and what the list of their day expected of them. */
    private void outcomes(LocalDate asOf) {
        List<String> outcomes = new ArrayList<>();
        List<String> chased = new ArrayList<>();
        for (Row row : values.session()
                .sql("select invoice_id, customer_id, currency, amount from int_invoices order by invoice_id")
                .collectAsList()) {
            for (int i = 0; i < 3; i++) {
                String id = row.getString(0);
                String claim = chance(0.8) ? "'invoice:" + id + "'" : chance(0.5) ? "'gone'" : "null";
                outcomes.add("('%s-%d', %s, %s, date '%s', %s, %s, %s, %s)"
                        .formatted(
                                id,
                                i,
                                claim,
                                text(row.getString(1) == null ? "C1" : row.getString(1)),
                                asOf.minusDays(random.nextInt(200)),
                                one("call", "letter"),
                                one("phone", null),
                                chance(0.3) ? "null" : "4.50",
                                chance(0.1) ? "'" + id + "-0'" : "null"));
                if (chance(0.5)) {
                    chased.add("('%s-%d', 'invoice:%s', '%s', %s, %s)"
                            .formatted(
                                    id,
                                    i,
                                    id,
                                    row.getString(2),
                                    row.getDecimal(3),
                                    money(row.getDecimal(3), random.nextDouble())));
                }
            }
        }
        values.with(
                SourceTable.OUTCOMES,
                "outcome_id, claim_id, customer_id, action_date, action, channel, cost, undoes_outcome_id",
                String.join(", ", outcomes));
        given(Table.SCORE_CHASED, "outcome_id, claim_id, currency, amount, ev_recovered", chased);
    }

    private String model() {
        return one("v1", "v2") + ", " + one("model", "fallback of few rows") + ", " + one("a", null) + ", "
                + one("b", null) + ", " + one("c", null) + ", " + one("OK", "ORDER_ONLY");
    }

    /** Of one topic each metric that its mart asks for, for two tasks, models, versions and slices and some subjects. */
    private void evaluation() {
        Map<String, List<String>> metrics = Map.of(
                "metric",
                List.of("roc_auc", "lift"),
                "drift",
                List.of("psi", "ratio"),
                "importance",
                List.of("permutation", "shap"),
                "gains",
                List.of("events", "event_share", "lift", "amount_share"),
                "calibration",
                List.of("mean_predicted", "observed_rate", "lowest_predicted", "highest_predicted"),
                "value",
                List.of(
                        "capacity",
                        "days",
                        "chosen",
                        "arrived",
                        "lower",
                        "upper",
                        "expected",
                        "contact_cost",
                        "net",
                        "oracle_share",
                        "is_best_rule",
                        "lead",
                        "lead_lower",
                        "lead_upper"));
        List<String> rows = new ArrayList<>();
        metrics.forEach((topic, names) -> {
            for (int i = 0; i < 8; i++) {
                for (String metric : names) {
                    String subject = topic.equals("value") ? CURRENCIES.get(i % 4) : "feature" + i;
                    rows.add(
                            "('%s', 'task%d', 'model%d', 'v%d', 'slice%d', 'segment%d', '%s', %d, '%s', %sD, %sD, %sD, %s, %d, %s, %s)"
                                    .formatted(
                                            topic,
                                            i % 2,
                                            i / 2 % 2,
                                            i / 4,
                                            i % 3 / 2,
                                            i / 3 % 2,
                                            subject,
                                            i,
                                            metric,
                                            metric.equals("is_best_rule") ? i % 2 : random.nextInt(99) / 4.0,
                                            random.nextInt(9) / 4.0,
                                            random.nextInt(9) / 4.0,
                                            money(BigDecimal.valueOf(90_000), random.nextDouble()),
                                            random.nextInt(99),
                                            one("OK", null),
                                            one("NO_SIGNAL", null)));
                }
            }
        });
        given(
                Table.SCORE_EVALUATION,
                "topic, task, model, model_version, slice, segment, subject, position, metric, value, lower, "
                        + "upper, amount, observations, verdict, slice_verdict",
                rows);
    }

    private void findings() {
        List<String> controls = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        List<String> ids = List.of("B01", "C02", "R01", "C05", "P06", "A01", "C06");
        for (int i = 0; i < ids.size(); i++) {
            String title = "'Title " + i + "', '"
                    + List.of("R", "T", "E", "E", "S", "R", "Q").get(i) + "', " + text(i % 2 == 0 ? "high" : "low");
            for (String currency : CURRENCIES) {
                boolean skipped = i == 3;
                controls.add("('%s', '%s', %s, '%s', %s, %s, %s, %s, %s, %s, %s, %s)"
                        .formatted(
                                ids.get(i),
                                currency,
                                title,
                                skipped ? "SKIPPED" : "FINDINGS",
                                skipped ? "null" : 1 + random.nextInt(9),
                                amount(skipped),
                                amount(skipped),
                                skipped ? "null" : i,
                                amount(skipped),
                                skipped ? "'no table'" : "null",
                                skipped ? "null" : random.nextInt(3),
                                amount(skipped)));
                findings.add(
                        "('%s%s', '%s', %s, %s, 'E%d', 'I%04d', 'O%04d', 'C%d', 'P%d', %s, '%s', %s, %s, %s, %s, 'v%d', 'e%d', 'tolerance = %d', %s)"
                                .formatted(
                                        ids.get(i),
                                        currency,
                                        ids.get(i),
                                        title,
                                        one("order", "invoice"),
                                        i,
                                        random.nextInt(40),
                                        random.nextInt(40),
                                        random.nextInt(7),
                                        random.nextInt(4),
                                        one("R1", null),
                                        currency,
                                        amount(false),
                                        amount(chance(0.2)),
                                        amount(false),
                                        amount(i == 4),
                                        i,
                                        random.nextInt(9),
                                        i,
                                        decision()));
            }
        }
        given(
                Table.FIND_CONTROLS,
                "control_id, currency, title, leak_type, severity, status, findings, gross_amount, "
                        + "primary_amount, immaterial_findings, immaterial_amount, skipped_reason, dismissed_findings, "
                        + "dismissed_amount",
                controls);
        given(
                Table.FIND_LEAKAGE,
                "finding_id, control_id, control_title, leak_type, severity, entity_type, entity_id, invoice_id, "
                        + "order_id, customer_id, sales_rep_id, region, currency, expected_amount, actual_amount, amount, primary_amount, "
                        + "version, evidence, policy, decision, decided_date, decision_until_date, decision_reason, "
                        + "decision_owner, is_dismissed",
                findings);
    }

    private String decision() {
        boolean dismissed = chance(0.3);
        return chance(0.4)
                ? "null, null, null, null, null, false"
                : "'%s', date '2025-0%d-01', %s, %s, %s, %b"
                        .formatted(
                                dismissed ? "dismissed" : "accepted",
                                1 + random.nextInt(6),
                                chance(0.5) ? "null" : "date '2026-0" + (1 + random.nextInt(6)) + "-01'",
                                one("right", null),
                                one("Ann", null),
                                dismissed);
    }

    private String amount(boolean none) {
        return none ? "null" : "cast(" + money(BigDecimal.valueOf(900), random.nextDouble()) + " as decimal(19, 4))";
    }

    private String one(String first, String second) {
        return text(chance(0.5) ? first : second);
    }

    private void counts() {
        List<String> counts = new ArrayList<>();
        List<String> quarantined = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        for (SourceTable table : SourceTable.values()) {
            String currency = table == SourceTable.INVOICES || table == SourceTable.ORDERS ? "EUR" : "*";
            counts.add("('%s', '%s', %d, %s)"
                    .formatted(
                            table.sourceName(),
                            currency,
                            random.nextInt(500),
                            money(BigDecimal.valueOf(90_000), random.nextDouble())));
            quarantined.add("('%s', '%s', %s, %d, %s, %b)"
                    .formatted(
                            table.sourceName(),
                            currency,
                            money(BigDecimal.valueOf(900), random.nextDouble()),
                            1 + random.nextInt(3),
                            chance(0.3) ? "null" : "date '" + RandomCompany.START.plusDays(random.nextInt(700)) + "'",
                            chance(0.3)));
            sources.add("('%s', 'amount', %b)".formatted(table.sourceName(), isComplete || chance(0.5)));
        }
        sources.add("('invoices', 'discount_amount', true)");
        given(Table.OPS_COUNTS, "source_table, currency, rows_in, amount_in", counts);
        given(
                Table.OPS_QUARANTINE,
                "source_table, currency, amount, copies, first_visible_from, is_staged",
                quarantined);
        given(Table.OPS_SOURCES, "source_table, column_name, is_present", sources);
    }

    private void given(Table table, String columns, List<String> rows) {
        if (!rows.isEmpty()) {
            values.given(table, columns, String.join(", ", rows));
        }
    }

    private static String text(String value) {
        return value == null ? "null" : "'" + value + "'";
    }

    private static String money(BigDecimal amount, double share) {
        return String.format(Locale.ROOT, "%.4f", amount.doubleValue() * share);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
