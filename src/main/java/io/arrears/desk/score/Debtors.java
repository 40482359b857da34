package io.arrears.desk.score;

import io.arrears.desk.Kind;
import io.arrears.desk.file.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The cases of a result by customer.
 *
 * @param byCurrency best first; empty where no case names a customer
 * @param notLooked what nothing was known of: disputes, promises, contacts, credits
 * @param bills the invoices behind the cases by their numbers, as far as they were published
 */
public record Debtors(Map<String, List<Debtor>> byCurrency, List<String> notLooked, Map<String, Bill> bills) {

    private static final List<String> NOTHING_KNOWN = List.of("disputes", "promises", "contacts", "credits");

    /** Cases come best first, and stay so. */
    private static final Comparator<Scored> FREE_FIRST =
            Comparator.comparing((Scored each) -> each.row().owed().hold() != null);

    /** Of a file: nothing is known but its rows. */
    static Debtors ofFile(Kind kind, Map<String, List<Scored>> ranked) {
        return ofRows(ranked, kind == Kind.CLAIMS ? NOTHING_KNOWN : List.of(), Map.of());
    }

    /** Sums of the cases themselves, where no customers were published. */
    static Debtors ofRows(Map<String, List<Scored>> ranked, List<String> notLooked, Map<String, Bill> bills) {
        boolean named = ranked.values().stream()
                .flatMap(List::stream)
                .anyMatch(each -> each.row().owed().debtor() != null);
        Map<String, List<Debtor>> byCurrency = new TreeMap<>();
        if (named) {
            ranked.forEach((currency, cases) -> {
                List<Debtor> debtors = new ArrayList<>();
                grouped(cases).values().forEach(own -> debtors.add(summed(currency, own)));
                debtors.sort(Debtor.BEST_FIRST);
                byCurrency.put(currency, debtors);
            });
        }
        return new Debtors(byCurrency, notLooked, bills);
    }

    /** As a run published the customers, with their cases. */
    static Debtors published(
            List<MartRow> rows, Map<String, List<Scored>> ranked, List<String> notLooked, Map<String, Bill> bills) {
        Map<String, Map<String, List<Scored>>> cases = new TreeMap<>();
        ranked.forEach((currency, own) -> cases.put(currency, grouped(own)));
        Map<String, List<Debtor>> byCurrency = new TreeMap<>();
        rows.stream()
                .sorted(Comparator.comparingInt(row -> row.count("priority_rank")))
                .forEach(row -> byCurrency
                        .computeIfAbsent(row.text("currency"), any -> new ArrayList<>())
                        .add(published(
                                row,
                                cases.getOrDefault(row.text("currency"), Map.of())
                                        .getOrDefault("customer " + row.text("debtor_id"), List.of()))));
        return new Debtors(byCurrency, notLooked, bills);
    }

    /** Whether no case names a customer. */
    public boolean isEmpty() {
        return byCurrency.isEmpty();
    }

    private static Map<String, List<Scored>> grouped(List<Scored> cases) {
        Map<String, List<Scored>> groups = new LinkedHashMap<>();
        for (Scored each : cases) {
            Case row = each.row();
            // A row without a customer is alone, whatever else is called as its claim is.
            String key = row.owed().debtor() == null
                    ? "row " + row.line()
                    : "customer " + row.owed().debtor();
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(each);
        }
        groups.values().forEach(own -> own.sort(FREE_FIRST));
        return groups;
    }

    private static Debtor summed(String currency, List<Scored> cases) {
        Scored best = cases.get(0);
        Case row = best.row();
        List<Scored> held =
                cases.stream().filter(each -> each.row().owed().hold() != null).toList();
        return new Debtor(
                currency,
                row.owed().debtor() == null ? row.id() : row.owed().debtor(),
                row.owed().debtor() != null,
                row.customer(),
                row.region(),
                row.segment(),
                cases,
                cases.size(),
                held.size(),
                amount(cases),
                amount(held),
                cases.stream()
                        .filter(each -> each.row().owed().hold() == null)
                        .map(Scored::value)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal::add)
                        .orElse(held.size() == cases.size() ? BigDecimal.ZERO : null),
                held.size() == cases.size() ? row.owed().hold() : null,
                cases.stream()
                        .map(each -> each.row().lateDays())
                        .filter(days -> !Double.isNaN(days))
                        .max(Comparator.naturalOrder())
                        .map(Double::intValue)
                        .orElse(null),
                row.id(),
                List.of(),
                null);
    }

    private static Debtor published(MartRow row, List<Scored> cases) {
        String customer = row.text("customer_id");
        boolean isCustomer = customer != null && customer.equals(row.text("debtor_id"));
        return new Debtor(
                row.text("currency"),
                row.text("debtor_id"),
                isCustomer,
                row.first("customer_name", "customer_id"),
                row.text("region"),
                row.text("segment"),
                cases,
                row.count("claims"),
                row.count("held_claims"),
                row.money("amount"),
                row.money("held_amount"),
                row.money("ev_recovered"),
                row.text("hold_reason"),
                row.text("oldest_days_past_due") == null ? null : row.count("oldest_days_past_due"),
                row.text("best_claim_id"),
                row.reasons(),
                new Debtor.Account(
                        row.money("credit_amount"),
                        row.money("unapplied_amount"),
                        row.text("last_contact_date"),
                        row.text("last_contact_channel"),
                        row.text("last_contact_outcome"),
                        row.text("promise_date"),
                        row.text("promise_pay_by_date"),
                        row.money("promise_amount"),
                        row.text("promise_status")));
    }

    private static BigDecimal amount(List<Scored> cases) {
        return cases.stream().map(each -> each.row().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
