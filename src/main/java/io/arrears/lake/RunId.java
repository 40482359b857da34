package io.arrears.lake;

/**
 * Names one run: {@code r000042}. Numbers grow by one with every run of a lake, so ids sort in the order of the runs.
 */
public record RunId(String text) {

    public static RunId of(long number) {
        return new RunId("r%06d".formatted(number));
    }

    public long number() {
        return Long.parseLong(text.substring(1));
    }

    @Override
    public String toString() {
        return text;
    }
}
