package io.arrears.lake;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;

/** The day a run is asked about. It comes from the command line; no clock decides it. */
public record AsOf(LocalDate date) implements Comparable<AsOf> {

    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    /**
     * Parses {@code YYYY-MM-DD} strictly.
     *
     * @throws IllegalArgumentException when the text is no calendar date; the message names the text and the form
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AsOf parse(String text) {
        try {
            return new AsOf(LocalDate.parse(text, STRICT));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no calendar date: expected YYYY-MM-DD, for example 2025-12-31", e);
        }
    }

    @Override
    public int compareTo(AsOf other) {
        return date.compareTo(other.date);
    }

    /** {@code YYYY-MM-DD}, in JSON as well. */
    @Override
    @JsonValue
    public String toString() {
        return date.toString();
    }
}
