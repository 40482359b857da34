package io.arrears.terms;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A word that invoices have for their state, in one currency, and what {@code ledger.states} makes of it.
 *
 * @param status the word
 * @param state what it means, null where it is in no list
 * @param currency null where the rows name none, or for several currencies together
 * @param amount of the invoices; null where it cannot be read yet
 */
public record LedgerWord(String status, String state, String currency, long invoices, BigDecimal amount) {

    /** So many are shown. */
    private static final int MOST = 50;

    /** Words of a list first, then by their invoices. */
    private static final Comparator<LedgerWord> ORDER = Comparator.comparing((LedgerWord word) -> word.state == null)
            .thenComparing(LedgerWord::invoices, Comparator.reverseOrder())
            .thenComparing(LedgerWord::status)
            .thenComparing(word -> String.valueOf(word.currency));

    /** The words that are shown, in order. */
    public static List<LedgerWord> shown(List<LedgerWord> words) {
        return words.stream().sorted(ORDER).limit(MOST).toList();
    }

    /** Both together, for a control total. */
    public LedgerWord plus(LedgerWord other) {
        return new LedgerWord(status, state, null, invoices + other.invoices, amount.add(other.amount));
    }

    /** What the word does to the debt. */
    public String effect() {
        return InvoiceState.effect(state);
    }

    /** A heading and a line for each word; nothing where there are none. */
    public static List<String> said(List<LedgerWord> words) {
        List<String> lines = new ArrayList<>();
        if (!words.isEmpty()) {
            lines.add("Words of invoices.status and what each says (ledger.states)");
        }
        shown(words).forEach(word -> lines.add(word.line()));
        if (words.size() > MOST) {
            lines.add("  and " + (words.size() - MOST) + " more");
        }
        return lines;
    }

    private String line() {
        return String.format(
                Locale.ROOT,
                "  %-24s %,10d %-8s %18s %-3s  %s",
                status,
                invoices,
                invoices == 1 ? "invoice" : "invoices",
                amount == null
                        ? "?"
                        : String.format(Locale.ROOT, "%,." + CurrencyUnit.shownDigits(currency) + "f", amount),
                currency == null ? "" : currency,
                effect());
    }
}
