package io.arrears.publish.report;

import static io.arrears.publish.report.Grid.count;
import static io.arrears.publish.report.Grid.day;
import static io.arrears.publish.report.Grid.money;
import static io.arrears.publish.report.Grid.share;
import static io.arrears.publish.report.Grid.text;

import io.arrears.publish.report.Part.Answer;
import io.arrears.publish.report.Part.Call;
import io.arrears.publish.report.Part.Exhibit;
import io.arrears.terms.HoldReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whom to call: customers first, then the claims of each with their invoices, and what holds claims. */
final class CallParts {

    private static final String NOT_LOOKED = "not looked at";

    private CallParts() {}

    static List<Part> of(Facts facts, String currency) {
        List<Fact> customers = ranked(facts, currency);
        List<Part> parts = new ArrayList<>();
        if (customers.isEmpty()) {
            if (facts.today().containsKey("call_list")) {
                parts.add(new Part.Note(
                        Optional.of(currency),
                        "Nothing to call about: no invoice with a balance is overdue, and no failed payment is open."));
            }
            return parts;
        }
        parts.add(list(currency, customers));
        notLooked(customers).ifPresent(text -> parts.add(new Part.Note(Optional.of(currency), text)));
        parts.add(new Part.Calls(
                Optional.of(currency),
                "Their claims and invoices",
                "Open a customer for what to talk about: at most eight claims each, those that something holds last.",
                customers.stream().map(each -> call(facts, currency, each)).toList()));
        parts.add(held(facts, currency));
        return parts;
    }

    /** Whom to call first, unless every claim is held. */
    static Optional<Answer> first(Facts facts, String currency) {
        return ranked(facts, currency).stream()
                .findFirst()
                .filter(best -> !best.knows("hold_reason"))
                .map(best -> new Answer(
                        best.knows("customer_id")
                                ? "Call " + Words.customer(best) + " first."
                                : "Begin with " + claimName(best.text("debtor_id")) + ", which names no customer.",
                        Words.count(best.count("claims"), "claim") + " over "
                                + Words.about(currency, best.money("amount"))
                                + "; those that nothing holds carry the largest expected value: "
                                + Words.about(currency, best.money("ev_recovered"))
                                + " within 30 days. It is an expected value, not what a call adds."));
    }

    private static List<Fact> ranked(Facts facts, String currency) {
        return facts.of("call_list", currency).stream()
                .sorted(Comparator.comparing(fact -> fact.number("priority_rank")))
                .toList();
    }

    private static Part list(String currency, List<Fact> customers) {
        boolean named = customers.stream().anyMatch(fact -> fact.knows("customer_id"));
        return Exhibit.of(
                currency,
                "Whom to call first",
                (named
                                ? "The first 25 customers by what can be expected of their claims that nothing holds."
                                        + " A claim that names no customer is a row of its own."
                                : "The ledger names no customers here, so each claim is a row of its own: the first "
                                        + "25 by"
                                        + " what can be expected of them.")
                        + " Credit and unapplied money may be offset before the call.",
                Grid.of(
                        customers.stream().map(CallParts::shown).toList(),
                        text("name", "Customer"),
                        money("amount", "Amount"),
                        money("ev_recovered", "Expected back"),
                        text("hold_reason", "Held"),
                        count("priority_rank", "Place"),
                        count("claims", "Claims"),
                        count("held_claims", "Of them held"),
                        money("held_amount", "Amount held"),
                        count("oldest_days_past_due", "Oldest, days overdue"),
                        text("best_claim_id", "Open with"),
                        text("reason_1", "Why"),
                        money("credit_amount", "Credit"),
                        money("unapplied_amount", "Unapplied cash"),
                        text("contact", "Last contact"),
                        text("promise", "Promise")));
    }

    private static Fact shown(Fact fact) {
        Fact shown = Sums.with(readable(fact), "name", who(fact));
        shown = Sums.with(shown, "best_claim_id", claimName(fact.text("best_claim_id")));
        shown = Sums.with(shown, "contact", contact(fact));
        return Sums.with(shown, "promise", promise(fact));
    }

    private static String who(Fact fact) {
        return fact.knows("customer_id") ? Words.customer(fact) : claimName(fact.text("debtor_id")) + ", no customer";
    }

