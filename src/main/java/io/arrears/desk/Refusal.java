package io.arrears.desk;

import java.util.Locale;

/**
 * A row that has no score of its own, and why: nothing is lost without a word.
 *
 * @param reason the same words for all rows of a kind
 * @param found what stood there, empty when the reason says it all
 */
record Refusal(int line, Kind kind, String reason, String found, String text) {

    enum Kind {
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

        String words() {
            return words;
        }

        /** For the page. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
