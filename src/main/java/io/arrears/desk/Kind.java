package io.arrears.desk;

import java.util.Locale;

/** What the rows of a file are. */
public enum Kind {
    /** Debts to chase: failed payments and overdue invoices. */
    CLAIMS,
    /** Open invoices that may never be paid. */
    INVOICES;

    /** As in the parameters and files of the desk. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws Refused when there is no such kind */
    public static Kind named(String word) {
        for (Kind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new Refused(400, "There are claims and invoices, not '" + word + "'.");
    }
}
