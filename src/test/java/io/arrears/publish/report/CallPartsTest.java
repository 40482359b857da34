package io.arrears.publish.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.arrears.lake.AsOf;
import io.arrears.terms.Ageing;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The call list of the report: customers, then their claims and invoices, then what holds claims. */
class CallPartsTest {

    private static Fact fact(Object... namesAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Fact(values);
    }

    private static BigDecimal euros(String amount) {
        return new BigDecimal(amount);
    }

    private static Fact customer(int rank, String id, String name, String hold, String lacking) {
        return fact(
                "currency",
                "EUR",
                "priority_rank",
                rank,
                "debtor_id",
                id == null ? "order:O" + rank : id,
                "customer_id",
                id,
                "customer_name",
                name,
                "hold_reason",
                hold,
                "claims",
                9L,
                "held_claims",
                1L,
                "amount",
                euros("900"),
                "held_amount",
                euros("100"),
                "ev_recovered",
                euros("400"),
                "oldest_days_past_due",
                40,
                "best_claim_id",
                "invoice:I" + rank,
                "reason_1",
                "late before",
                "credit_amount",
                euros("0"),
                "unapplied_amount",
                euros("5"),
                "last_contact_date",
                LocalDate.parse("2025-06-01"),
                "last_contact_channel",
                "phone",
                "last_contact_outcome",
                null,
                "promise_pay_by_date",
                LocalDate.parse("2025-06-20"),
                "promise_status",
                "broken",
                "not_looked",
                lacking);
    }

    private static Fact claim(String debtor, int place, String id, String hold) {
        return fact(
                "currency",
                "EUR",
                "debtor_id",
                debtor,
                "place",
                place,
                "claim_id",
                id,
                "claim_type",
                "overdue_invoice",
                "amount",
                euros("100"),
                "ev_recovered",
                euros("50"),
                "hold_reason",
                hold,
                "due_date",
                LocalDate.parse("2025-05-01"),
                "days_past_due",
                60,
                "invoice_date",
                LocalDate.parse("2025-04-01"),
                "invoiced_amount",
                euros("120"),
                "paid_amount",
                euros("20"),
                "p_recover_30d",
                0.5,
                "reason_1",
                "x");
    }

    private static Facts facts(List<Fact> customers, List<Fact> claims, List<Fact> held) {
        Map<String, List<Fact>> today = new LinkedHashMap<>();
        today.put("mart_kpis", List.of(fact("currency", "EUR", "invoices", 1L, "outstanding_amount", BigDecimal.ONE)));
        today.put("call_list", customers);
        today.put("call_claims", claims);
        today.put("claims_held", held);
        return new Facts(
                AsOf.parse("2025-06-30"),
                "r000001",
                Optional.empty(),
                Ageing.of(List.of(30, 60, 90)),
                List.of(),
                today,
                Map.of());
    }

    private static String html(Facts facts) {
        return ReportHtml.of(facts, List.of(Page.of("calls", "Calls", "?", CallParts.of(facts, "EUR"))))
                .replaceAll("(?s)<script.*", "");
    }

    @Test
    void customersComeFirstThenTheirClaimsAndWhatHoldsThem() {
        Facts facts = facts(
                List.of(customer(2, "C2", "Bob", "disputed", null), customer(1, "C1", "Ann & <Sons>", null, null)),
                List.of(claim("C1", 2, "invoice:I7", "found by B05"), claim("C1", 1, "invoice:I1", null)),
                List.of(
                        fact(
                                "currency",
                                "EUR",
                                "hold_reason",
                                "disputed",
                                "claims",
                                9L,
                                "customers",
                                1L,
                                "amount",
                                euros("900")),
                        fact(
                                "currency",
                                "EUR",
                                "hold_reason",
                                "found by B05",
                                "claims",
                                1L,
                                "customers",
                                1L,
                                "amount",
                                euros("100"))));
        assertEquals(
                "Call Ann & <Sons> first.",
                CallParts.first(facts, "EUR").orElseThrow().headline());
        String html = html(facts);
        assertTrue(html.contains("1. Ann &amp; &lt;Sons&gt;"), html);
        assertFalse(html.contains("<Sons>"));
        for (String inOrder : List.of(
                "Whom to call first",
                ">Bob<",
                "Their claims and invoices",
                "1. Ann &amp;",
                "Invoice I1",
                "Invoice I7",
                "Duplicate invoice",
                "7 more claims are in the worklist.",
                "2. Bob",
                "Held: Disputed",
                "What holds claims, and what to do about it",
                "Settle that before you ask",
                "a second invoice")) {
            assertTrue(html.contains(inOrder), inOrder + " is missing or comes too early");
            html = html.substring(html.indexOf(inOrder));
        }
    }

    @Test
    void eachHoldIsExplainedOnceAndNoRawNameIsShown() {
        Facts facts = facts(
                List.of(customer(1, "C1", null, null, null), customer(2, "C2", null, "covered by credit", null)),
                List.of(claim("C1", 1, "invoice:I1", "disputed"), claim("C2", 1, "order:O1", "disputed")),
                List.of(fact(
                        "currency",
                        "EUR",
                        "hold_reason",
                        "disputed",
                        "claims",
                        2L,
                        "customers",
                        2L,
                        "amount",
                        euros("200"))));
        String html = html(facts);
        assertEquals(2, html.split("Settle that before you ask", -1).length);
        String text = html.replaceAll("(?s)<style.*</style>|href=\"[^\"]*\"|<[^>]*>", "");
        for (String raw : List.of("invoice:", "order:", "overdue_invoice", "hold_reason", "recovery.", "null")) {
            assertFalse(text.contains(raw), raw + " in " + text);
        }
        assertTrue(text.contains("Customer C1"));
        assertTrue(text.contains("broken, by 2025-06-20"));
        assertTrue(text.contains("2025-06-01, phone"));
    }

    @Test
    void whatTheLedgerLacksIsNotLookedAtAndNotNothing() {
        Facts facts = facts(List.of(customer(1, "C1", "Ann", null, "promises, contacts")), List.of(), List.of());
        String html = html(facts);
        assertTrue(html.contains("The ledger has no table of promises or contacts."), html);
        assertEquals(3, html.split("not looked at<", -1).length, "one cell each");
        assertFalse(html.contains("none known"));
        assertFalse(html.contains("What holds claims"), "an empty table says nothing");
    }

    @Test
    void aLedgerWithoutCustomersOrWithoutClaimsSaysSo() {
        Facts unnamed = facts(List.of(customer(1, null, null, null, null)), List.of(), List.of());
        String html = html(unnamed);
        assertTrue(html.contains("The ledger names no customers here, so each claim is a row of its own"), html);
        assertTrue(html.contains("Order O1, no customer"), html);
        assertEquals(
                "Begin with Order O1, which names no customer.",
                CallParts.first(unnamed, "EUR").orElseThrow().headline());
        Facts nothing = facts(List.of(), List.of(), List.of());
        assertTrue(html(nothing).contains("Nothing to call about: no invoice with a balance is overdue"));
        assertEquals(Optional.empty(), CallParts.first(nothing, "EUR"));
        Facts held = facts(List.of(customer(1, "C1", "Ann", "disputed", null)), List.of(), List.of());
        assertEquals(Optional.empty(), CallParts.first(held, "EUR"));
    }
}
