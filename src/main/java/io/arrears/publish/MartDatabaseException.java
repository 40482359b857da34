package io.arrears.publish;

import io.arrears.config.ArrearsException;
import io.arrears.config.ExitCode;

/**
 * The mart database cannot be reached or refuses what it is asked. The run is published in the lake by then, and the
 * next start finishes the database; the message says so and never holds a password.
 */
public final class MartDatabaseException extends ArrearsException {

    private static final long serialVersionUID = 1L;

    public MartDatabaseException(String message, Throwable cause) {
        super(ExitCode.FAILED, message, cause);
    }
}