    /** With the hold in words, and the claim as people call it. */
    static Fact readable(Fact fact) {
        Fact shown = Sums.with(
                fact, "hold_reason", fact.knows("hold_reason") ? HoldReason.title(fact.text("hold_reason")) : null);
        return fact.values().containsKey("claim_id")
                ? Sums.with(shown, "claim_id", claimName(fact.text("claim_id")))
                : shown;
    }

    private static String claimName(String claim) {
        return claim.replaceFirst("^invoice:", "Invoice ").replaceFirst("^order:", "Order ");
    }

    private static String contact(Fact fact) {
        if (lacks(fact, "contacts")) {
            return NOT_LOOKED;
        }
        String how = String.join(
                ", ",
                List.of(
                                fact.text("last_contact_date"),
                                fact.text("last_contact_channel"),
                                fact.text("last_contact_outcome"))
                        .stream()
                        .filter(text -> !text.isEmpty())
                        .toList());
        return how.isEmpty() ? "none known" : how;
    }

    private static String promise(Fact fact) {
        if (lacks(fact, "promises")) {
            return NOT_LOOKED;
        }
        return fact.knows("promise_status")
                ? fact.text("promise_status") + ", by " + fact.text("promise_pay_by_date")
                : "none known";
    }

    private static boolean lacks(Fact fact, String table) {
        return List.of(fact.text("not_looked").split(", ")).contains(table);
    }

    private static Optional<String> notLooked(List<Fact> customers) {
        return customers.stream()
                .filter(fact -> fact.knows("not_looked"))
                .findFirst()
                .map(fact -> "The ledger has no table of "
                        + fact.text("not_looked").replaceFirst(", (?=[^,]*$)", " or ")
                        + ". What would hold a claim or matter for a call because of that was not looked at.");
    }

    private static Call call(Facts facts, String currency, Fact customer) {
        List<Fact> claims = facts.of("call_claims", currency).stream()
                .filter(fact -> fact.is("debtor_id", customer.text("debtor_id")))
                .sorted(Comparator.comparing(fact -> fact.number("place")))
                .map(CallParts::readable)
                .map(fact -> Sums.with(fact, "claim_type", Words.claim(fact.text("claim_type"))))
                .toList();
        long more = customer.count("claims") - claims.size();
        return new Call(
                customer.text("priority_rank") + ". " + who(customer),
                Words.count(customer.count("claims"), "claim") + ", " + Words.money(currency, customer.money("amount")),
                customer.knows("hold_reason")
                        ? Optional.of("Held: " + HoldReason.title(customer.text("hold_reason")))
                        : Optional.empty(),
                more > 0
                        ? Optional.of(
                                Words.count(more, "more claim") + (more == 1 ? " is" : " are") + " in the worklist.")
                        : Optional.empty(),
                Grid.of(
                        claims,
                        text("claim_id", "Claim"),
                        money("amount", "Open"),
                        money("ev_recovered", "Expected back"),
                        text("hold_reason", "Held"),
                        day("due_date", "Due"),
                        count("days_past_due", "Days overdue"),
                        day("invoice_date", "Issued"),
                        money("invoiced_amount", "Invoiced"),
                        money("paid_amount", "Paid"),
                        share("p_recover_30d", "Probability"),
                        text("claim_type", "Kind"),
                        text("reason_1", "Why")));
    }

    private static Part held(Facts facts, String currency) {
        return Exhibit.of(
                currency,
                "What holds claims, and what to do about it",
                "A claim is held for the first of these that applies. It is scored and listed, and not asked for "
                        + "until it is settled.",
                Grid.of(
                        facts.of("claims_held", currency).stream()
                                .sorted(Comparator.comparing((Fact fact) -> fact.money("amount"))
                                        .reversed()
                                        .thenComparing(fact -> fact.text("hold_reason")))
                                .map(fact -> Sums.with(
                                        Sums.with(fact, "title", HoldReason.title(fact.text("hold_reason"))),
                                        "sentence",
                                        HoldReason.sentence(fact.text("hold_reason"))))
                                .toList(),
                        text("title", "Held because"),
                        money("amount", "Amount"),
                        count("claims", "Claims"),
                        count("customers", "Customers"),
                        text("sentence", "What it means")));
    }
}
