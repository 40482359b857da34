package io.arrears.lake;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;

/** The day a run is asked about. It comes from the command line; no clock decides it. */
public record AsOf(LocalDate date) {

    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    /**
     * Parses {@code YYYY-MM-DD} strictly.
     *
     * @throws IllegalArgumentException when the text is no calendar date; the message names the text and the form
     */
    public static AsOf parse(String text) {
        try {
            return new AsOf(LocalDate.parse(text, STRICT));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no calendar date: expected YYYY-MM-DD, for example 2025-12-31", e);
        }
    }

    @Override
    public String toString() {
        return date.toString();
    }
}
