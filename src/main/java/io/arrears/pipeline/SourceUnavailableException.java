package io.arrears.pipeline;

/** A database cannot be reached or refuses the login; the message never holds a password. Exit code 4. */
public final class SourceUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SourceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
