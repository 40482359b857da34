package io.arrears.desk.file;

import io.arrears.desk.Kind;
import java.util.Locale;

/**
 * A row that has no score of its own, and why: no row is dropped silently.
 *
 * @param reason the same words for all rows of a kind
 * @param found the value, empty when the reason says it all
 */
public record Refusal(int line, Kind kind, String reason, String found, String text) {

    /** Whether something is wrong. */
    public enum Kind {
        /** Something is wrong with the row. */
        WRONG("wrong"),
        /** Nothing to score: a payment that succeeded, a refund. */
        ASIDE("nothing to score"),
        /** An attempt that counts in a claim scored from another row. */
        JOINED("joined");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For the download. */
        public String words() {
            return words;
        }

        /** For the page. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
