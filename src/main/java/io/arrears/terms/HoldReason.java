package io.arrears.terms;

import java.util.Locale;
import java.util.Map;

/** What keeps a collector from a claim today: the values of {@code hold_reason}, in the words of pages. */
public final class HoldReason {

    private static final String FOUND = "found by ";

    private record Words(String title, String sentence) {}

    private static final Map<String, Words> WORDS = Map.ofEntries(
            Map.entry(
                    "disputed",
                    new Words(
                            "Disputed",
                            "The customer contests the invoice. Settle that before you ask for the money.")),
            Map.entry(
                    "promised", new Words("Promised", "The customer promised to pay, and that day has not come yet.")),
            Map.entry(
                    "order cancelled",
                    new Words("Order cancelled", "The order was cancelled: a credit note may be missing.")),
            Map.entry(
                    "covered by credit",
                    new Words(
                            "Covered by credit",
                            "The customer has credit or money without an invoice that covers it. Offset that first.")),
            Map.entry(
                    "within grace",
                    new Words("Within grace", "It is overdue for so few days that the team waits, by its own policy.")),
            Map.entry(
                    "do not contact",
                    new Words("Do not contact", "The ledger says that this customer is not to be contacted.")),
            Map.entry(
                    "too small",
                    new Words("Too small", "It is below the smallest amount that the team asks for, by its policy.")),
            Map.entry(
                    FOUND + "B03",
                    new Words("Billed too high", "The order is billed above what it sold. Correct the invoice first.")),
            Map.entry(
                    FOUND + "B05",
                    new Words(
                            "Duplicate invoice", "It looks like a second invoice for the same thing. Check it first.")),
            Map.entry(
                    FOUND + "B06",
                    new Words("Cancelled order billed", "It bills an order that was cancelled. Correct it first.")),
            Map.entry(
                    FOUND + "B07",
                    new Words(
                            "Unknown order",
                            "It names an order or a customer that the ledger does not have. Check it.")),
            Map.entry(
                    FOUND + "C06",
                    new Words(
                            "Money to apply",
                            "Money without an invoice came that may be its payment. Apply it first.")),
            Map.entry(
                    FOUND + "C11",
                    new Words(
                            "Paid, not booked",
                            "A payment was captured that the books do not have. Book it before you ask again.")),
            Map.entry(
                    FOUND + "R05",
                    new Words("Goods returned", "The goods came back and the order is still open. Credit it first.")));

    private HoldReason() {}

    /** In a word or two; a reason without words of its own is shown as it is. */
    public static String title(String reason) {
        Words words = WORDS.get(reason);
        if (words != null) {
            return words.title();
        }
        return reason.startsWith(FOUND)
                ? "Doubted (" + reason.substring(FOUND.length()) + ")"
                : reason.substring(0, Math.min(1, reason.length())).toUpperCase(Locale.ROOT)
                        + reason.substring(Math.min(1, reason.length()));
    }

    /** What it means and what to do about it. */
    public static String sentence(String reason) {
        Words words = WORDS.get(reason);
        if (words != null) {
            return words.sentence();
        }
        return reason.startsWith(FOUND)
                ? "A control doubts the debt: look at the finding " + reason.substring(FOUND.length()) + " first."
                : "Look at it before you ask for the money.";
    }
}
