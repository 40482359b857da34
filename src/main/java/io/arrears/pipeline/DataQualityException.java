package io.arrears.pipeline;

/**
 * The data broke a rule that stops publication; the last good tables stay published. The message says which table or
 * identity, what was found, what was expected, and where to look. Exit code 3.
 */
public final class DataQualityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DataQualityException(String message) {
        super(message);
    }
}
